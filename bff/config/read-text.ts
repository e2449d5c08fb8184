/** Reads a file of the configuration, and no more of it than such a file may have: a device has no end. */
import { closeSync, openSync, readSync } from "node:fs";
import { nameDenial } from "../core/denied-access.ts";
import { codeOf } from "../core/error-properties.ts";

export type TextReading =
  | { readonly ok: true; readonly text: string }
  /** The message completes a sentence that begins with the file. */
  | { readonly ok: false; readonly message: string };

const pieceBytes = 64 * 1024;

/** Never throws. */
export function readTextFile(path: string, mostBytes: number): TextReading {
  try {
    const bytes = readAtMost(path, mostBytes + 1);
    return bytes.length > mostBytes
      ? { ok: false, message: `is larger than ${mostBytes / 1024} kB` }
      : { ok: true, text: bytes.toString("utf8") };
  } catch (error) {
    return { ok: false, message: `cannot be read (${whyUnreadable(error)})` };
  }
}

function readAtMost(path: string, mostBytes: number): Buffer {
  const file = openSync(path, "r");
  try {
    const pieces: Buffer[] = [];
    let length = 0;
    while (length < mostBytes) {
      const piece = Buffer.alloc(pieceBytes);
      const read = readSync(file, piece);
      if (read === 0) break;
      pieces.push(piece.subarray(0, read));
      length += read;
    }
    return Buffer.concat(pieces);
  } finally {
    closeSync(file);
  }
}

/** The system's word for what went wrong (`ENOENT`), or the flag that Node lacks. */
function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  return nameDenial(error) ?? codeOf(error) ?? "unknown error";
}
