import core from "qrcode/lib/core/qrcode.js";

/** The squares of a QR code. */
export interface QrMatrix {
  readonly size: number;
  /** Whether the square in that row and column is dark. */
  readonly isDark: (row: number, column: number) => boolean;
}

/** Encodes a text with medium error correction; null when it is too long for a QR code. */
export function encodeQr(text: string): QrMatrix | null {
  try {
    const { size, data } = core.create(text, { errorCorrectionLevel: "M" }).modules;
    return { size, isDark: (row, column) => data[row * size + column] === 1 };
  } catch {
    // The encoder throws for too much data. The screen then shows only the text and the links.
    return null;
  }
}
