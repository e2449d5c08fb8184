/** CXPay's signature. Source: docs/providers/cxpay.md#signature, docs/providers/cxpay.md#callback. */
import type { Secret } from "../../core/secret.ts";
import type { Fields } from "../parsing/flat-fields.ts";
import { equalText } from "../signing/constant-time.ts";
import { decimalForms } from "../signing/decimal-forms.ts";
import { type FieldPair, joinPairs, md5Hex, pairsWithEmpty, signedPairs } from "../signing/signed-fields.ts";

/** MD5 over the sorted pairs, joined with `&`, followed by `&key=<key>`; lower-case hex. */
export function signCxpay(fields: Fields, key: Secret): string {
  return signPairs(signedPairs(fields), key);
}

function signPairs(pairs: readonly FieldPair[], key: Secret): string {
  return md5Hex(joinPairs([...pairs, ["key", key.reveal()]], "&"));
}

/** Numbers that CXPay may have signed in another form than it sent. */
const numeric = ["amount", "fee"];

/**
 * Whether `sign` fits the other fields: as received, or with the same amount and fee written in another way. The
 * documentation leaves out null fields, and gateways of this kind leave out empty ones, too: both are tried.
 */
export function isSignedByCxpay(fields: Fields, key: Secret): boolean {
  const sign = fields.get("sign") ?? "";
  return numeric
    .reduce(inEveryForm, [fields])
    .flatMap((candidate) => [signedPairs(candidate), pairsWithEmpty(candidate)])
    .some((pairs) => equalText(sign, signPairs(pairs, key)));
}

function inEveryForm(candidates: readonly Fields[], name: string): readonly Fields[] {
  return candidates.flatMap((fields) => {
    const text = fields.get(name);
    if (text === undefined) return [fields];
    return decimalForms(text).map((form) => new Map(fields).set(name, form));
  });
}
