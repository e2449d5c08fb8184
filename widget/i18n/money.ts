import type { Money } from "../../bff/contract.ts";

/** `Intl` and BigInt take long over a long number, and no amount is one. */
const longestNumber = 64;

function isDecimal(text: string): text is `${number}` {
  return text.length <= longestNumber && /^\d+(\.\d+)?$/.test(text);
}

/** The number of decimals of a decimal text. */
export const decimalsOf = (text: string) => text.split(".")[1]?.length ?? 0;

/** A decimal text in a language, with its decimals; anything else as it is. */
export function formatDecimalText(text: string, locale: string): string {
  if (!isDecimal(text)) return text;
  const digits = decimalsOf(text);
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, options).format(text);
}

/**
 * An amount to read. No float is involved: `Intl` takes the decimal text itself.
 * @param country where the customer pays. Its own currency has the short sign there, as in the shop beside the widget:
 * `$349.00` in Mexico, in any language. The name of a currency begins with its country.
 */
export function formatMoney({ value, currency }: Money, locale: string, country: string | null): string {
  if (!isDecimal(value)) return `${value} ${currency}`;
  if (/^[A-Z]{3}$/.test(currency)) {
    const isOwn = country !== null && currency.startsWith(country);
    const currencyDisplay = isOwn ? "narrowSymbol" : "symbol";
    const text = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay }).format(
      value,
    );
    // In right-to-left text, the sign of "MX$" would move to the other side of its letters. A mark after it prevents that.
    return text.includes("\u200f") ? text.replace(/\p{L}\p{Sc}/u, "$&\u200e") : text;
  }
  // A coin is no ISO 4217 currency: the number, with at least two decimals and no more zeros at the end, then its symbol.
  const digits = decimalsOf(value);
  const number = new Intl.NumberFormat(locale, {
    minimumFractionDigits: Math.min(2, digits),
    maximumFractionDigits: digits,
  });
  return `${number.format(value)}\u00a0${currency}`;
}
