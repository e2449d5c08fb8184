import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { toPalettePng } from "../../scripts/palette-png.ts";

type Colour = readonly [red: number, green: number, blue: number];

function paint(width: number, height: number, colourAt: (pixel: number) => Colour): Buffer {
  const picture = new PNG({ width, height });
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    picture.data.set([...colourAt(pixel), 255], pixel * 4);
  }
  return PNG.sync.write(picture);
}

describe("a PNG with a palette", () => {
  test("shows exactly what the picture showed, where it had few colours", () => {
    const picture = paint(31, 17, (pixel) => [pixel % 7, 200 - (pixel % 5), 255]);
    const { width, height, data } = PNG.sync.read(toPalettePng(picture));
    expect([width, height]).toEqual([31, 17]);
    expect(data.equals(PNG.sync.read(picture).data)).toBe(true);
  });

  test("has 256 colours and is smaller, where the picture had more than a palette holds", () => {
    // The 32,768 colours of every eighth shade: more boxes than there is room for.
    const picture = paint(128, 256, (pixel) => [
      (pixel & 31) << 3,
      ((pixel >> 5) & 31) << 3,
      ((pixel >> 10) & 31) << 3,
    ]);
    const written = toPalettePng(picture);
    const colours = new Set<number>();
    const { data } = PNG.sync.read(written);
    for (let offset = 0; offset < data.length; offset += 4) colours.add(data.readUIntBE(offset, 3));
    expect(colours.size).toBe(256);
    expect(written.length).toBeLessThan(picture.length);
  });

  test("keeps the commonest colours as they are", () => {
    const accent: Colour = [36, 71, 214];
    const picture = paint(100, 100, (pixel) =>
      pixel < 9000 ? accent : [pixel & 255, (pixel >> 3) & 255, (pixel * 7) & 255],
    );
    const { data } = PNG.sync.read(toPalettePng(picture));
    expect([...data.subarray(0, 3)]).toEqual(accent);
    expect([...data.subarray(8999 * 4, 8999 * 4 + 3)]).toEqual(accent);
  });
});
