/**
 * What a provider's refusal is about, read from its own words. The providers publish few codes or none, so their text
 * is all there is; what is not recognised is an ordinary refusal. The text itself never leaves the adapter.
 */

export type RefusalSubject =
  /** Our key, signature or account is wrong: our own mistake. */
  | "credentials"
  /** They have an order of this number already. */
  | "duplicate"
  /** They have no order of this number. */
  | "not_found"
  /** Nobody there to take this amount at the moment. */
  | "no_capacity"
  | "amount"
  | "other";

/** Whose being wrong is our mistake; "merchant order" is an order. */
const ours = String.raw`(?:merchant(?!\W+(?:order|trade|transaction))|app ?key|app ?id|access ?key)`;
const isWrong = String.raw`(?:not\s+(?:be\s+)?(?:exist|found|valid|match)|invalid|wrong|error|unknown)`;

const subjects: readonly (readonly [RefusalSubject, RegExp])[] = [
  ["credentials", /\bsign|signature|unauthori[sz]ed|forbidden/i],
  ["credentials", /签名|验签|密钥|商户(?:号)?(?:不存在|错误|无效)/],
  ["credentials", new RegExp(`\\b${ours}\\b.*${isWrong}|${isWrong}\\W+${ours}\\b`, "i")],
  ["not_found", /not\s*(?:be\s*)?(?:exist|found)|n['’]t\s+exist|no\s+such|\bunknown order|不存在|未找到/i],
  ["duplicate", /duplicat|already|repeat|重复|已存在|\bexists?\b/i],
  ["no_capacity", /客满|capacity/i],
  ["amount", /amount|金额/i],
];

/** A refusal says what it is about in a line; more is no use, and a pattern could take long over it. */
const longestWords = 500;

/** @param words the provider's code and messages, run together. `sign_error` and `signError` are two words each. */
export function readRefusal(words: string): RefusalSubject {
  const apart = words
    .slice(0, longestWords)
    .replace(/_/g, " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2");
  return subjects.find(([, pattern]) => pattern.test(apart))?.[0] ?? "other";
}
