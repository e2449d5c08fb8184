/** Sends a table while it is read. */
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { codeOf } from "../core/error-properties.ts";

/** A reader that takes nothing for this long is disconnected. */
const idleMs = 60_000;

export type TableEnd =
  | { readonly kind: "sent" }
  /** The reader has left. */
  | { readonly kind: "broken_off" }
  | { readonly kind: "failed"; readonly error: unknown };

/**
 * Waits for a slow reader, ends the reading when the reader leaves, and destroys the connection when the reading fails: a
 * table that is cut short must not look whole.
 */
export async function streamTable(
  response: ServerResponse,
  pieces: AsyncIterable<string>,
): Promise<TableEnd> {
  response.setTimeout(idleMs, () => response.destroy());
  try {
    // The stream would otherwise read many pieces ahead.
    await pipeline(Readable.from(pieces, { highWaterMark: 1 }), response);
    return { kind: "sent" };
  } catch (error) {
    return codeOf(error) === "ERR_STREAM_PREMATURE_CLOSE"
      ? { kind: "broken_off" }
      : { kind: "failed", error };
  }
}
