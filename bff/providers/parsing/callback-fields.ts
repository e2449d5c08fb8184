/** A callback of flat fields, whichever of the two ways it was written in. */
import type { RawCallback } from "../contract.ts";
import type { FlatReading } from "./flat-fields.ts";
import { parseFormFields } from "./form-fields.ts";
import { parseFlatJson } from "./lexeme-json.ts";

const openingBrace = "{".charCodeAt(0);
/** Blanks that JSON allows in front, and a byte order mark. */
const blanks: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/** Reads JSON when the body begins like an object, else a form: the content type is not to be relied on. */
export function readCallbackFields(raw: RawCallback): FlatReading {
  const first = raw.body.find((byte) => !blanks.has(byte));
  return first === openingBrace ? parseFlatJson(raw.body) : parseFormFields(raw.body);
}
