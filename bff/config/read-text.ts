/**
 * Reads a file of the configuration, and no more of it than such a file may have: a device has no end. What is no regular
 * file may be right (`/dev/stdin`, the shell's `<(…)`), but may also have nobody who writes into it, so it has a time
 * limit. Reading is synchronous: the process does nothing else meanwhile.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { nameDenial } from "../core/denied-access.ts";
import { codeOf } from "../core/error-properties.ts";

/** The message completes a sentence that begins with the file. */
interface Unreadable {
  readonly ok: false;
  readonly message: string;
}

export type TextReading = { readonly ok: true; readonly text: string } | Unreadable;
export type BytesReading = { readonly ok: true; readonly bytes: Buffer } | Unreadable;

const pieceBytes = 64 * 1024;
/** For a command in `<(…)` that asks a safe for a secret. */
const usualWaitMs = 5_000;
const pollMs = 10;

/** Nobody has written the whole of it in time. */
class WaitedTooLong extends Error {
  override readonly name = "WaitedTooLong";
}

/** Never throws. @param longestMs how long it may take with what is no regular file. */
export function readTextFile(path: string, mostBytes: number, longestMs = usualWaitMs): TextReading {
  const reading = readFileBytes(path, mostBytes, longestMs);
  return reading.ok ? { ok: true, text: reading.bytes.toString("utf8") } : reading;
}

/** As {@link readTextFile}. */
export function readFileBytes(path: string, mostBytes: number, longestMs = usualWaitMs): BytesReading {
  try {
    const bytes = readAtMost(path, mostBytes + 1, longestMs);
    return bytes.length > mostBytes
      ? { ok: false, message: `is larger than ${mostBytes / 1024} kB` }
      : { ok: true, bytes };
  } catch (error) {
    if (error instanceof WaitedTooLong)
      return {
        ok: false,
        message: `is no regular file, and its end did not come within ${longestMs / 1_000} s`,
      };
    return { ok: false, message: `cannot be read (${whyUnreadable(error)})` };
  }
}

function readAtMost(path: string, mostBytes: number, longestMs: number): Buffer {
  // Else opening a pipe waits for somebody who writes into it, and reading one waits for what is written.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    const waitsForWriter = stat.isFIFO();
    const endsAtMs = performance.now() + longestMs;
    const pieces: Buffer[] = [];
    let length = 0;
    while (length < mostBytes) {
      if (!stat.isFile() && performance.now() > endsAtMs) throw new WaitedTooLong();
      const piece = Buffer.alloc(pieceBytes);
      const read = readNow(file, piece);
      // A pipe into which nobody has written yet has the same end as one that is over.
      if (read === undefined || (read === 0 && length === 0 && waitsForWriter)) {
        pause(pollMs);
        continue;
      }
      if (read === 0) break;
      pieces.push(piece.subarray(0, read));
      length += read;
    }
    return Buffer.concat(pieces);
  } finally {
    closeSync(file);
  }
}

/** @returns undefined when there is nothing now, and may be later. */
function readNow(file: number, piece: Buffer): number | undefined {
  try {
    return readSync(file, piece);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EAGAIN") return undefined;
    throw error;
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** The system's word for what went wrong (`ENOENT`), or the flag that Node lacks. */
function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  return nameDenial(error) ?? codeOf(error) ?? "unknown error";
}
