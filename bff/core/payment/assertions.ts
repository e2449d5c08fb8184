/**
 * The assertion of a weakly signed callback: what it says counts only when a query says so, too. `confirm_pending` is 1
 * while a query's word is outstanding.
 *
 * Source: docs/rules.md#rule-5-success-needs-agreement
 */
import type { PaymentRecord, SessionRecord } from "../records.ts";
import type { OrderReport } from "../report.ts";
import { readTestimony, saysMoney } from "../testimony.ts";
import { isUndocumented } from "./classify-report.ts";
import { isOpen } from "./status.ts";

type Asserted = Pick<PaymentRecord, "confirm_pending" | "testimony">;

/** True while somebody says that money came, and it is not confirmed (rules 14 and 18). */
export function assertsMoney(payment: Asserted): boolean {
  if (payment.confirm_pending === 0) return false;
  const { assertion, query } = readTestimony(payment);
  return saysMoney(assertion) || saysMoney(query);
}

/** True when a query has said "paid" without an amount, and no callback has given one. */
export function isAmountMissing(payment: Asserted): boolean {
  if (payment.confirm_pending === 0) return false;
  const { assertion, callback, query } = readTestimony(payment);
  return (
    query?.status === "succeeded" && assertion?.status !== "succeeded" && callback?.status !== "succeeded"
  );
}

/** True for an order that can still be paid although another payment has paid the session (rule 19). */
export function isPaidByAnother(
  { paid_payment_id: paidId }: Pick<SessionRecord, "paid_payment_id">,
  payment: Asserted & Pick<PaymentRecord, "id" | "status">,
): boolean {
  const isAbandonable = payment.status === "pending" || payment.status === "unknown";
  return isAbandonable && !assertsMoney(payment) && paidId !== null && paidId !== payment.id;
}

/** True for a payment that has ended here without success, and whose order its provider still holds open (rule 19). */
export function isLeftPayable(
  payment: Asserted & Pick<PaymentRecord, "status">,
  report: Pick<OrderReport, "status" | "undocumentedStatus">,
): boolean {
  const hasEnded = !isOpen(payment.status) && payment.status !== "succeeded";
  return hasEnded && report.status === "pending" && !isUndocumented(report) && !assertsMoney(payment);
}
