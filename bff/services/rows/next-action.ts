/**
 * The customer's next action, sealed for storage. It may hold the payer's name and addresses that only the
 * provider and this software may know.
 */

import { type NextAction, nextAction } from "../../core/next-action.ts";
import type { KeptAction } from "../../core/payment/learn-order.ts";
import { codeDigest } from "../../storage/encryption/code-digests.ts";
import { sealedContext } from "../../storage/encryption/sealed-columns.ts";
import type { PaymentRow } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";

const contextOf = (paymentId: string) => sealedContext("payments.next_action_sealed", paymentId);

/** A code can be searched for by its keyed digest. */
export function keepNextAction(context: ServiceContext, paymentId: string, action: NextAction): KeptAction {
  return {
    next_action_sealed: context.seal.seal(JSON.stringify(action), contextOf(paymentId)),
    code_digest: action.type === "display_code" ? codeDigest(context.seal, action.code) : null,
  };
}

export function openNextAction(context: ServiceContext, payment: PaymentRow): NextAction | null {
  if (payment.next_action_sealed === null) return null;
  return nextAction.parse(JSON.parse(context.seal.open(payment.next_action_sealed, contextOf(payment.id))));
}
