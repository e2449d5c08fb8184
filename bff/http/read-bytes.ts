/**
 * Reads a body into one buffer that grows with it. A body may come in pieces (chunks) of one byte, and a piece that is
 * kept as it came takes 250: body-parser, which keeps them, took 15 MB for 60 kB. Each piece takes its time, too, so
 * their number has a limit.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Failure, fail } from "../core/errors.ts";

const failures = {
  too_large: fail("payload_too_large", "The body is larger than this path takes."),
  too_many_pieces: fail("payload_too_large", "The body comes in too many small chunks."),
  cut_off: fail("malformed_json", "The body ended before it was whole."),
} as const satisfies Readonly<Record<string, Failure>>;

/** A body that cannot be had as a whole. */
export class BodyError extends Error {
  override readonly name = "BodyError";
  readonly reason: keyof typeof failures;

  constructor(reason: keyof typeof failures) {
    super(reason);
    this.reason = reason;
  }

  get failure(): Failure {
    return failures[this.reason];
  }
}

const firstBytes = 1024;
/** In pieces of 64 bytes, this is the longest body that is taken anywhere. */
const mostPieces = 1024;

/**
 * Throws {@link BodyError}. Nothing is read of a body that says it is longer than `limitBytes`. After too many pieces the
 * connection is closed with the answer.
 */
export function readBytes(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  limitBytes: number,
): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const announced = Number(request.headers["content-length"] ?? 0);
  let bytes = Buffer.allocUnsafe(Math.min(announced || firstBytes, limitBytes));
  let length = 0;
  let pieces = 0;

  function refuse(reason: BodyError["reason"]): void {
    stop();
    // What still comes is dropped: a request that is paused would keep it.
    request.resume();
    reject(new BodyError(reason));
  }
  function add(piece: Buffer): void {
    pieces++;
    if (pieces > mostPieces) {
      response.setHeader("Connection", "close");
      refuse("too_many_pieces");
      return;
    }
    const needed = length + piece.length;
    if (needed > limitBytes) {
      refuse("too_large");
      return;
    }
    if (needed > bytes.length) {
      const larger = Buffer.allocUnsafe(Math.min(Math.max(needed, bytes.length * 2), limitBytes));
      bytes.copy(larger, 0, 0, length);
      bytes = larger;
    }
    piece.copy(bytes, length);
    length = needed;
  }
  function end(): void {
    stop();
    resolve(bytes.subarray(0, length));
  }
  const cutOff = () => refuse("cut_off");
  function stop(): void {
    request.off("data", add).off("end", end).off("error", cutOff).off("close", cutOff);
  }

  if (announced > limitBytes) refuse("too_large");
  else if (request.destroyed) refuse("cut_off");
  else request.on("end", end).on("error", cutOff).on("close", cutOff).on("data", add);
  return promise;
}
