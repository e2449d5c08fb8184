import type { Money } from "../../bff/contract.ts";
import { decimalsOf } from "./money.ts";

/** An amount to paste into a bank's app: the bare number, without decimals when all of them are zero. */
export function rawAmount({ value }: Money): string {
  return value.replace(/\.0+$/, "");
}

/** The rest of `amount` after `received`, never below zero. Both have the currency's decimals. */
export function missingAmount(amount: Money, received: Money): Money {
  const digits = Math.max(decimalsOf(amount.value), decimalsOf(received.value));
  const units = ({ value }: Money) => {
    const [whole = "0", fraction = ""] = value.split(".");
    return BigInt(whole + fraction.padEnd(digits, "0"));
  };
  const left = units(amount) - units(received);
  const text = (left > 0n ? left : 0n).toString().padStart(digits + 1, "0");
  const value = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return { value, currency: amount.currency };
}

/** Day and time, in the customer's time zone. */
export function formatDateTime(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}

/** A number in groups of four, as on a bank card: `6841 8009 3002 3213 210`. */
export function groupsOfFour(code: string): readonly string[] {
  return code.match(/.{1,4}/gu) ?? [];
}
