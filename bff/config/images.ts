/**
 * Pictures that stand beside the configuration: the merchant's logo and icons of methods. They are read with it, so that
 * a missing one is named at the start and not by a customer's browser.
 */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { z } from "zod";
import { readFileBytes } from "./read-text.ts";

const mostBytes = 32 * 1024;
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A picture that the server serves to browsers. */
export interface ImageFile {
  /** Made from the content, so that a browser may keep it for ever: `3f6c…d1.svg`. */
  readonly name: string;
  readonly contentType: "image/svg+xml" | "image/png";
  readonly bytes: Buffer;
}

/** SVG begins with a tag, and before it there may be a declaration, a comment, or a document type. */
function looksLikeSvg(bytes: Buffer): boolean {
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  return text.trimStart().startsWith("<") && text.includes("<svg");
}

/** A path of a picture, relative to the folder; becomes the picture. */
export function imageSchema(folder: string) {
  return z.string().transform((path, context): ImageFile => {
    const wrong = (message: string) => {
      context.addIssue(message);
      return z.NEVER;
    };
    if (path === "") return wrong("must name a file");
    const reading = readFileBytes(resolve(folder, path), mostBytes);
    if (!reading.ok) return wrong(`${path} ${reading.message}`);
    const { bytes } = reading;
    const isPng = bytes.subarray(0, pngSignature.length).equals(pngSignature);
    if (!isPng && !looksLikeSvg(bytes)) return wrong(`${path} is neither SVG nor PNG`);
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
    return isPng
      ? { name: `${hash}.png`, contentType: "image/png", bytes }
      : { name: `${hash}.svg`, contentType: "image/svg+xml", bytes };
  });
}
