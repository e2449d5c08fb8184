/** What the audit says of a change that a person made: the states before and after it. */
import type { AuditedState } from "../../core/audit.ts";
import { isReversalInDoubt as isPaymentInDoubt } from "../../core/payment/reversal.ts";
import { isReversalInDoubt as isPayoutInDoubt } from "../../core/payout/assertions.ts";
import type { PaymentRecord, PayoutRecord, SessionRecord } from "../../core/records.ts";

type Audited = PaymentRecord | PayoutRecord | SessionRecord;

function isInDoubt(row: Audited): boolean {
  if ("reversal_pending" in row) return isPaymentInDoubt(row);
  return "order_no" in row && isPayoutInDoubt(row);
}

function isReversed(row: Audited): boolean {
  return "exceptions" in row && row.exceptions.includes('"reversed"');
}

/** @returns null where the status stays, and no reversal was settled. */
export function auditedStates<Row extends Audited>(
  before: Row,
  after: Row,
): { readonly before: AuditedState; readonly after: AuditedState } | null {
  if (before.status !== after.status) {
    return { before: { status: before.status }, after: { status: after.status } };
  }
  if (!isInDoubt(before) || isInDoubt(after)) return null;
  const { status } = after;
  const reversal = isReversed(after) ? "confirmed" : "denied";
  return { before: { status, reversal: "in_doubt" }, after: { status, reversal } };
}
