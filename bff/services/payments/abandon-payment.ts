import type { Author } from "../../core/audit.ts";
import type { Detail } from "../../core/details.ts";
import { assertsMoney } from "../../core/payment/assertions.ts";
import { isOpen } from "../../core/payment/status.ts";
import type { PaymentRecord } from "../../core/records.ts";
import { writeAll } from "../../storage/engine/write-all.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import { collectExchanges } from "../exchanges/collect-exchanges.ts";
import { applyPaymentFacts } from "./apply-facts.ts";
import { cancelAtProvider } from "./cancel-at-provider.ts";
import { queryPayment } from "./query-payment.ts";

/**
 * Abandons an open payment: cancels it at the provider where that is possible, then here. If a callback says that
 * the payment is paid, the provider is queried first, and the payment stays open while that is not confirmed (rule
 * 18). No money that was paid is lost (rule 8).
 *
 * @param input.author the API key or operator that wants it; absent where it is neither.
 * @param input.onlyIfCanceled true: the payment stays open unless the provider has canceled its order.
 * @returns the payment after that; undefined when there is no such payment.
 */
export async function abandonPayment(
  context: ServiceContext,
  input: {
    readonly payment: PaymentRecord;
    readonly detail: Detail;
    readonly author?: Author;
    readonly onlyIfCanceled?: boolean;
  },
): Promise<PaymentRecord | undefined> {
  const { payment, detail, author } = input;
  const { id: paymentId } = payment;
  if (assertsMoney(payment)) {
    await queryPayment(context, { paymentId, floorMs: 0 });
    const [queried] = await context.database.read(paymentById({ id: paymentId }));
    if (queried === undefined || !isOpen(queried.status) || assertsMoney(queried)) return queried;
  }
  const exchanges = collectExchanges(context, paymentId);
  const canceled = await cancelAtProvider(context, payment, exchanges);
  if (input.onlyIfCanceled === true && canceled?.kind !== "canceled") {
    await writeAll(context.database, exchanges.writes());
    const [kept] = await context.database.read(paymentById({ id: paymentId }));
    return kept;
  }
  const facts = [{ kind: "abandoned", detail }] as const;
  const audited = author && ({ author, action: "payment.cancel" } as const);
  return (await applyPaymentFacts(context, { paymentId, facts, cause: "cancel", audited, exchanges }))
    ?.payment;
}
