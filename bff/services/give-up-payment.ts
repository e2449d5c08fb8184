import type { PaymentRow } from "../storage/payments.ts";
import { applyFact } from "./apply-fact.ts";
import type { ServiceContext } from "./context.ts";
import { methodOf, orderRefOf, syncPayment } from "./sync-payment.ts";

/**
 * Gives an open payment up: at the provider where that is possible, then here. If the provider says that it can no
 * longer be canceled it is asked how the order stands, because it may have been paid; nothing that was paid is lost
 * either way (lifecycle rule 8).
 */
export async function giveUpPayment(
  context: ServiceContext,
  input: { readonly payment: PaymentRow; readonly detail: string },
): Promise<void> {
  const { payment, detail } = input;
  const account = context.accounts.get(payment.account_id);
  const cancel = account?.adapter.cancelPayment;
  const method = methodOf(context, payment);
  if (cancel !== undefined && method !== undefined) {
    const result = await cancel(orderRefOf(context, payment, method));
    if (result.kind === "refused") await syncPayment(context, { paymentId: payment.id, floorMs: 0 });
    if (result.kind === "unknown") {
      context.logger.warn({ paymentId: payment.id, cause: result.cause }, "cancel has no answer");
    }
  }
  await applyFact(context, { paymentId: payment.id, fact: { kind: "given_up", detail }, cause: "cancel" });
}
