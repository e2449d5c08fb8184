import type { Money, Payment } from "../../../bff/contract.ts";
import { missingAmount } from "../../i18n/format.ts";
import { excessOf, isZero } from "../i18n/format.ts";

/** What has been given back of a payment; null: the BFF does not say. */
export function amountRefunded(payment: Payment & { readonly amountRefunded?: Money }): Money | null {
  return payment.amountRefunded ?? null;
}

/** What is in refunds, also in those that are under way. @param left what may still be refunded */
export function inRefunds(payment: Payment, left: Money): Money {
  return missingAmount(payment.amountReceived, left);
}

/** What was paid beyond the amount and is in no refund; null: nothing, or all of the payment was paid twice. */
export function unreturnedExcess(payment: Payment, left: Money): Money | null {
  if (payment.exceptions.includes("duplicate_paid")) return null;
  const excess = excessOf(payment.amount, payment.amountReceived);
  if (excess === null) return null;
  const rest = missingAmount(excess, inRefunds(payment, left));
  return isZero(rest) ? null : rest;
}

/** What an operator most likely wants to refund: what was paid too much, else all that is left. */
export function suggestedRefund(payment: Payment, left: Money): Money {
  return unreturnedExcess(payment, left) ?? left;
}
