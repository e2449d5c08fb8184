import type { PaymentRecord } from "../../core/records.ts";
import type { CancelResult } from "../../providers/contract.ts";
import type { ServiceContext } from "../context.ts";
import type { Exchanges } from "../exchanges/collect-exchanges.ts";
import { callProvider } from "../runs/call-provider.ts";
import { noteCancel } from "../runs/note-answer.ts";
import { orderRefOf } from "./order-ref.ts";
import { queryPayment } from "./query-payment.ts";

/**
 * Cancels the order at the provider, where that is possible. After a refusal the provider is queried, because the order
 * may have been paid. A cancel without an answer is made again by the payment's sync job, while its queries say that the
 * order is open.
 *
 * @param exchanges gets what is said; the caller writes it.
 * @returns null where the provider has no such call.
 *
 * Source: docs/rules.md#rule-19-a-paid-session-abandons-its-other-orders
 */
export async function cancelAtProvider(
  context: ServiceContext,
  payment: PaymentRecord,
  exchanges: Exchanges,
): Promise<CancelResult | null> {
  const { id: paymentId, account_id: accountId } = payment;
  const cancel = context.accounts.get(accountId)?.adapter.cancelPayment;
  if (cancel === undefined) return null;
  const result: CancelResult = await callProvider(context, {
    about: { paymentId, accountId },
    doing: "canceling",
    exchanges,
    call: () => cancel(orderRefOf(context, payment)),
  });
  noteCancel(context, { accountId, ids: { paymentId } }, result);
  if (result.kind === "refused") await queryPayment(context, { paymentId, floorMs: 0 });
  return result;
}
