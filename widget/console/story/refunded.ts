import type { Money, Payment } from "../../../bff/contract.ts";
import { missingAmount } from "../../i18n/format.ts";

/** What has been given back of a payment; null: the BFF does not say. */
export function amountRefunded(payment: Payment & { readonly amountRefunded?: Money }): Money | null {
  return payment.amountRefunded ?? null;
}

/** What has arrived and has not been given back. */
export function leftToRefund(payment: Payment): Money {
  const refunded = amountRefunded(payment);
  return refunded === null ? payment.amountReceived : missingAmount(payment.amountReceived, refunded);
}
