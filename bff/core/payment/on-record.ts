/**
 * Money that is stored already does not open a payment again that has ended without success.
 *
 * Source: docs/lifecycle.md#rule-8-money-that-arrives-is-never-swallowed
 */
import type { PaymentRecord } from "../records.ts";
import type { Classified } from "./classify-report.ts";
import { namedMinor } from "./confirmation.ts";
import type { ReportFact } from "./facts.ts";

/** What an operator's "failed" stores. */
export const resolvedAsFailed = { failure_code: "resolved_as_failed", failure_retryable: 0 } as const;

/**
 * True when the report is about money that was stored before the payment ended without success, or that an operator knew
 * of who settled it as failed.
 */
export function isOnRecord(
  payment: PaymentRecord,
  said: { readonly classified: Classified; readonly fact: ReportFact },
): boolean {
  const hasEndedUnpaid =
    payment.status === "failed" || payment.status === "canceled" || payment.status === "expired";
  if (!hasEndedUnpaid) return false;
  const { classified, fact } = said;
  const received = BigInt(payment.received_minor);
  switch (classified.fact) {
    case "reported_partial":
    case "paid_less":
    case "paid_more":
      return received > 0n && (classified.receivedMinor ?? 0n) <= received;
    case "paid_disagreeing": {
      if (payment.failure_code !== resolvedAsFailed.failure_code) return false;
      // More than the operator knew of, in whatever currency, reported by a callback that came since.
      const isNews = fact.digest !== null || payment.confirm_pending === 1;
      return !(isNews && (namedMinor(payment, fact.report) ?? 0n) > received);
    }
    default:
      return false;
  }
}
