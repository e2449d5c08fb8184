/**
 * JSON as its sender wrote it. A number keeps its text (`1000.00` stays `1000.00`), because a signature is over that
 * text. A repeated key is refused, because two readers may each believe another one of the two.
 */
import { isLosslessNumber, LosslessNumber, parse } from "lossless-json";
import { z } from "zod";
import type { Fields } from "./signed-fields.ts";

export type JsonReading =
  /** Numbers are {@link LosslessNumber}s: read them with {@link numberLexeme} or {@link scalarText}. */
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: "not_utf8" | "not_json" | "repeated_key" | "too_deep" };

export type FlatReading =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly reason: string };

/** No provider nests deeper than five; the limit keeps a hostile text from exhausting the parser's stack. */
const deepest = 16;
const structure = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/gs;
const keyEnd = /\s*:/y;

/** Reads UTF-8 bytes as JSON. */
export function parseJsonBytes(bytes: Uint8Array): JsonReading {
  const text = decodeUtf8(bytes);
  return text === undefined ? { ok: false, reason: "not_utf8" } : parseJsonText(text);
}

/** Reads text as JSON. */
export function parseJsonText(text: string): JsonReading {
  try {
    const objection = objectToStructure(text);
    return objection === null ? { ok: true, value: parse(text) } : { ok: false, reason: objection };
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, reason: "not_json" };
    throw error;
  }
}

/** Reads one JSON object of scalars, each as its text; null is the same as absent, an object or array inside is refused. */
export function parseFlatJson(bytes: Uint8Array): FlatReading {
  const reading = parseJsonBytes(bytes);
  if (!reading.ok) return reading;
  const { value } = reading;
  if (typeof value !== "object" || value === null || Array.isArray(value) || isLosslessNumber(value)) {
    return { ok: false, reason: "not_an_object" };
  }
  const fields = new Map<string, string>();
  for (const [name, item] of Object.entries(value)) {
    if (item === null) continue;
    const text = scalarText.safeParse(item);
    if (!text.success) return { ok: false, reason: "not_flat" };
    fields.set(name, text.data);
  }
  return { ok: true, fields };
}

/** Schema of a JSON number: its text as it was written. */
export const numberLexeme = z.instanceof(LosslessNumber).transform((number) => number.value);

/** Schema of a JSON string, number or boolean: its text as it was written. */
export const scalarText = z.union([z.string(), numberLexeme, z.boolean().transform(String)]);

/** Text of UTF-8 bytes, undefined when they are something else. A byte order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/**
 * One pass over strings and brackets, before the recursive parser sees the text. lossless-json itself lets a repeated
 * key pass when both values are the same.
 */
function objectToStructure(text: string): "too_deep" | "repeated_key" | null {
  /** The keys of each object that is open here; null for an array. */
  const open: (Set<string> | null)[] = [];
  for (const { 0: token, index } of text.matchAll(structure)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else {
      keyEnd.lastIndex = index + token.length;
      const keys = open.at(-1);
      if (!keys || !keyEnd.test(text)) continue;
      const key = String(parse(token));
      if (keys.has(key)) return "repeated_key";
      keys.add(key);
    }
    if (open.length > deepest) return "too_deep";
  }
  return null;
}
