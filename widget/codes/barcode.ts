import code128 from "jsbarcode/bin/barcodes/CODE128/CODE128_AUTO.js";

/** A barcode as a row of modules. */
export interface Barcode {
  /** `1` is a bar, `0` a gap. */
  readonly modules: string;
}

const Encoder = "default" in code128 ? code128.default : code128;

/** Encodes a text as Code 128, in its shortest form; null for text beyond ASCII. */
export function encodeBarcode(text: string): Barcode | null {
  const encoder = new Encoder(text, {});
  return text !== "" && encoder.valid() ? { modules: encoder.encode().data } : null;
}
