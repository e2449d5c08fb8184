/**
 * Reads bodies: raw bytes for callbacks, checked JSON for the APIs. Only a callback's coding is undone, within the same
 * limit, so a small body cannot become a large one.
 */
import express, { type Request, type RequestHandler, type Response } from "express";
import { type FieldError, fail } from "../../core/errors.ts";
import { bodyFailureOf } from "../body-failures.ts";
import { type Decoding, decode, readCodings } from "../content-coding.ts";
import { findForbiddenText } from "../forbidden-text.ts";
import { sendProblem } from "../problem.ts";

const jsonBodies = new WeakMap<Request, unknown>();
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Reads the body's bytes, up to `limitBytes`, whatever content type they claim. A body in a coding is 415. */
export function readRawBody(limitBytes: number): RequestHandler {
  const read = express.raw({ type: () => true, limit: limitBytes, inflate: false });
  return function readBytes(request, response, next) {
    const codings = readCodings(request.headers["content-encoding"]);
    if (codings === undefined || codings.length > 0) {
      sendProblem(request, response, fail("unsupported_media_type", "The body must not be compressed."));
      return;
    }
    // The words that are left are no codings, and the reader would take them for some.
    delete request.headers["content-encoding"];
    read(request, response, next);
  };
}

/**
 * Reads a body whose codings are undone. Throws what goes wrong with the connection; a body that is too large or in no
 * known coding is a result.
 */
export function createDecodingReader(limitBytes: number) {
  const read = express.raw({ type: () => true, limit: limitBytes, inflate: false });

  function readBytes(request: Request, response: Response): Promise<Decoding> {
    return new Promise((resolve, reject) => {
      read(request, response, (error: unknown) => {
        if (error === undefined) resolve({ ok: true, bytes: rawBodyOf(request) });
        else if (bodyFailureOf(error)?.code === "payload_too_large")
          resolve({ ok: false, reason: "too_large" });
        else reject(error);
      });
    });
  }

  return async function readDecoded(request: Request, response: Response): Promise<Decoding> {
    const codings = readCodings(request.headers["content-encoding"]);
    if (codings === undefined) return { ok: false, reason: "coding" };
    delete request.headers["content-encoding"];
    const raw = await readBytes(request, response);
    return raw.ok ? await decode(raw.bytes, { codings, limitBytes }) : raw;
  };
}

/** The bytes that {@link readRawBody} read; empty when there was no body. */
export function rawBodyOf(request: Request): Uint8Array {
  const body: unknown = request.body;
  return body instanceof Uint8Array ? body : new Uint8Array();
}

/** The value that {@link parseJsonBody} parsed; undefined when there was no body. */
export function jsonBodyOf(request: Request): unknown {
  return jsonBodies.get(request);
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? "");
}

function parse(bytes: Uint8Array): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(utf8.decode(bytes)) };
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
  if (!isJson(request.headers["content-type"])) {
    const detail = "Send the body as Content-Type: application/json, in UTF-8.";
    sendProblem(request, response, fail("unsupported_media_type", detail));
    return;
  }
  const parsed = parse(bytes);
  if (!parsed.ok) {
    sendProblem(request, response, fail("malformed_json", "The body must be JSON in UTF-8."));
    return;
  }
  const errors: readonly FieldError[] = findForbiddenText(parsed.value);
  if (errors.length > 0) {
    sendProblem(request, response, fail("validation_failed", "The body holds what no field takes.", errors));
    return;
  }
  jsonBodies.set(request, parsed.value);
  next();
};
