import type { Money } from "../../bff/contract.ts";

/** `Intl` and BigInt take long over a long number, and no amount is one. */
const longestNumber = 64;

function isDecimal(text: string): text is `${number}` {
  return text.length <= longestNumber && /^\d+(\.\d+)?$/.test(text);
}

/** How many decimals a decimal text has. */
export const decimalsOf = (text: string) => text.split(".")[1]?.length ?? 0;

/** Money for reading. Never through a float: `Intl` takes the decimal text itself. */
export function formatMoney({ value, currency }: Money, locale: string): string {
  if (!isDecimal(value)) return `${value} ${currency}`;
  if (/^[A-Z]{3}$/.test(currency)) {
    const text = new Intl.NumberFormat(locale, { style: "currency", currency }).format(value);
    // From right to left, the sign of "MX$" would jump to the other side of its letters without a mark behind it.
    return text.includes("\u200f") ? text.replace(/\p{L}\p{Sc}/u, "$&\u200e") : text;
  }
  // A coin is no ISO 4217 currency: of its many decimals those that say something, then its symbol.
  const digits = decimalsOf(value);
  const number = new Intl.NumberFormat(locale, {
    minimumFractionDigits: Math.min(2, digits),
    maximumFractionDigits: digits,
  });
  return `${number.format(value)}\u00a0${currency}`;
}
