/**
 * Money as integers. Decimal text is checked against the currency's number of decimals, held as a BigInt of
 * minor units, and written as text again. No binary floating point is involved.
 */

/** An amount inside the software. `minor` is whole minor units: `15000n` with 2 decimals is 150.00. */
export interface Amount {
  readonly minor: bigint;
  readonly currency: string;
  readonly decimals: number;
}

/** Money as it travels over the public API: a decimal text and a currency code. */
export interface MoneyText {
  readonly value: string;
  readonly currency: string;
}

/** Knows how many decimals a currency has: ISO 4217 through Intl, coins from the configuration. */
export interface Currencies {
  /** The number of decimals, or undefined for a currency nobody here knows. */
  decimalsOf(currency: string): number | undefined;
}

export type ParsedAmount =
  | { readonly ok: true; readonly amount: Amount }
  | { readonly ok: false; readonly field: "value" | "currency"; readonly message: string };

const isoCurrencies = new Set(Intl.supportedValuesOf("currency"));
const isoDecimals = new Map<string, number>();

/** The ISO 4217 number of decimals of a currency, undefined when ISO does not list it. */
export function isoDecimalsOf(currency: string): number | undefined {
  if (!isoCurrencies.has(currency)) return undefined;
  const known = isoDecimals.get(currency);
  if (known !== undefined) return known;
  const decimals = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
    .maximumFractionDigits;
  if (decimals === undefined) return undefined;
  isoDecimals.set(currency, decimals);
  return decimals;
}

/** @param coins decimals by coin symbol, from the configuration; a coin's entry wins over ISO's. */
export function createCurrencies(coins: Readonly<Record<string, number>>): Currencies {
  const byCoin = new Map(Object.entries(coins));
  return { decimalsOf: (currency) => byCoin.get(currency) ?? isoDecimalsOf(currency) };
}

const plainDecimal = /^(?:0|[1-9]\d*)(?:\.\d+)?$/;
/** Longer than any real amount. The bound keeps a hostile text from costing time. */
const longestDecimalText = 40;
/** The same for what a provider wrote, which may have many zeros behind it. */
const longestProviderText = 64;

/**
 * Reads decimal text as minor units. Allows fewer decimals than the currency has, never more, and no sign,
 * exponent, blank, superfluous leading zero or separator.
 *
 * @returns undefined when the text is not such a number.
 */
export function parseDecimal(text: string, decimals: number): bigint | undefined {
  if (text.length > longestDecimalText || !plainDecimal.test(text)) return undefined;
  const [whole = "0", fraction = ""] = text.split(".");
  if (fraction.length > decimals) return undefined;
  return BigInt(whole + fraction.padEnd(decimals, "0"));
}

/**
 * Like {@link parseDecimal}, for a number that a provider wrote (`1000`, `1000.0`, `1000.000`). Zeros beyond
 * the currency's decimals are dropped. Other digits there give undefined, because the amount cannot be held
 * exactly.
 */
export function parseProviderDecimal(text: string, decimals: number): bigint | undefined {
  if (text.length > longestProviderText) return undefined;
  return parseDecimal(withoutTrailingZeros(text), decimals);
}

/** The decimal text without the zeros at the end of its fraction, and without the point where nothing is behind it. */
export function withoutTrailingZeros(text: string): string {
  if (!text.includes(".")) return text;
  let end = text.length;
  while (text.charAt(end - 1) === "0") end--;
  if (text.charAt(end - 1) === ".") end--;
  return text.slice(0, end);
}

/** Minor units as decimal text with exactly `decimals` decimals. */
export function formatDecimal(minor: bigint, decimals: number): string {
  const negative = minor < 0n;
  const digits = (negative ? -minor : minor).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals);
  return `${negative ? "-" : ""}${whole}${decimals > 0 ? `.${fraction}` : ""}`;
}

/**
 * Reads money from the API. Refuses zero, an unknown currency and too many decimals, and says which field is
 * wrong.
 */
export function parseAmount(money: MoneyText, currencies: Currencies): ParsedAmount {
  const decimals = currencies.decimalsOf(money.currency);
  if (decimals === undefined)
    return { ok: false, field: "currency", message: "is not a currency known here" };
  const minor = parseDecimal(money.value, decimals);
  if (minor === undefined) {
    return {
      ok: false,
      field: "value",
      message: `must be a plain decimal number such as "150.00" with at most ${decimals} decimals`,
    };
  }
  if (minor === 0n) return { ok: false, field: "value", message: "must not be zero" };
  return { ok: true, amount: { minor, currency: money.currency, decimals } };
}

/** The amount as API money, always with exactly the currency's decimals. */
export function toMoney(amount: Amount): MoneyText {
  return { value: formatDecimal(amount.minor, amount.decimals), currency: amount.currency };
}

/** True if the amount has no fraction: 150.00 is whole, 150.50 is not. */
export function isWhole(amount: Amount): boolean {
  return amount.minor % 10n ** BigInt(amount.decimals) === 0n;
}

/**
 * The amount as whole text (`"300"`), for providers that take no decimals. Undefined if it has a fraction.
 */
export function wholeText(amount: Amount): string | undefined {
  return isWhole(amount) ? (amount.minor / 10n ** BigInt(amount.decimals)).toString() : undefined;
}

/** The amount as text with exactly two decimals (`"100.00"`). Undefined if it needs more than two. */
export function twoDecimalText(amount: Amount): string | undefined {
  if (amount.decimals === 2) return formatDecimal(amount.minor, 2);
  if (amount.decimals < 2) return formatDecimal(amount.minor * 10n ** BigInt(2 - amount.decimals), 2);
  const unit = 10n ** BigInt(amount.decimals - 2);
  return amount.minor % unit === 0n ? formatDecimal(amount.minor / unit, 2) : undefined;
}

/** The shortest exact decimal text (`"100.5"`, `"100"`): for JSON numbers and coin amounts. */
export function shortestText(amount: Amount): string {
  return withoutTrailingZeros(formatDecimal(amount.minor, amount.decimals));
}

/**
 * True if both are the same amount of the same currency, whatever the decimals with which each is held (1.50 and
 * 1.500000) and the letter case of the currency (`BTC` and `btc`).
 */
export function isSameAmount(one: Amount, other: Amount): boolean {
  return (
    isSameCurrency(one.currency, other.currency) &&
    one.minor * 10n ** BigInt(other.decimals) === other.minor * 10n ** BigInt(one.decimals)
  );
}

/** Providers write coins in either letter case. */
export function isSameCurrency(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase();
}
