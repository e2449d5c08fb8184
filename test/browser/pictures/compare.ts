import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

/** How a picture compares to the kept one. */
export type Comparison =
  | { readonly kind: "same" }
  | { readonly kind: "other size"; readonly was: string; readonly is: string }
  | {
      readonly kind: "differs";
      readonly pixels: number;
      /** A PNG: the new picture, pale, with the differences in red. */
      readonly difference: Buffer;
    };

/** How many of a thousand pixels may differ. Pixels on the smooth edges of letters do not count. */
const maxPixelsPerThousand = 1;

const sizeOf = ({ width, height }: PNG) => `${width} × ${height}`;

/** Compares two PNGs pixel by pixel, by the difference that an eye would see. */
export function comparePictures(was: Buffer, is: Buffer): Comparison {
  const before = PNG.sync.read(was);
  const after = PNG.sync.read(is);
  if (sizeOf(before) !== sizeOf(after)) {
    return { kind: "other size", was: sizeOf(before), is: sizeOf(after) };
  }
  const { width, height } = after;
  const difference = new PNG({ width, height });
  const pixels = pixelmatch(after.data, before.data, difference.data, width, height);
  return pixels * 1000 <= width * height * maxPixelsPerThousand
    ? { kind: "same" }
    : { kind: "differs", pixels, difference: PNG.sync.write(difference) };
}
