/** An amount of a balance, as providers write it. */
import type { Amount } from "../../core/money.ts";

const decimal = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/;

/**
 * Reads a balance. It may be below zero, and decimals past the currency's own are cut off: this figure is for people
 * to look at, nothing is reckoned with it. Null when it is no number.
 */
export function readBalanceAmount(
  text: string | null | undefined,
  { currency, decimals }: { readonly currency: string; readonly decimals: number },
): Amount | null {
  const match = decimal.exec(text ?? "");
  if (!match) return null;
  const [, sign = "", whole = "", fraction = ""] = match;
  const minor = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, "0"));
  return { minor: sign === "-" ? -minor : minor, currency, decimals };
}
