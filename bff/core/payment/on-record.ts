/**
 * Money that is stored already does not open a payment again that has ended without success.
 *
 * Source: docs/lifecycle.md#rule-8-money-that-arrives-is-never-swallowed
 */
import type { PaymentRecord } from "../records.ts";
import type { ReportFact } from "../report-fact.ts";
import { confirmAssertion, mostNamed, type Testimony } from "../testimony.ts";
import type { Classified } from "./classify-report.ts";
import { readExceptions } from "./status.ts";

/** What an operator's "failed" stores. */
export const resolvedAsFailed = { failure_code: "resolved_as_failed", failure_retryable: 0 } as const;

/**
 * True when the report is about money that was stored before the payment ended without success, or that an operator
 * knew of who settled it as failed (rule 21).
 *
 * @param said.heard what all sources have said, with this report.
 */
export function isOnRecord(
  payment: PaymentRecord,
  said: { readonly classified: Classified; readonly fact: ReportFact; readonly heard: Testimony },
): boolean {
  const { status } = payment;
  if (status !== "failed" && status !== "canceled" && status !== "expired") return false;
  const { classified, fact, heard } = said;
  const isSettled = payment.failure_code === resolvedAsFailed.failure_code;
  const known = BigInt(heard.settledMinor ?? payment.received_minor);
  switch (classified.fact) {
    case "reported_partial": {
      // It expired with its part, and the provider goes on saying so.
      const isRepeat =
        classified.receivedMinor === null && readExceptions(payment).includes("partially_paid");
      return isRepeat || ((isSettled || known > 0n) && (classified.receivedMinor ?? 0n) <= known);
    }
    case "paid_less":
    case "paid_more":
      return (isSettled || known > 0n) && (classified.receivedMinor ?? 0n) <= known;
    case "paid_exact":
      return isSettled && (classified.receivedMinor ?? 0n) <= known;
    case "paid_disagreeing": {
      if (!isSettled) return false;
      // A row of an older version does not say how much the operator knew of. Of it only a callback can bring news.
      const mayBeNews = heard.settledMinor !== null || fact.digest !== null || payment.confirm_pending === 1;
      const { callback, query } = confirmAssertion(heard, payment.decimals);
      return !mayBeNews || mostNamed([callback, query], payment) <= known;
    }
    default:
      return false;
  }
}
