/**
 * A reported reversal stays open until a query settles it.
 *
 * Source: docs/rules.md#rule-11-a-reversal-credits-nothing
 */
import { type Detail, say } from "../details.ts";
import type { PaymentChanges, PaymentRecord } from "../records.ts";
import type { ReportFact } from "../report-fact.ts";
import { testimonyText } from "../testimony.ts";
import { isUndocumented } from "./classify-report.ts";
import { withKnowledgeOfReturn } from "./known-to-operator.ts";
import type { FactKind } from "./transitions.ts";

/** True while nobody knows whether the money of a payment that has succeeded was taken back. */
export function isReversalInDoubt({
  status,
  reversal_pending,
}: Pick<PaymentRecord, "status" | "reversal_pending">): boolean {
  return status === "succeeded" && reversal_pending === 1;
}

/** What a report does to an open reversal, and whether it settles one. */
export function settleReversal(
  payment: PaymentRecord,
  fact: ReportFact,
): { readonly changes: PaymentChanges; readonly isSettled: boolean } {
  const { report } = fact;
  const wasCredited = payment.status === "succeeded" || payment.status === "review";
  // The reversal came before the callback of the success that it takes back. It stays pending, so that this callback,
  // which may still be on its way, does not count.
  if (report.status === "reversed" && !wasCredited)
    return { changes: { reversal_pending: 1 }, isSettled: false };
  const isOrderOver =
    report.status === "reversed" || report.status === "failed" || report.status === "canceled";
  const saysUnpaid = report.status !== "succeeded" && !isUndocumented(report);
  const settles = fact.certainty === "confirmed" && saysUnpaid && (wasCredited || !isOrderOver);
  if (!settles) return { changes: {}, isSettled: false };
  return { changes: { reversal_pending: 0 }, isSettled: payment.reversal_pending === 1 };
}

/**
 * True for the answer that ends the doubt the other way: a query says at the end of the watch, or after it, that the
 * payment is still paid. Until then the provider's books may be behind its own notice.
 */
export function endsReversal(
  payment: PaymentRecord,
  { report, certainty, digest }: ReportFact,
  now: number,
): boolean {
  const isAnswer = digest === null && certainty === "confirmed" && !isUndocumented(report);
  return (
    isReversalInDoubt(payment) && isAnswer && report.status === "succeeded" && now >= payment.watch_until
  );
}

/**
 * What an operator says whose provider does not: the money is still there (`succeeded`), or was taken back (`failed`). The
 * payment has succeeded, and stays so. What was taken back stays so, too, while nobody says more than was known (rule 21).
 */
export function decideReversal(
  payment: PaymentRecord,
  outcome: "succeeded" | "failed",
): {
  readonly fact: Extract<FactKind, "operator_succeeded" | "reversed">;
  readonly changes: PaymentChanges;
  readonly detail: Detail;
} {
  const changes = { reversal_pending: 0 };
  if (outcome === "succeeded")
    return { fact: "operator_succeeded", changes, detail: say("no_reversal_by_hand", {}) };
  const testimony = testimonyText(withKnowledgeOfReturn(payment));
  const settled = { ...changes, confirm_pending: 0, testimony };
  return { fact: "reversed", changes: settled, detail: say("reversal_by_hand", {}) };
}
