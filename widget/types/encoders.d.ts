// Types for parts of two CommonJS packages that have none.

declare module "jsbarcode/bin/barcodes/CODE128/CODE128_AUTO.js" {
  interface Encoder {
    valid(): boolean;
    encode(): { readonly data: string; readonly text: string };
  }
  type EncoderClass = new (data: string, options: object) => Encoder;
  /** The class in bundlers, the CommonJS module around it in Node. */
  const code128: EncoderClass | { readonly default: EncoderClass };
  export = code128;
}

declare module "qrcode/lib/core/qrcode.js" {
  interface Matrix {
    readonly size: number;
    /** 1 is dark; row after row. */
    readonly data: Uint8Array;
  }
  const core: {
    readonly create: (
      text: string,
      options: { readonly errorCorrectionLevel: "L" | "M" },
    ) => { readonly modules: Matrix };
  };
  export = core;
}
