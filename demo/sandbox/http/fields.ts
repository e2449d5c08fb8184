import { isLosslessNumber, parse } from "lossless-json";

/** One scalar as it was sent: its text, and its JSON type (`string` for every form field). */
export interface Field {
  readonly type: "string" | "number" | "boolean";
  readonly text: string;
}

/** The fields of a request in their original order. Null counts as absent; nothing is nested. */
export type Fields = ReadonlyMap<string, Field>;

export type ParsedFields =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly why: string };

/** Parses JSON, keeps the text of numbers and refuses repeated keys; `undefined` for anything but JSON in UTF-8. */
export function parseStrictJson(body: Buffer): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
    return parse(text, undefined, {
      onDuplicateKey: ({ key }) => {
        throw new SyntaxError(`key ${key} comes twice`);
      },
    });
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** A flat JSON object of scalars. */
export function jsonFields(body: Buffer): ParsedFields {
  const value = parseStrictJson(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ok: false, why: "body is not a JSON object" };
  }
  return fieldsOf(value);
}

/** The scalars of an object from `parseStrictJson`. Refuses nested values. */
export function fieldsOf(value: object): ParsedFields {
  const fields = new Map<string, Field>();
  for (const [name, item] of Object.entries(value)) {
    if (item === null) continue;
    if (typeof item === "string") fields.set(name, { type: "string", text: item });
    else if (typeof item === "boolean") fields.set(name, { type: "boolean", text: String(item) });
    else if (isLosslessNumber(item)) fields.set(name, { type: "number", text: item.value });
    else return { ok: false, why: `${name} is not a scalar` };
  }
  return { ok: true, fields };
}

/** Parses `application/x-www-form-urlencoded` text and refuses repeated keys. */
export function formFields(text: string): ParsedFields {
  const fields = new Map<string, Field>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.has(name)) return { ok: false, why: `${name} comes twice` };
    fields.set(name, { type: "string", text: value });
  }
  return { ok: true, fields };
}
