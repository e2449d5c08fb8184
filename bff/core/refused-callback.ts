import type { ReadSentence } from "./sentences.ts";

/** Why a callback was refused: a word for logs and metrics, and for a timeline the rest of "a callback was refused: …". */
export const refusals = {
  source: "it came from an address that is not in the account's callbackSources",
  too_large: "it is larger than a callback may be",
  coding: "its Content-Encoding cannot be undone",
  signature: "its signature does not match",
  account: "it names another account at the provider",
  order: "it is about another order",
  unreadable: "it does not have the provider's form",
} as const;

export type Refusal = keyof typeof refusals;

/** Reasons for which there is no payment or payout whose address it is. */
export type StrangerReason = "unknown_account" | "unknown_token" | "unknown_order" | "account_not_configured";

/** The errors that the sender of a refused callback gets. */
export type RefusalCode =
  | "source_not_allowed"
  | "payload_too_large"
  | "unsupported_media_type"
  | "callback_refused"
  | "not_found";

/** What became of a callback, for metrics. */
export type CallbackOutcome = "accepted" | "account_not_configured" | RefusalCode;

const refusalOfWord: Readonly<Record<string, Refusal>> = {
  wrong_signature: "signature",
  wrong_encryption: "signature",
  wrong_account: "account",
  wrong_order: "order",
};

/** @param word an adapter's reason. */
export function refusalOf(word: string): Refusal {
  return (Object.hasOwn(refusalOfWord, word) ? refusalOfWord[word] : undefined) ?? "unreadable";
}

/** @param reason as it is stored. */
function refusalIn(reason: string): Refusal {
  return isRefusal(reason) ? reason : "unreadable";
}

/** @param lastAt of the last one, where there were several. */
export function sayRefused(
  reason: string,
  lastAt: string | null,
): ReadSentence & { readonly detail: string } {
  const refusal = refusalIn(reason);
  const detail = `a callback was refused: ${refusals[refusal]}`;
  return lastAt === null
    ? { detail, code: "callback_refused", values: { refusal } }
    : {
        detail: `${detail} (again, last at ${lastAt})`,
        code: "callbacks_refused",
        values: { refusal, lastAt },
      };
}

function isRefusal(reason: string): reason is Refusal {
  return Object.hasOwn(refusals, reason);
}
