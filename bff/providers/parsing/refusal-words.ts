/**
 * What a provider's refusal is about, read from its own words. The providers publish few codes or none, so their text
 * is all there is; what is not recognised is an ordinary refusal. The text itself never leaves the adapter.
 */
import { longestWords } from "./scalars.ts";

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

const signatures = /\bsign|signature|unauthori[sz]ed|forbidden/i;
const chineseSignatures = /签名|验签|密钥|商户(?:号)?(?:不存在|错误|无效)/;
/** Whose being wrong is our mistake; "merchant order" is an order. */
const ours = /\b(?:merchant(?! (?:order|trade|transaction))|app ?key|app ?id|access ?key)\b/i;
const isWrong = /not (?:be )?(?:exist|found|valid|match)|invalid|wrong|error|unknown/i;
const wrongOurs =
  /(?:not (?:be )?(?:exist|found|valid|match)|invalid|wrong|error|unknown) (?:merchant(?! (?:order|trade|transaction))|app ?key|app ?id|access ?key)\b/i;
const absent = /not ?(?:be ?)?(?:exist|found)|n t exist|no such|\bunknown order|不存在|未找到/i;

/** The first that fits counts. The words have one blank where there was anything but letters and digits. */
const subjects: readonly (readonly [RefusalSubject, (words: string) => boolean])[] = [
  ["credentials", (words) => signatures.test(words) || chineseSignatures.test(words)],
  ["credentials", (words) => saysOursIsWrong(words) || wrongOurs.test(words)],
  ["not_found", (words) => absent.test(words)],
  ["duplicate", (words) => /duplicat|already|repeat|重复|已存在|\bexists?\b/i.test(words)],
  ["no_capacity", (words) => /客满|capacity/i.test(words)],
  ["amount", (words) => /amount|金额/i.test(words)],
];

/** @param words the provider's code and messages, run together. `sign_error` and `signError` are two words each. */
export function readRefusal(words: string): RefusalSubject {
  const apart = words
    .slice(0, longestWords)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[^\p{L}\p{N}]+/gu, " ");
  return subjects.find(([, fits]) => fits(apart))?.[0] ?? "other";
}

function saysOursIsWrong(words: string): boolean {
  const found = ours.exec(words);
  return found !== null && isWrong.test(words.slice(found.index + found[0].length));
}
