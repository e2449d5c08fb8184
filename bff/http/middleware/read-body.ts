/**
 * Reads bodies: raw bytes for callbacks, checked JSON for the APIs. Nothing is decompressed, so a small body
 * cannot become a large one.
 */
import express, { type Request, type RequestHandler } from "express";
import { type FieldError, fail } from "../../core/errors.ts";
import { findForbiddenText } from "../forbidden-text.ts";
import { sendProblem } from "../problem.ts";

const jsonBodies = new WeakMap<Request, unknown>();
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Reads the body's bytes, up to `limitBytes`, whatever content type they claim. */
export function readRawBody(limitBytes: number): RequestHandler {
  return express.raw({ type: () => true, limit: limitBytes, inflate: false });
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
