/** What an adapter is given about an order that exists, or may exist. */
import { assertsSuccess } from "../../core/payment/assertion.ts";
import { isOpen } from "../../core/payment/status.ts";
import type { PaymentRecord } from "../../core/records.ts";
import type { MethodConfig, OrderRef } from "../../providers/contract.ts";
import type { ServiceContext } from "../context.ts";
import { openPayer } from "../routing/payer-details.ts";
import { amountOf } from "../rows/amount.ts";
import { paymentUrls } from "./new-payment.ts";

/** A query said "paid" without an amount, and no callback has named one: that callback is wanted again. */
export function isAmountMissing(payment: PaymentRecord): boolean {
  return payment.confirm_pending === 1 && !assertsSuccess(payment);
}

/**
 * The method that the payment was made with: as it stands in the row, whatever has become of it in the configuration,
 * so that an account keeps serving its old payments.
 */
function methodOf(payment: PaymentRecord): MethodConfig {
  return {
    method: payment.method,
    channel: payment.channel,
    currency: payment.currency,
    decimals: payment.decimals,
    expiresInSeconds: Math.max(1, Math.round((payment.expires_at - payment.created_at) / 1_000)),
  };
}

export function orderRefOf(context: ServiceContext, payment: PaymentRecord): OrderRef {
  const isInDoubt = payment.unknown_since !== null || payment.status === "creating";
  return {
    orderNo: payment.order_no,
    providerOrderId: payment.provider_order_id,
    method: methodOf(payment),
    amount: amountOf(payment),
    payer: openPayer(context, payment),
    ...paymentUrls(context, { id: payment.id, accountId: payment.account_id }),
    description: null,
    now: context.clock.now(),
    accepted: !isInDoubt || !isOpen(payment.status),
  };
}
