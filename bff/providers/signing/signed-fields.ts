/**
 * The texts that are signed with MD5: `key=value` pairs of the raw values. The providers agree on the order of the
 * fields (by code unit) and on what counts as empty. They differ in the separator, the salt and the fields.
 * Source: docs/providers/README.md#signatures
 */
import { createHash } from "node:crypto";
import type { Fields } from "../parsing/flat-fields.ts";

/** One `key=value` pair, as it is signed. */
export type FieldPair = readonly [name: string, text: string];

/**
 * The pairs that are signed where a provider signs everything: without `sign`, without what is empty (`""`; `0` and
 * `false` are not), sorted by code unit.
 */
export function signedPairs(fields: Fields): FieldPair[] {
  return pairsWithEmpty(fields).filter(([, text]) => text !== "");
}

/** The same with what is empty, for a provider that leaves out only what is null. */
export function pairsWithEmpty(fields: Fields): FieldPair[] {
  return [...fields].filter(([name]) => name !== "sign").sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** `key=value` pairs in the order given, raw (nothing is URL-encoded). */
export function joinPairs(pairs: readonly FieldPair[], separator: string): string {
  return pairs.map(([name, text]) => `${name}=${text}`).join(separator);
}

/** MD5 of the UTF-8 text, 32 lower-case hex characters. */
export function md5Hex(text: string): string {
  return createHash("md5").update(text, "utf8").digest("hex");
}
