import type { Money } from "../bff/contract.ts";

function isDecimal(text: string): text is `${number}` {
  return /^\d+(\.\d+)?$/.test(text);
}

const decimalsOf = (text: string) => text.split(".")[1]?.length ?? 0;

/** Money for reading. Never through a float: `Intl` takes the decimal text itself. */
export function formatMoney({ value, currency }: Money, locale: string): string {
  if (!isDecimal(value)) return `${value} ${currency}`;
  if (/^[A-Z]{3}$/.test(currency)) {
    return new Intl.NumberFormat(locale, { style: "currency", currency }).format(value);
  }
  // A coin is no ISO 4217 currency: its own number of decimals, then its symbol.
  const digits = decimalsOf(value);
  const number = new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${number.format(value)}\u00a0${currency}`;
}

/** Money for pasting into a bank's app: the bare number, without decimals that are all zero. */
export function rawAmount({ value }: Money): string {
  return value.replace(/\.0+$/, "");
}

/** What is missing from `amount` when `received` has arrived; both have the currency's decimals. Never below zero. */
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

/** A number in groups of four, as it stands on a bank card: `6841 8009 3002 3213 210`. */
export function groupsOfFour(code: string): readonly string[] {
  return code.match(/.{1,4}/gu) ?? [];
}
