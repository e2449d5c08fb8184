/** What a report says of the order besides its state. Pure. */
import type { NextAction } from "../next-action.ts";
import { type PaymentChanges, type PaymentRecord, withChanges } from "../records.ts";
import type { ReportFact } from "../report-fact.ts";

/** The columns that keep what the customer must do. */
export type KeptAction = Pick<PaymentRecord, "next_action_sealed" | "code_digest">;

/** Encrypts what the customer must do, for the columns of that payment. */
export type KeepAction = (paymentId: string, action: NextAction) => KeptAction;

/** What any report teaches us about the order: the provider's number, and the code where we have none. */
export function learned(input: {
  readonly payment: PaymentRecord;
  readonly fact: ReportFact;
  readonly keepAction: KeepAction;
}): PaymentChanges {
  const { payment, keepAction } = input;
  const { report } = input.fact;
  const changes: PaymentChanges = {
    provider_order_id: payment.provider_order_id ?? report.providerOrderId,
  };
  if (payment.next_action_sealed !== null || report.nextAction === null) return changes;
  const action = untilExpiry(payment, report.nextAction);
  return withChanges(changes, keepAction(payment.id, action));
}

/** A query gives the code again, but only the creation's answer says until when it holds: the payment's own expiry. */
function untilExpiry(payment: PaymentRecord, action: NextAction): NextAction {
  return action.type === "display_code" ? { ...action, expiresAt: payment.expires_at } : action;
}
