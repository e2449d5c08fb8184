import { PNG } from "pngjs";

/** How a picture stands to the one it should look like. */
export type Comparison =
  | { readonly kind: "same" }
  | { readonly kind: "other size"; readonly was: string; readonly is: string }
  | {
      readonly kind: "differs";
      readonly pixels: number;
      /** A PNG: the new picture, pale, with what differs in red. */
      readonly difference: Buffer;
    };

/** A channel may be off by this much of 255: the edges of letters are not drawn alike each time. */
const channelTolerance = 24;
/** How many of a thousand pixels may be off by more. */
const pixelsPerThousand = 1;

const sizeOf = ({ width, height }: PNG) => `${width} × ${height}`;

/** Whether two PNGs look alike, pixel by pixel, and where they do not. */
export function comparePictures(was: Buffer, is: Buffer): Comparison {
  const before = PNG.sync.read(was);
  const after = PNG.sync.read(is);
  if (sizeOf(before) !== sizeOf(after)) {
    return { kind: "other size", was: sizeOf(before), is: sizeOf(after) };
  }
  const total = after.width * after.height;
  const marked = new PNG({ width: after.width, height: after.height });
  let pixels = 0;
  for (let offset = 0; offset < total * 4; offset += 4) {
    const old = before.data.subarray(offset, offset + 3);
    const now = after.data.subarray(offset, offset + 3);
    const isOff = now.some((value, channel) => Math.abs(value - (old[channel] ?? 0)) > channelTolerance);
    if (isOff) pixels += 1;
    const pale = now.map((value) => 192 + value / 4);
    marked.data.set(isOff ? [220, 0, 40, 255] : [...pale, 255], offset);
  }
  if (pixels * 1000 <= total * pixelsPerThousand) return { kind: "same" };
  return { kind: "differs", pixels, difference: PNG.sync.write(marked) };
}
