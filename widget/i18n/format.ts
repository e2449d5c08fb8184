import type { Money } from "../../bff/contract.ts";
import { isKnownLanguage } from "./known-language.ts";
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

/**
 * Day and time, in the customer's time zone; as `2026-11-28 08:00` in a language that the browser cannot write.
 * @param isKnown whether it can
 */
export function formatDateTime(iso: string, locale: string, isKnown = isKnownLanguage(locale)): string {
  const date = new Date(iso);
  if (isKnown)
    return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(date);
  const pad = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** A number in groups of four, as on a bank card: `6841 8009 3002 3213 210`. */
export function groupsOfFour(code: string): readonly string[] {
  return code.match(/.{1,4}/gu) ?? [];
}
