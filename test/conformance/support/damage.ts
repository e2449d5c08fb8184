/** What can be done to a callback's bytes without knowing any key. */
import fc from "fast-check";
import type { RawCallback } from "../../../bff/providers/contract.ts";
import { changeAt } from "./tamper.ts";

const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));

/** The callback with one character changed, anywhere. */
export function changed(raw: RawCallback): fc.Arbitrary<RawCallback> {
  const text = textOf(raw);
  return fc
    .tuple(fc.nat({ max: text.length - 1 }), printable)
    .map(([at, character]) => withBody(raw, changeAt(text, at, character)));
}

/** The callback cut short, at every length. */
export function prefixes(raw: RawCallback): RawCallback[] {
  const text = textOf(raw);
  return Array.from({ length: text.length }, (_, length) => withBody(raw, text.slice(0, length)));
}

/** The callback with each of its fields once more, with the same value and with another. */
export function duplicates(raw: RawCallback): RawCallback[] {
  const text = textOf(raw).trim();
  if (!text.startsWith("{")) {
    return text.split("&").flatMap((pair) => {
      const name = pair.split("=", 1).join("");
      return [`${text}&${pair}`, `${name}=1&${text}`, `${text}&${name}=`].map((body) => withBody(raw, body));
    });
  }
  const parsed: Record<string, unknown> = JSON.parse(text);
  const inside = text.slice(1, -1);
  return Object.entries(parsed).flatMap(([name, value]) => {
    const key = JSON.stringify(name);
    // The same key, spelled with an escape.
    const escaped = `"\\u${name.charCodeAt(0).toString(16).padStart(4, "0")}${name.slice(1)}"`;
    return [
      `{${inside},${key}:${JSON.stringify(value)}}`,
      `{${key}:"1",${inside}}`,
      `{${inside},${key}:null}`,
      `{${escaped}:"1",${inside}}`,
    ].map((body) => withBody(raw, body));
  });
}

function textOf(raw: RawCallback): string {
  return Buffer.from(raw.body).toString("utf8");
}

function withBody(raw: RawCallback, body: string): RawCallback {
  return { ...raw, body: Buffer.from(body, "utf8") };
}
