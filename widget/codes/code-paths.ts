import type { Barcode } from "./barcode.ts";
import type { QrMatrix } from "./qr.ts";

/** The blank margins that readers need around the bars and the squares, in modules. */
export const barcodeQuietZone = 10;
export const qrQuietZone = 4;

/** The runs of dark modules in a row: where each starts, and its length. */
function* darkRuns(
  length: number,
  isDark: (index: number) => boolean,
): Generator<[start: number, length: number]> {
  let start = -1;
  for (let index = 0; index <= length; index += 1) {
    const dark = index < length && isDark(index);
    if (dark && start < 0) start = index;
    if (dark || start < 0) continue;
    yield [start, index - start];
    start = -1;
  }
}

/** All bars as one SVG path of this height, with quiet zones left and right. */
export function barcodePath({ modules }: Barcode, height: number): string {
  const runs = darkRuns(modules.length, (index) => modules[index] === "1");
  return [...runs]
    .map(([start, length]) => `M${start + barcodeQuietZone} 0h${length}v${height}h-${length}z`)
    .join("");
}

/** All dark squares as one SVG path, with a quiet zone around them. */
export function qrPath({ size, isDark }: QrMatrix): string {
  let path = "";
  for (let row = 0; row < size; row += 1) {
    for (const [start, length] of darkRuns(size, (column) => isDark(row, column))) {
      path += `M${start + qrQuietZone} ${row + qrQuietZone}h${length}v1h-${length}z`;
    }
  }
  return path;
}
