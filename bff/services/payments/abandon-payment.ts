import { isOpen } from "../../core/payment/status.ts";
import type { CancelResult } from "../../providers/contract.ts";
import { findPayment, type PaymentRow } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import { callProvider } from "../runs/call-provider.ts";
import { applyFact } from "./apply-fact.ts";
import { orderRefOf, queryPayment } from "./query-payment.ts";

/**
 * Gives an open payment up: at the provider where that is possible, then here. If a callback says that it is paid, or
 * the provider says that it can no longer be canceled, it is asked how the order stands first; nothing that was paid is
 * lost either way (lifecycle rule 8).
 */
export async function abandonPayment(
  context: ServiceContext,
  input: { readonly payment: PaymentRow; readonly detail: string },
): Promise<void> {
  const { payment, detail } = input;
  const { id: paymentId } = payment;
  if (payment.confirm_pending === 1) {
    await queryPayment(context, { paymentId, floorMs: 0 });
    const asked = await findPayment(context.database.kysely, paymentId);
    if (asked === undefined || !isOpen(asked.status)) return;
  }
  const cancel = context.accounts.get(payment.account_id)?.adapter.cancelPayment;
  if (cancel !== undefined) {
    const call = () => cancel(orderRefOf(context, payment));
    const result: CancelResult = await callProvider(context, {
      about: { paymentId },
      doing: "canceling",
      call,
    });
    if (result.kind === "refused") await queryPayment(context, { paymentId, floorMs: 0 });
    if (result.kind === "unknown") {
      context.logger.warn({ paymentId, cause: result.cause }, "cancel has no answer");
    }
  }
  await applyFact(context, { paymentId, facts: [{ kind: "given_up", detail }], cause: "cancel" });
}
