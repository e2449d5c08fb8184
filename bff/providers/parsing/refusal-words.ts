/**
 * What a provider's refusal is about, read from its own words. The providers publish few codes or none, so their text
 * is all there is; what is not recognised is an ordinary refusal.
 */
import { saysNoSuchOrder } from "./absent-order.ts";
import {
  plainWords,
  saysDoubtElsewhere,
  saysNoSuchOrderElsewhere,
  saysTakenElsewhere,
  saysWrongSignatureElsewhere,
} from "./latin-and-malay-words.ts";
import { longestWords } from "./scalars.ts";

export type RefusalSubject =
  /** Our key, signature or account is wrong: our own mistake. */
  | "credentials"
  /** They have an order of this number already. */
  | "duplicate"
  /** They have no order of this number. */
  | "not_found"
  /** They are busy, or still at it: no word about the order. */
  | "doubt"
  /** Nobody there to take this amount at the moment. */
  | "no_capacity"
  | "amount"
  | "other";

/** What a provider said when it refused a call. */
export interface RefusalWords {
  readonly code: string;
  /** Its messages, run together. */
  readonly words: string;
}

const signatures = /\bsign\b|signature|unauthori[sz]ed|forbidden/i;
const chineseSignatures = /签名|验签|密钥|商户(?:号)?(?:不存在|错误|无效)|无效的?商户/;
/** Whose being wrong is our mistake; "merchant order" is an order. */
const ours = /\b(?:merchant(?! (?:order|trade|transaction))|app ?key|app ?id|access ?key)\b/i;
const isWrong = /not (?:be )?(?:exist|found|valid|match)|invalid|wrong|error|unknown/i;
const wrongOurs =
  /(?:not (?:be )?(?:exist|found|valid|match)|invalid|wrong|error|unknown) (?:merchant(?! (?:order|trade|transaction))|app ?key|app ?id|access ?key)\b/i;
const busy =
  /\bbusy\b|process(?:ing|ed\b)(?! (?:fail|reject|decline))|in progress|resubmit|submit again|(?:query|try|retry|again) ?later|tim(?:ed?|ing) ?out|timeout|system (?:error|exception|fault)|internal (?:server )?error|系统(?:繁忙|异常|错误)|繁忙|处理中|稍后|稍候|超时|重复提交/i;

/** What became of it, they do not know themselves. */
const untold =
  /unknown (?:error|exception|result)|\bnetwork\b|(?:no|without) (?:response|answer)|under review|未知(?:错误|异常)|网络|(?:无|未)响应|审核中/i;
const taken =
  /duplicat|already|repeat|been used|(?:be|not) unique|unique (?:key|index|constraint)|重复|已存在|已使用|唯一|\bexists?\b/i;

/** Codes that are HTTP statuses, of a system that did not get to an answer. */
const unansweredCode = /^(?:408|425|429|5\d\d)$/;
/** The same, where the words say no more. */
const gatewayCode = /^4(?:04|05)$/;

/** The first that fits counts. In whichever language, "not found" and "duplicate" come after "busy". The words have one blank where there was anything but letters and digits. */
const subjects: readonly (readonly [RefusalSubject, (words: string) => boolean])[] = [
  ["credentials", (words) => signatures.test(words) || chineseSignatures.test(words)],
  ["credentials", (words) => saysOursIsWrong(words) || wrongOurs.test(words)],
  ["doubt", (words) => busy.test(words) || untold.test(words)],
  ["credentials", (words) => saysWrongSignatureElsewhere(plainWords(words))],
  ["doubt", (words) => saysDoubtElsewhere(plainWords(words))],
  ["not_found", saysNoSuchOrder],
  ["not_found", (words) => saysNoSuchOrderElsewhere(plainWords(words))],
  ["duplicate", (words) => taken.test(words)],
  ["duplicate", (words) => saysTakenElsewhere(plainWords(words))],
  ["no_capacity", (words) => /客满|capacity/i.test(words)],
  ["amount", (words) => /amount|金额/i.test(words)],
];

/** `sign_error` and `signError` are two words each, in the code as in the words. */
export function readRefusal({ code, words }: RefusalWords): RefusalSubject {
  if (unansweredCode.test(code)) return "doubt";
  const apart = `${code} ${words}`
    .slice(0, longestWords)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[^\p{L}\p{N}]+/gu, " ");
  const subject = subjects.find(([, fits]) => fits(apart))?.[0] ?? "other";
  return subject === "other" && gatewayCode.test(code) ? "doubt" : subject;
}

function saysOursIsWrong(words: string): boolean {
  const found = ours.exec(words);
  return found !== null && isWrong.test(words.slice(found.index + found[0].length));
}
