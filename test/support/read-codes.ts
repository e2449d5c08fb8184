/** Reads codes from pictures, as a till or a phone does, with libraries that the widget does not use. */
import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  RGBLuminanceSource,
} from "@zxing/library";
import { default as jsqr } from "jsqr";
import { PNG } from "pngjs";

/** The text of the Code 128 in a PNG. Throws when there is none. */
export function readBarcode(png: Buffer): string {
  const { width, height, data } = PNG.sync.read(png);
  const grey = Uint8ClampedArray.from({ length: width * height }, (_, pixel) => data[pixel * 4] ?? 0);
  const hints = new Map<DecodeHintType, unknown>([
    [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.CODE_128]],
    [DecodeHintType.TRY_HARDER, true],
  ]);
  const source = new RGBLuminanceSource(grey, width, height);
  return new MultiFormatReader().decode(new BinaryBitmap(new HybridBinarizer(source)), hints).getText();
}

/** The text of the QR code in a PNG; undefined when there is none. */
export function readQr(png: Buffer): string | undefined {
  const { width, height, data } = PNG.sync.read(png);
  return jsqr.default(new Uint8ClampedArray(data), width, height)?.data;
}
