import type { Money } from "../bff/contract.ts";

function isDecimal(text: string): text is `${number}` {
  return /^\d+(\.\d+)?$/.test(text);
}

/** How many decimals a decimal text has. */
export const decimalsOf = (text: string) => text.split(".")[1]?.length ?? 0;

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
