/**
 * Money that is stored already does not open a payment again that has ended without success.
 *
 * Source: docs/rules.md#rule-8-money-that-arrives-is-never-swallowed
 */
import type { PaymentRecord } from "../records.ts";
import type { ReportFact } from "../report-fact.ts";
import { isTakenBackByHand } from "../taken-back-by-hand.ts";
import { confirmAssertion, meantMinor, mostNamed, saysMoney, type Testimony, wordOf } from "../testimony.ts";
import type { Classified } from "./classify-report.ts";
import { isKnownToOperator } from "./known-to-operator.ts";
import { readExceptions } from "./status.ts";

/** What an operator's "failed" stores. */
export const resolvedAsFailed = { failure_code: "resolved_as_failed", failure_retryable: 0 } as const;

interface Said {
  readonly classified: Classified;
  readonly fact: ReportFact;
  readonly heard: Testimony;
}

/**
 * True when the report is about money that was stored before the payment ended without success, or that an operator
 * knew of who settled it as failed, or as taken back (rule 21).
 *
 * @param said.heard what all sources have said, with this report.
 */
export function isOnRecord(payment: PaymentRecord, said: Said): boolean {
  const { status } = payment;
  const isTakenBack = isTakenBackByHand(payment);
  if (status !== "failed" && status !== "canceled" && status !== "expired" && !isTakenBack) return false;
  const { classified, heard } = said;
  const isSettled = isTakenBack || payment.failure_code === resolvedAsFailed.failure_code;
  const known = BigInt(heard.settledMinor ?? payment.received_minor);
  if (classified.isIncomparable === true) return isSettled && isDisagreementKnown(payment, said, known);
  switch (classified.fact) {
    case "reported_partial":
      return isPartOnRecord(payment, said, known);
    case "paid_less":
    case "paid_more":
      return (isSettled || known > 0n) && (classified.receivedMinor ?? 0n) <= known;
    case "paid_exact":
      return isSettled && (classified.receivedMinor ?? 0n) <= known;
    case "paid_disagreeing":
      return isSettled && isDisagreementKnown(payment, said, known);
    default:
      return false;
  }
}

function isPartOnRecord(payment: PaymentRecord, { classified, fact, heard }: Said, known: bigint): boolean {
  const { receivedMinor } = classified;
  const isSettled = payment.failure_code === resolvedAsFailed.failure_code;
  // It expired with its part, and the provider goes on saying so.
  if (receivedMinor === null && readExceptions(payment).includes("partially_paid")) return true;
  if (receivedMinor === null && isSettled && heard.settledMinor !== null)
    return isKnownToOperator(payment, wordOf(fact.report));
  const named = receivedMinor ?? 0n;
  const part = isSettled ? meantMinor(fact.report, named, BigInt(payment.amount_minor)) : named;
  return (isSettled || known > 0n) && part <= known;
}

/** Of a payment that an operator settled. */
function isDisagreementKnown(payment: PaymentRecord, { fact, heard }: Said, known: bigint): boolean {
  const { callback, query } = confirmAssertion(heard, payment.decimals);
  const words = [callback, query].filter(saysMoney);
  if (heard.settledMinor !== null) return words.every((word) => isKnownToOperator(payment, word));
  // A row of an older version does not say how much the operator knew of. Of it only a callback can bring news.
  const mayBeNews = fact.digest !== null || payment.confirm_pending === 1;
  return !mayBeNews || mostNamed(words, payment) <= known;
}
