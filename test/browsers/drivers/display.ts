/** A picture of an X display without a screen, from the file in which Xvfb keeps it. */
import { readFileSync } from "node:fs";
import { PNG } from "pngjs";

/**
 * The display as a PNG. The file has the format of the program xwd: a header of big-endian numbers, then the colours, then
 * four bytes for each pixel: blue, green, red, nothing. Throws for any other.
 */
export function readDisplay(path: string): Buffer {
  const bytes = readFileSync(path);
  const word = (index: number) => bytes.readUInt32BE(index * 4);
  const [headerSize, width, height, bitsPerPixel, lineBytes, colours] = [0, 4, 5, 11, 12, 19].map(word);
  if (headerSize === undefined || width === undefined || height === undefined)
    throw new Error(`${path} is empty`);
  if (bitsPerPixel !== 32 || lineBytes === undefined || colours === undefined) {
    throw new Error(`${path} has ${bitsPerPixel} bits a pixel`);
  }
  const pixels = bytes.subarray(headerSize + colours * 12);
  const png = new PNG({ width, height });
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = y * lineBytes + x * 4;
      const to = (y * width + x) * 4;
      png.data[to] = pixels[from + 2] ?? 0;
      png.data[to + 1] = pixels[from + 1] ?? 0;
      png.data[to + 2] = pixels[from] ?? 0;
      png.data[to + 3] = 255;
    }
  }
  return PNG.sync.write(png);
}
