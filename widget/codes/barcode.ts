import code128 from "jsbarcode/bin/barcodes/CODE128/CODE128_AUTO.js";

/** Bars as a run of modules. */
export interface Barcode {
  /** `1` is a bar, `0` a gap. */
  readonly modules: string;
}

const Encoder = "default" in code128 ? code128.default : code128;

/** Code 128, in whichever of its sets is shortest; null for text that it cannot hold (beyond ASCII). */
export function encodeBarcode(text: string): Barcode | null {
  const encoder = new Encoder(text, {});
  return text !== "" && encoder.valid() ? { modules: encoder.encode().data } : null;
}
