/**
 * An assertion that a query must confirm: what is kept meanwhile, which answers settle it, and when nothing is left to
 * confirm.
 *
 * Source: docs/rules.md#rule-5-success-needs-agreement
 */
import type { Detail } from "../details.ts";
import { isSameCurrency } from "../money.ts";
import type { PaymentChanges, PaymentRecord } from "../records.ts";
import type { OrderReport } from "../report.ts";
import type { ReportFact } from "../report-fact.ts";
import { type Asserted, sayReported } from "../say-reported.ts";
import { doubtWatchMs } from "../schedule.ts";
import { isTakenBackByHand } from "../taken-back-by-hand.ts";
import {
  confirmAssertion,
  minorOf,
  otherAmountOf,
  rankOf,
  readTestimony,
  type Source,
  saysMoney,
  type Testimony,
  testimonyText,
  type Word,
  wordOf,
} from "../testimony.ts";
import { isUndocumented } from "./classify-report.ts";
import { isKnownToOperator, isNewsByCallback } from "./known-to-operator.ts";
import { isOpen, readExceptions } from "./status.ts";

/**
 * True for a callback that adds nothing to what is known, so that a query about it would bring nothing: a success that
 * is stored already, a failure of a payment that has ended, or is in review, a reversal that is known, or what an
 * operator has settled.
 */
export function addsNothing(payment: PaymentRecord, report: OrderReport): boolean {
  const { status } = payment;
  const isSettled = status === "failed" || isTakenBackByHand(payment);
  if (isSettled && isKnownToOperator(payment, wordOf(report))) return true;
  if (report.status === "failed" || report.status === "canceled") {
    // Money that was counted is taken back by a reversal, which its provider reports as one.
    return !isOpen(status) || status === "review";
  }
  if (report.status === "pending") return true;
  if (status !== "succeeded") return false;
  const exceptions = readExceptions(payment);
  // One that a query has found is in doubt again: that query may be older than this notice, and the next one says "paid".
  if (report.status === "reversed") return isTakenBackByHand(payment) && payment.confirm_pending === 0;
  if (report.status === "partially_paid") return true;
  if (exceptions.includes("reversed")) return false;
  if (report.currency !== null && !isSameCurrency(report.currency, payment.currency)) return false;
  const { callback } = readTestimony(payment);
  if (callback !== null && isSame(callback, wordOf(report), payment)) return true;
  const minor = minorOf(report, payment.decimals);
  if (minor === null) return report.amountText === null;
  // Of an overpaid one the lesser amount is stored, and this may take the greater one back.
  return minor === BigInt(payment.received_minor) && !exceptions.includes("overpaid");
}

/** What is stored while an assertion waits for its confirming query, and the sentence for the timeline. */
export function awaitConfirmation(input: {
  readonly payment: PaymentRecord;
  readonly fact: ReportFact;
  readonly asserted: Asserted;
  readonly heard: Testimony;
  readonly now: number;
}): { readonly changes: PaymentChanges; readonly detail: Detail } {
  const { payment, fact, asserted, heard, now } = input;
  const { report } = fact;
  const pending: PaymentChanges =
    report.status === "reversed"
      ? { reversal_pending: 1 }
      : { confirm_pending: 1, testimony: testimonyText(heard) };
  return {
    changes: { ...pending, ...watchAfter(payment, fact, now) },
    detail: sayReported(asserted, otherAmountOf(payment, report)),
  };
}

/**
 * A report at the end of the watch, or after it, is followed up for a day, because one query alone may get no answer. A
 * query that repeats the report is no reason to watch longer.
 */
function watchAfter(payment: PaymentRecord, fact: ReportFact, now: number): PaymentChanges {
  if (fact.certainty === "confirmed" && payment.confirm_pending === 1) return {};
  return { watch_until: Math.max(payment.watch_until, now + doubtWatchMs) };
}

/** What a confirmed report does to the assertion that is open. */
export type AssertionOutcome =
  /** There is no assertion, or the report says nothing about it. */
  | "stands"
  /** The report says the same. */
  | "confirmed"
  /** The assertion was of a failure, and the provider knows of none; or a query takes back what it said itself. */
  | "dismissed"
  /** A callback says that money came, and the report says that the order failed: neither overrules the other. */
  | "contradicted";

export function outcomeOfAssertion(payment: PaymentRecord, fact: ReportFact): AssertionOutcome {
  const { report, digest } = fact;
  // Rule 16: a weakly signed callback settles nothing. Its "pending" may be older than the failure that it would
  // dismiss.
  const isWeak = fact.certainty === "must_confirm";
  if (isWeak || isUndocumented(report)) return "stands";
  const { assertion, query } = readTestimony(payment);
  // A query's "paid" that named no amount is open, too, and only a query takes it back.
  const open = assertion ?? (digest === null || payment.confirm_pending === 0 ? null : query);
  switch (report.status) {
    case "succeeded":
      return "confirmed";
    case "partially_paid":
      return open?.status === "succeeded" ? "stands" : "confirmed";
    case "failed":
    case "canceled":
      return saysMoney(open) ? "contradicted" : "confirmed";
    case "pending":
      return saysMoney(open) ? "stands" : "dismissed";
    case "reversed":
      return "stands";
    default:
      return report.status satisfies never;
  }
}

/**
 * The testimony after the outcome. A dismissed assertion is forgotten, so that the same callback may assert it again.
 */
export function testimonyAfter(
  heard: Testimony,
  outcome: AssertionOutcome,
  payment: PaymentRecord,
): Testimony {
  switch (outcome) {
    case "confirmed":
      return confirmAssertion(heard, payment.decimals);
    case "dismissed":
      return { ...heard, assertion: null };
    case "stands":
    case "contradicted":
      return heard;
    default:
      return outcome satisfies never;
  }
}

/**
 * What is stored of a report that agrees with a success: its word, in place of the older one of its source. An
 * assertion of the money that is stored already counts as confirmed.
 */
export function keepAgreeing(
  payment: PaymentRecord,
  said: { readonly report: OrderReport; readonly source: Source; readonly heard: Testimony },
): PaymentChanges {
  if (said.report.status !== "succeeded") return {};
  if (said.source !== "assertion") return { testimony: testimonyText(said.heard) };
  return { testimony: testimonyText(confirmAssertion(said.heard, payment.decimals)) };
}

/** True while what the callback did is still so: its repeat changes nothing (rule 17). */
export function doesEffectStand(payment: PaymentRecord, report: OrderReport): boolean {
  if (isNewsByCallback(payment, report)) return false;
  if (addsNothing(payment, report)) return true;
  if (report.status === "reversed") {
    return payment.reversal_pending === 1 || readExceptions(payment).includes("reversed");
  }
  const { assertion, callback } = readTestimony(payment);
  // The money came back since. Whether this is the old notice, or it was paid again, a query says (rule 20).
  const isReversedAndSettled = readExceptions(payment).includes("reversed") && payment.confirm_pending === 0;
  if (isReversedAndSettled && saysMoney(wordOf(report))) return false;
  // An assertion in review, about which no query is due any more, counts anew when the provider sends it again.
  const isAsserted = payment.confirm_pending === 1 || payment.status !== "review";
  // What a newer word of the same kind has replaced does not come back when it is sent again.
  const known = [isAsserted ? assertion : null, callback].filter((word) => word !== null);
  return known.some((word) => rankOf(word) >= rankOf(report));
}

function isSameCoin(known: Word, { currency }: Word): boolean {
  if (currency === null || known.currency === null) return currency === null;
  return isSameCurrency(known.currency, currency);
}

/** True when the known word says the same. */
function isSame(known: Word, word: Word, { decimals }: PaymentRecord): boolean {
  if (known.status !== word.status || !isSameCoin(known, word)) return false;
  return word.amountText === null || minorOf(known, decimals) === minorOf(word, decimals);
}
