import type { Money, Payment, RefundOptions } from "../../../bff/contract.ts";
import { missingAmount } from "../../i18n/format.ts";
import { decimalsOf } from "../../i18n/money.ts";
import { excessOf, isZero, stillMissing } from "../i18n/format.ts";

/** What has been given back of a payment; null: the BFF does not say. */
export function amountRefunded(payment: Payment & { readonly amountRefunded?: Money }): Money | null {
  return payment.amountRefunded ?? null;
}

type Refundable = Pick<RefundOptions, "left" | "held" | "unconfirmed">;

/** What surely was paid beyond the amount, and is in no refund; null: nothing, or all of the payment was paid twice. */
export function unreturnedExcess(payment: Payment, { held, unconfirmed }: Refundable): Money | null {
  if (payment.exceptions.includes("duplicate_paid")) return null;
  const excess = excessOf(payment.amount, missingAmount(payment.amountReceived, unconfirmed));
  return excess === null ? null : stillMissing(excess, held);
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
export function suggestedRefund(payment: Payment, options: Refundable, decimals: number): Money | null {
  const suggested = payableOf(unreturnedExcess(payment, options) ?? options.left, decimals);
  return isZero(suggested) ? null : suggested;
}
