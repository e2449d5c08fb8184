/**
 * A claim that a query must confirm: what is kept meanwhile, which answers settle it, and when there is nothing left to
 * confirm.
 *
 * Source: docs/lifecycle.md#rule-5-success-needs-agreement
 */
import { formatDecimal } from "../money.ts";
import type { PaymentChanges, PaymentRecord } from "../records.ts";
import type { OrderReport } from "../report.ts";
import { doubtWatchMs } from "../schedule.ts";
import {
  confirmClaim,
  minorOf,
  readTestimony,
  saysMoney,
  type Testimony,
  testimonyText,
  type Word,
  wordOf,
} from "../testimony.ts";
import { type Classified, isUndocumented } from "./classify-report.ts";
import type { ReportFact } from "./facts.ts";
import { isOpen, readExceptions } from "./status.ts";

/**
 * True for a callback that adds nothing to what is known, so that a query about it would bring nothing: a success that
 * is stored already, or a failure of a payment that has ended, or is in review.
 */
export function addsNothing(payment: PaymentRecord, report: OrderReport): boolean {
  const { status } = payment;
  if (report.status === "failed" || report.status === "canceled") {
    // Money that was counted is taken back by a reversal, which its provider reports as one.
    return !isOpen(status) || status === "review";
  }
  if (report.status === "pending") return true;
  if (status !== "succeeded" || report.status === "reversed") return false;
  if (report.status === "partially_paid") return true;
  if (readExceptions(payment).includes("reversed")) return false;
  if (report.currency !== null && report.currency !== payment.currency) return false;
  const { callback } = readTestimony(payment);
  if (callback !== null && covers(callback, wordOf(report), payment)) return true;
  const minor = minorOf(report, payment.decimals);
  return minor === null ? report.amountText === null : minor === BigInt(payment.received_minor);
}

/** What is stored while a claim waits for its confirming query, and the sentence for the timeline. */
export function awaitConfirmation(input: {
  readonly payment: PaymentRecord;
  readonly fact: ReportFact;
  readonly classified: Classified;
  readonly heard: Testimony;
  readonly now: number;
}): { readonly changes: PaymentChanges; readonly detail: string } {
  const { payment, fact, classified, heard, now } = input;
  const { report } = fact;
  const pending: PaymentChanges =
    report.status === "reversed"
      ? { reversal_pending: 1 }
      : { confirm_pending: 1, testimony: testimonyText(heard) };
  return {
    changes: { ...pending, ...watchAfter(payment, fact, now) },
    detail: `${describe(payment, report, classified)}; the provider is queried`,
  };
}

/** Names the amount where it is another than ours, so that an operator sees what was claimed. */
function describe(payment: PaymentRecord, report: OrderReport, classified: Classified): string {
  const minor = minorOf(report, payment.decimals);
  const isOurCurrency = report.currency === null || report.currency === payment.currency;
  if (minor === null || minor === BigInt(payment.amount_minor) || !isOurCurrency)
    return `${classified.detail}`;
  return `${classified.detail} (${formatDecimal(minor, payment.decimals)} ${payment.currency})`;
}

/**
 * A report at the end of the watch, or after it, is followed up for a day, because one query alone may get no answer. A
 * query that repeats the report is no reason to watch longer.
 */
function watchAfter(payment: PaymentRecord, fact: ReportFact, now: number): PaymentChanges {
  if (fact.certainty === "confirmed" && payment.confirm_pending === 1) return {};
  return { watch_until: Math.max(payment.watch_until, now + doubtWatchMs) };
}

/** What a confirmed report does to the claim that is open. */
export type ClaimOutcome =
  /** There is no claim, or the report says nothing about it. */
  | "stands"
  /** The report says the same. */
  | "confirmed"
  /** The claim was of a failure, and the provider knows of none; or a query takes back what it said itself. */
  | "dismissed"
  /** The claim is of money, and the report says that the order failed. Neither overrules the other (rules 13, 14). */
  | "contradicted";

export function outcomeOfClaim(payment: PaymentRecord, report: OrderReport): ClaimOutcome {
  if (isUndocumented(report)) return "stands";
  const { claim } = readTestimony(payment);
  switch (report.status) {
    case "succeeded":
      return "confirmed";
    case "partially_paid":
      return claim?.status === "succeeded" ? "stands" : "confirmed";
    case "failed":
    case "canceled":
      return saysMoney(claim) ? "contradicted" : "confirmed";
    case "pending":
      return saysMoney(claim) ? "stands" : "dismissed";
    case "reversed":
      return "stands";
    default:
      return report.status satisfies never;
  }
}

/** The testimony after the outcome. A dismissed claim is forgotten, so that the same callback may claim it again. */
export function testimonyAfter(heard: Testimony, outcome: ClaimOutcome, payment: PaymentRecord): Testimony {
  switch (outcome) {
    case "confirmed":
      return confirmClaim(heard, payment);
    case "dismissed":
      return { ...heard, claim: null };
    case "stands":
    case "contradicted":
      return heard;
    default:
      return outcome satisfies never;
  }
}

/** True while what the callback did is still so: its repeat changes nothing (rule 17). */
export function effectStands(payment: PaymentRecord, report: OrderReport): boolean {
  if (addsNothing(payment, report)) return true;
  if (report.status === "reversed") {
    return payment.reversal_pending === 1 || readExceptions(payment).includes("reversed");
  }
  const { claim, callback } = readTestimony(payment);
  // A claim in review that nobody asks about any more waits for the provider to say it again.
  const isClaimed = payment.confirm_pending === 1 || payment.status !== "review";
  const word = wordOf(report);
  return [callback, isClaimed ? claim : null].some((known) => known !== null && covers(known, word, payment));
}

/** True when the known word says at least as much as the other. */
function covers(known: Word, word: Word, { decimals }: PaymentRecord): boolean {
  if (
    saysMoney(word) &&
    (!saysMoney(known) || (known.status !== word.status && known.status !== "succeeded"))
  ) {
    return false;
  }
  const said = minorOf(word, decimals);
  return said === null || (minorOf(known, decimals) ?? -1n) >= said;
}
