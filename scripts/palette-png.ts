/** Makes a screenshot smaller. A page has few colours, and a PNG with a palette has a third of the size. */
import { crc32, deflateSync } from "node:zlib";
import { PNG } from "pngjs";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const maxColours = 256;

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, "latin1");
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, data.length + 8)), data.length + 8);
  return framed;
}

type Colour = readonly [red: number, green: number, blue: number];

const distance = (a: Colour, b: Colour) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;

const colourOf = (key: number): Colour => [key >> 16, (key >> 8) & 255, key & 255];

/** The index of the nearest colour of the palette. */
function nearest(colours: readonly Colour[], wanted: Colour): number {
  let best = 0;
  for (const [index, colour] of colours.entries()) {
    const known = colours[best];
    if (known !== undefined && distance(colour, wanted) < distance(known, wanted)) best = index;
  }
  return best;
}

/**
 * Reduces an opaque PNG to at most 256 colours. When there are more, the colour space is divided into boxes, and the
 * palette gets the commonest colour of each box, so that the edges of letters keep their shades. Every other colour is
 * replaced by the nearest one.
 */
export function toPalettePng(png: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(png);
  const keys = Array.from({ length: width * height }, (_, pixel) => data.readUIntBE(pixel * 4, 3));
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([key]) => key);
  const boxes = new Map<number, number>();
  for (const key of byCount) {
    const box = key & 0xf8f8f8;
    if (!boxes.has(box)) boxes.set(box, key);
  }
  const chosen = counts.size <= maxColours ? byCount : [...boxes.values()].slice(0, maxColours);
  const colours = chosen.map(colourOf);
  const indexes = new Map(chosen.map((key, index) => [key, index]));

  const rows = Buffer.alloc((width + 1) * height);
  for (const [pixel, key] of keys.entries()) {
    const index = indexes.get(key) ?? nearest(colours, colourOf(key));
    indexes.set(key, index);
    // Each row starts with a byte for its filter: 0, none.
    rows[pixel + Math.floor(pixel / width) + 1] = index;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a pixel, colour type 3 (palette). The other three fields have only this value in common PNGs.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(colours.flat())),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
