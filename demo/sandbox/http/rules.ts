import type { Field, Fields } from "./fields.ts";

/** The rule for one field of a request. Without `type`, the field is a JSON string. */
export interface Rule {
  readonly required: boolean;
  readonly type?: Field["type"];
  readonly test?: (text: string) => boolean;
}

export type CheckedFields<Name extends string> =
  /** `text` returns what was sent, or `""` for an optional field that is absent. */
  | { readonly ok: true; readonly text: (name: Name) => string }
  | { readonly ok: false; readonly field: string; readonly why: "missing" | "unknown" | "type" | "value" };

/** Checks a request by the rules: nothing unknown, nothing missing, each field of its type and form. */
export function checkFields<Name extends string>(
  fields: Fields,
  rules: Readonly<Record<Name, Rule>>,
): CheckedFields<Name> {
  const known = new Map<string, Rule>(Object.entries(rules));
  for (const name of fields.keys()) {
    if (!known.has(name)) return { ok: false, field: name, why: "unknown" };
  }
  for (const [name, rule] of known) {
    const field = fields.get(name);
    if (field === undefined || field.text === "") {
      if (rule.required) return { ok: false, field: name, why: "missing" };
      continue;
    }
    if (field.type !== (rule.type ?? "string")) return { ok: false, field: name, why: "type" };
    if (rule.test && !rule.test(field.text)) return { ok: false, field: name, why: "value" };
  }
  return { ok: true, text: (name) => fields.get(name)?.text ?? "" };
}

/** An absolute http or https address in plain ASCII. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[\x21-\x7e]+$/.test(text) && URL.canParse(text);
}

export const atMost = (length: number) => (text: string) => [...text].length <= length;

export const matches = (pattern: RegExp) => (text: string) => pattern.test(text);

export const oneOf =
  (...texts: readonly string[]) =>
  (text: string) =>
    texts.includes(text);

/** Decimal text greater than zero, with at most `decimals` digits after the point. */
export function isAmount(text: string, decimals: number): boolean {
  const match = /^(?:0|[1-9]\d{0,11})(?:\.(\d+))?$/.exec(text);
  return match !== null && (match[1] ?? "").length <= decimals && /[1-9]/.test(text);
}

export const isEmail = matches(/^[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+$/);
