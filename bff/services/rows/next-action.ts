/**
 * What the customer is to do at the provider, as it is kept: sealed. A form that the browser posts holds the payer's
 * name and the addresses that only the provider and we know.
 */
import { type NextAction, nextAction } from "../../core/next-action.ts";
import type { PaymentRow } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";

const contextOf = (paymentId: string) => `payments.next_action:${paymentId}`;

export function sealNextAction(context: ServiceContext, paymentId: string, action: NextAction): string {
  return context.seal.seal(JSON.stringify(action), contextOf(paymentId));
}

export function openNextAction(context: ServiceContext, payment: PaymentRow): NextAction | null {
  if (payment.next_action_sealed === null) return null;
  return nextAction.parse(JSON.parse(context.seal.open(payment.next_action_sealed, contextOf(payment.id))));
}
