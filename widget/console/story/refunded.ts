import type { Money, Payment } from "../../../bff/contract.ts";
import { missingAmount } from "../../i18n/format.ts";
import { decimalsOf } from "../../i18n/money.ts";
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

/** Of an amount, what an account can pay that takes only so many decimals: the rest is cut off. */
export function payableOf({ value, currency }: Money, decimals: number): Money {
  const cut = decimalsOf(value) - decimals;
  if (cut <= 0) return { value, currency };
  return { value: `${value.slice(0, value.length - cut)}${"0".repeat(cut)}`, currency };
}

/**
 * What an operator most likely wants to refund: what was paid too much, else all that is left; of that, what can be paid.
 * Null: nothing.
 * @param decimals how many the account takes that pays
 */
export function suggestedRefund(payment: Payment, left: Money, decimals: number): Money | null {
  const suggested = payableOf(unreturnedExcess(payment, left) ?? left, decimals);
  return isZero(suggested) ? null : suggested;
}
