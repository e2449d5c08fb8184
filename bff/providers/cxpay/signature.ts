/** CXPay's signature. Source: docs/providers/cxpay.md#signature, docs/providers/cxpay.md#callback. */
import type { Secret } from "../../core/secret.ts";
import type { Fields } from "../parsing/flat-fields.ts";
import { equalText } from "../signing/constant-time.ts";
import { decimalForms } from "../signing/decimal-forms.ts";
import { joinPairs, md5Hex, signedPairs } from "../signing/signed-fields.ts";

/** MD5 over the sorted pairs, joined with `&`, followed by `&key=<key>`; lower-case hex. */
export function signCxpay(fields: Fields, key: Secret): string {
  return md5Hex(joinPairs([...signedPairs(fields), ["key", key.reveal()]], "&"));
}

/** Numbers that CXPay may have signed in another form than it sent. */
const numeric = ["amount", "fee"];

/**
 * Whether `sign` fits the other fields: as received, or with the same amount and fee written in another way.
 */
export function isSignedByCxpay(fields: Fields, key: Secret): boolean {
  const sign = fields.get("sign") ?? "";
  return numeric
    .reduce(inEveryForm, [fields])
    .some((candidate) => equalText(sign, signCxpay(candidate, key)));
}

function inEveryForm(candidates: readonly Fields[], name: string): readonly Fields[] {
  return candidates.flatMap((fields) => {
    const text = fields.get(name);
    if (text === undefined) return [fields];
    return decimalForms(text).map((form) => new Map(fields).set(name, form));
  });
}
