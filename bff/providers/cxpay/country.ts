/** The four countries CXPay serves. Source: docs/providers/cxpay.md#countries. */
import type { MethodConfig } from "../contract.ts";

export const countries = ["BR", "IN", "ID", "NG"] as const;
export type Country = (typeof countries)[number];

export const currencyOf: Readonly<Record<Country, string>> = { BR: "BRL", IN: "INR", ID: "IDR", NG: "NGN" };

/** The country of a currency. Null if CXPay has none for it. */
export function countryOfCurrency(currency: string): Country | null {
  return countries.find((country) => currencyOf[country] === currency) ?? null;
}

/**
 * Checks that a method's currency is one of CXPay's, and the one of the account's country if the account
 * names it.
 */
export function objectToCurrency(method: MethodConfig, country: Country | undefined): string | null {
  const found = countryOfCurrency(method.currency);
  if (found === null) return "must be paid in BRL, INR, IDR or NGN";
  if (country !== undefined && country !== found)
    return `must be paid in ${currencyOf[country]}, as options.country is ${country}`;
  return null;
}
