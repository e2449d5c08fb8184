/** The reference that an adapter gets to an order that exists, or may exist. */

import { amountOf } from "../../core/amount-of.ts";
import { isOpen } from "../../core/payment/status.ts";
import type { PaymentRecord } from "../../core/records.ts";
import type { MethodConfig, OrderRef } from "../../providers/contract.ts";
import type { ServiceContext } from "../context.ts";
import { openPayer } from "../rows/payer.ts";
import { paymentUrls } from "./new-payment.ts";

/**
 * The method that the payment was made with, from the payment's row and not from the configuration. So an
 * account keeps serving its old payments when the method has been changed or removed.
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
  const isUnknown = payment.unknown_since !== null || payment.status === "creating";
  const identity = context.accounts.get(payment.account_id)?.identity;
  // To another merchant (rule 15) no order is sent again; it is only queried.
  const isOurs = payment.identity === null || payment.identity === identity;
  return {
    orderNo: payment.order_no,
    providerOrderId: payment.provider_order_id,
    method: methodOf(payment),
    amount: amountOf(payment),
    payer: openPayer(context, payment),
    ...paymentUrls(context, { id: payment.id, accountId: payment.account_id }),
    description: null,
    now: context.clock.now(),
    isCreationInDoubt: isUnknown && isOpen(payment.status) && isOurs,
  };
}
