/**
 * JSON as its sender wrote it. A number keeps its text (`1000.00` stays `1000.00`), because a signature is over that
 * text. A repeated key is refused, because two readers may each believe another one of the two.
 */
import { isLosslessNumber, LosslessNumber } from "lossless-json";
import { type FlatReading, isTooLong, mostFields } from "./flat-fields.ts";
import { type JsonObjection, objectToJson } from "./json-limits.ts";

export type JsonReading =
  /** Numbers are lossless-json's: read them with a schema of scalars.ts. */
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: "not_utf8" | JsonObjection };

/** Reads UTF-8 bytes as JSON. */
export function parseJsonBytes(bytes: Uint8Array): JsonReading {
  const text = decodeUtf8(bytes);
  return text === undefined ? { ok: false, reason: "not_utf8" } : parseJsonText(text);
}

/**
 * Gives a number as its sender wrote it. (lossless-json's own parser puts a string together character by character, which
 * takes forty times its length in memory.)
 */
function keepLexeme(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === "number" ? new LosslessNumber(context?.source ?? String(value)) : value;
}

/** Reads text as JSON. */
export function parseJsonText(text: string): JsonReading {
  try {
    const objection = objectToJson(text);
    return objection === null
      ? { ok: true, value: JSON.parse(text, keepLexeme) }
      : { ok: false, reason: objection };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, reason: "not_json" };
    throw error;
  }
}

/**
 * Reads one JSON object of scalars, each as its text; null is the same as absent, an object or array inside is refused,
 * and so are more or longer fields than any provider sends.
 */
export function parseFlatJson(bytes: Uint8Array): FlatReading {
  const reading = parseJsonBytes(bytes);
  if (!reading.ok) return reading;
  const { value } = reading;
  if (typeof value !== "object" || value === null || Array.isArray(value) || isLosslessNumber(value)) {
    return { ok: false, reason: "not_an_object" };
  }
  const entries = Object.entries(value);
  return entries.length > mostFields ? { ok: false, reason: "too_many" } : readFields(entries);
}

function readFields(entries: readonly (readonly [string, unknown])[]): FlatReading {
  const fields = new Map<string, string>();
  for (const [name, item] of entries) {
    if (item === null) continue;
    const text = textOf(item);
    if (text === undefined) return { ok: false, reason: "not_flat" };
    if (isTooLong(name, text)) return { ok: false, reason: "too_long" };
    fields.set(name, text);
  }
  return { ok: true, fields };
}

function textOf(item: unknown): string | undefined {
  if (typeof item === "string") return item;
  if (typeof item === "boolean") return String(item);
  return isLosslessNumber(item) ? item.value : undefined;
}

/** Text of UTF-8 bytes, undefined when they are something else. A byte order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
