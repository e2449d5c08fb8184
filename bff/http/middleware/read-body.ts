/**
 * Reads bodies: raw bytes for callbacks, checked JSON or text for the APIs. Only a callback's coding is undone, within the same
 * limit, so a small body cannot become a large one.
 */
import type { Request, RequestHandler, Response } from "express";
import { type FieldError, fail } from "../../core/errors.ts";
import { type Decoding, decode, readCodings } from "../content-coding.ts";
import { findForbiddenText } from "../forbidden-text.ts";
import { sendProblem } from "../problem.ts";
import { BodyError, readBytes } from "../read-bytes.ts";
import { findRepeatedFields } from "../repeated-fields.ts";

const rawBodies = new WeakMap<Request, Uint8Array>();
const bodies = new WeakMap<Request, unknown>();
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Reads the body's bytes, up to `limitBytes`, whatever content type they claim. A body in a coding is 415. */
export function readRawBody(limitBytes: number): RequestHandler {
  return async function readRaw(request, response, next) {
    const codings = readCodings(request.headers["content-encoding"]);
    if (codings === undefined || codings.length > 0) {
      sendProblem(request, response, fail("unsupported_media_type", "The body must not be compressed."));
      return;
    }
    rawBodies.set(request, await readBytes({ request, response }, limitBytes));
    next();
  };
}

/**
 * Reads a body whose codings are undone. Throws {@link BodyError} for one that is cut off; one that is too large or in
 * no known coding is a result.
 */
export async function readDecodedBody(
  exchange: { readonly request: Request; readonly response: Response },
  limitBytes: number,
): Promise<Decoding> {
  const codings = readCodings(exchange.request.headers["content-encoding"]);
  if (codings === undefined) return { ok: false, reason: "coding" };
  try {
    return await decode(await readBytes(exchange, limitBytes), { codings, limitBytes });
  } catch (error) {
    if (error instanceof BodyError && error.reason !== "cut_off") return { ok: false, reason: "too_large" };
    throw error;
  }
}

/** The bytes that {@link readRawBody} read; empty when there was no body. */
function rawBodyOf(request: Request): Uint8Array {
  return rawBodies.get(request) ?? new Uint8Array();
}

/** The value that {@link parseJsonBody} or {@link readTextBody} has read; undefined when there was no body. */
export function bodyOf(request: Request): unknown {
  return bodies.get(request);
}

function isOfType(type: "application/json" | "text/plain", contentType = ""): boolean {
  const [found = "", ...parameters] = contentType.toLowerCase().split(";");
  return found.trim() === type && parameters.every((one) => /^\s*charset="?utf-8"?\s*$/.test(one));
}

interface ParsedBody {
  readonly ok: true;
  readonly value: unknown;
  readonly text: string;
}

function parse(bytes: Uint8Array): ParsedBody | { readonly ok: false } {
  try {
    const text = utf8.decode(bytes);
    return { ok: true, value: JSON.parse(text), text };
  } catch (error) {
    // TypeError means that the bytes are not UTF-8. JSON.parse's message quotes the body, so neither is passed
    // on.
    if (error instanceof SyntaxError || error instanceof TypeError) return { ok: false };
    throw error;
  }
}

/** Comes after {@link readRawBody}. The bytes must be JSON, and the content type must say so. */
export const parseJsonBody: RequestHandler = (request, response, next) => {
  const bytes = rawBodyOf(request);
  if (bytes.length === 0) {
    next();
    return;
  }
  if (!isOfType("application/json", request.headers["content-type"])) {
    const detail = "Send the body as Content-Type: application/json, in UTF-8.";
    sendProblem(request, response, fail("unsupported_media_type", detail));
    return;
  }
  const parsed = parse(bytes);
  if (!parsed.ok) {
    sendProblem(request, response, fail("malformed_json", "The body must be JSON in UTF-8."));
    return;
  }
  const forbidden: readonly FieldError[] = findForbiddenText(parsed.value);
  // Names that no field can have, and levels that no request has, are refused before the text is read again.
  const errors = forbidden.length > 0 ? forbidden : findRepeatedFields(parsed.text);
  if (errors.length > 0) {
    sendProblem(request, response, fail("validation_failed", "The body holds what no field takes.", errors));
    return;
  }
  bodies.set(request, parsed.value);
  next();
};

/** Comes after {@link readRawBody}. The content type must be `text/plain`; bytes that are no UTF-8 are no text. */
export const readTextBody: RequestHandler = (request, response, next) => {
  const bytes = rawBodyOf(request);
  if (bytes.length > 0 && !isOfType("text/plain", request.headers["content-type"])) {
    const detail = "Send the body as Content-Type: text/plain, in UTF-8.";
    sendProblem(request, response, fail("unsupported_media_type", detail));
    return;
  }
  bodies.set(request, new TextDecoder().decode(bytes));
  next();
};
