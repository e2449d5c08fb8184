/** Reads codes from pictures, as a till or a phone does, with libraries that the widget does not use. */
import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  NotFoundException,
  RGBLuminanceSource,
} from "@zxing/library";
import { default as jsqr } from "jsqr";
import type { Locator, Page } from "playwright-core";
import { PNG } from "pngjs";
import { expect } from "vitest";

/** The text of the Code 128 on a page or in a part of it. See `scan`. */
export function scanBarcode(shown: Page | Locator): Promise<string> {
  return scan(() => shown.screenshot(), readBarcode);
}

/** The text of the QR code on a page, also below its fold. See `scan`. */
export function scanQr(page: Page): Promise<string> {
  return scan(() => page.screenshot({ fullPage: true }), readQr);
}

/**
 * Takes picture after picture until a code can be read, as a phone does that is held before the screen: the first may
 * show a card that still fades in. Fails when none is read in ten seconds.
 */
async function scan(take: () => Promise<Buffer>, read: (png: Buffer) => string | undefined): Promise<string> {
  let scanned: string | undefined;
  const look = async () => {
    scanned = read(await take());
    return scanned;
  };
  await expect.poll(look, { timeout: 10_000, message: "no code can be read" }).toBeDefined();
  return scanned ?? "";
}

/** The text of the Code 128 in a PNG; undefined when there is none. */
export function readBarcode(png: Buffer): string | undefined {
  const { width, height, data } = PNG.sync.read(png);
  const grey = Uint8ClampedArray.from({ length: width * height }, (_, pixel) => data[pixel * 4] ?? 0);
  const hints = new Map<DecodeHintType, unknown>([
    [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.CODE_128]],
    [DecodeHintType.TRY_HARDER, true],
  ]);
  const source = new RGBLuminanceSource(grey, width, height);
  try {
    return new MultiFormatReader().decode(new BinaryBitmap(new HybridBinarizer(source)), hints).getText();
  } catch (error) {
    if (error instanceof NotFoundException) {
      return undefined;
    }
    throw error;
  }
}

function readQr(png: Buffer): string | undefined {
  const { width, height, data } = PNG.sync.read(png);
  return jsqr.default(new Uint8ClampedArray(data), width, height)?.data;
}
