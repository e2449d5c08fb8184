import core from "qrcode/lib/core/qrcode.js";

/** A QR code's squares. */
export interface QrMatrix {
  readonly size: number;
  /** Whether the square in that row and column is dark. */
  readonly isDark: (row: number, column: number) => boolean;
}

/** The squares for a text, with medium error correction; null when it is too long for a QR code. */
export function encodeQr(text: string): QrMatrix | null {
  try {
    const { size, data } = core.create(text, { errorCorrectionLevel: "M" }).modules;
    return { size, isDark: (row, column) => data[row * size + column] === 1 };
  } catch {
    // The encoder throws for too much data: the screen then offers the text and the links alone.
    return null;
  }
}
