/**
 * Compares what each source says went out with what was ordered. Facts are compared, never overruled: one word that
 * disagrees is enough, and a word of the other source that agrees does not take it back.
 *
 * Source: docs/rules.md#rule-13-order-does-not-matter
 */
import { type Detail, say } from "../details.ts";
import { formatDecimal, isSameCurrency } from "../money.ts";
import type { PayoutRecord } from "../records.ts";
import {
  minorOf,
  mostNamed,
  orderedMinorOf,
  readTestimony,
  saysMoney,
  type Testimony,
  type Word,
} from "../testimony.ts";
import type { PayoutException } from "./status.ts";

export interface Verdict {
  readonly agrees: boolean;
  /** Null where the amounts agree, or where something other than the amount disagrees. */
  readonly exception: Extract<PayoutException, "underpaid" | "overpaid"> | null;
  /** For the timeline; null when all agrees. */
  readonly detail: Detail | null;
}

const agreeing: Verdict = { agrees: true, exception: null, detail: null };

export function verdictOf(payout: PayoutRecord, { callback, query }: Testimony): Verdict {
  const words = [callback, query].filter(isSuccess);
  const other = words.find(({ currency }) => currency !== null && !isSameCurrency(currency, payout.currency));
  if (other !== undefined) return disagreeing(say("payout_other_currency", {}));
  const ours = BigInt(payout.amount_minor);
  const ordered = words.find(
    (word) => word.orderedAmountText !== null && orderedMinorOf(word, payout.decimals) !== ours,
  );
  if (ordered !== undefined) return disagreeing(say("other_amount_ordered", {}));
  const named = words.filter(({ amountText }) => amountText !== null);
  const amounts = named.flatMap((word) => minorOf(word, payout.decimals) ?? []);
  if (amounts.length < named.length) return disagreeing(say("payout_unreadable_amount", {}));
  const texts = new Set(amounts.map((minor) => formatDecimal(minor, payout.decimals)));
  const detail = sayAmounts([...texts], payout);
  if (amounts.some((minor) => minor < ours)) return { agrees: false, exception: "underpaid", detail };
  if (amounts.some((minor) => minor > ours)) return { agrees: false, exception: "overpaid", detail };
  return agreeing;
}

/** @param amounts of the callback and of the query; one where both name the same. */
function sayAmounts(
  [amount = "0", other]: readonly string[],
  { currency, amount_minor, decimals }: PayoutRecord,
): Detail {
  const about = { amount, currency, ordered: formatDecimal(BigInt(amount_minor), decimals) };
  return other === undefined
    ? say("payout_other_amount", about)
    : say("payout_two_amounts", { ...about, other });
}

/** Names the disagreement, so that the merchant is notified of it once; null when all agrees. */
export function newsOf({ exception, detail }: Verdict): string | null {
  return exception ?? detail;
}

/** A part that has gone out says nothing yet about the whole. */
function isSuccess(word: Word | null): word is Word {
  return word?.status === "succeeded";
}

function disagreeing(detail: Detail): Verdict {
  return { agrees: false, exception: null, detail };
}

/**
 * The most money that is said to have gone out, in minor units. A success without an amount counts as 0 if another success
 * names one, and as the ordered amount otherwise. A part without an amount counts as one unit less than that: the whole is
 * news to an operator who knew of a part.
 */
export function mostSaid(payout: PayoutRecord, { callback, query }: Testimony): bigint {
  const { decimals } = payout;
  const ours = BigInt(payout.amount_minor);
  const isNamed = [callback, query].some((word) => isSuccess(word) && minorOf(word, decimals) !== null);
  const wholeOrNothing = isNamed ? 0n : ours;
  const unnamed = (word: Word) => (isSuccess(word) ? wholeOrNothing : ours - 1n);
  return mostNamed([callback, query], { decimals, ordered: ours, unnamed });
}

/** What an operator knows of who settles the payout now. What no query has confirmed is kept apart. */
export function operatorsKnowledge(
  payout: PayoutRecord,
  testimony: Testimony,
): Pick<Testimony, "settledMinor" | "settledConfirmed" | "settledReversing"> {
  const said = mostSaid(payout, testimony);
  const counted = saysMoney(testimony.query) || testimony.told !== undefined;
  const isConfirmed = payout.confirm_pending === 0 && counted;
  const confirmed = isConfirmed ? said : mostSaid(payout, { ...testimony, callback: null });
  return {
    settledMinor: said.toString(),
    settledConfirmed: confirmed < said ? confirmed.toString() : undefined,
    settledReversing: testimony.reversalAsserted === true ? true : undefined,
  };
}

/**
 * The same of the operator who settles that the money of a payout that has succeeded came back. That it went out was
 * settled before, so nothing is left for a query to confirm: its "paid" is no news, whoever had said so until then.
 */
export function knowledgeOfReturn(
  payout: PayoutRecord,
  testimony: Testimony,
): Pick<Testimony, "settledMinor" | "settledConfirmed" | "settledReversing"> {
  const said = mostSaid(payout, testimony);
  return {
    // A row of an older version does not say what was said. It had succeeded with what was ordered.
    settledMinor: said === 0n ? payout.amount_minor : said.toString(),
    settledConfirmed: undefined,
    settledReversing: true,
  };
}

/** True when an operator settled the payout and knew of as much money as is said to have gone out (rule 21). */
export function isKnownToOperator(payout: PayoutRecord, testimony: Testimony): boolean {
  const { settledMinor } = testimony;
  return settledMinor !== null && mostSaid(payout, testimony) <= BigInt(settledMinor);
}

/** The same of the answer to a query. That it confirms what only a callback had said is news. */
export function isAnswerKnownToOperator(payout: PayoutRecord, testimony: Testimony): boolean {
  const { settledConfirmed } = testimony;
  if (!isKnownToOperator(payout, testimony)) return false;
  if (settledConfirmed === undefined) return true;
  return mostSaid(payout, { ...testimony, callback: null }) <= BigInt(settledConfirmed);
}

/** True when a callback says again what an operator called failed, and no query had confirmed or one has denied since. */
export function isClaimedAgain(payout: PayoutRecord, report: Pick<Word, "status">): boolean {
  const { settledMinor, settledConfirmed, denied } = readTestimony(payout);
  const isUnconfirmed = settledMinor !== null && (settledConfirmed !== undefined || denied === true);
  return payout.status === "failed" && isUnconfirmed && saysMoney(report);
}
