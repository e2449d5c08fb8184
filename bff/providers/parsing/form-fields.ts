/** `application/x-www-form-urlencoded` as it came, read strictly: a callback that can be read two ways is refused. */
import { type FlatReading, isTooLong, mostFields } from "./flat-fields.ts";
import { decodeUtf8 } from "./lexeme-json.ts";

/** Reads form bytes. A repeated key, an array (`a[]`), a broken escape and more or longer fields than any provider sends are refused. */
export function parseFormFields(bytes: Uint8Array): FlatReading {
  const text = decodeUtf8(bytes);
  return text === undefined ? { ok: false, reason: "not_utf8" } : parseFormText(text);
}

/** Reads form text (also a raw query string). */
export function parseFormText(text: string): FlatReading {
  const fields = new Map<string, string>();
  const pairs = text.split("&", mostFields + 1);
  if (pairs.length > mostFields) return { ok: false, reason: "too_many" };
  for (const pair of pairs) {
    if (pair === "") continue;
    const mark = pair.indexOf("=");
    const name = decodePart(mark < 0 ? pair : pair.slice(0, mark));
    const value = decodePart(mark < 0 ? "" : pair.slice(mark + 1));
    if (name === undefined || value === undefined) return { ok: false, reason: "not_a_form" };
    if (isTooLong(name, value)) return { ok: false, reason: "too_long" };
    if (/[[\]]/.test(name)) return { ok: false, reason: "not_flat" };
    if (fields.has(name)) return { ok: false, reason: "repeated_key" };
    fields.set(name, value);
  }
  return fields.size === 0 ? { ok: false, reason: "not_a_form" } : { ok: true, fields };
}

/** Fields as form text, in their order. */
export function formText(fields: Iterable<readonly [string, string]>): string {
  const form = new URLSearchParams();
  for (const [name, text] of fields) form.append(name, text);
  return form.toString();
}

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part.replaceAll("+", " "));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
