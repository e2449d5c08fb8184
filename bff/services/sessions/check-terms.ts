/** What holds for the terms of a session, new or changed. */
import type { Item } from "../../contract.ts";
import type { FieldError } from "../../core/errors.ts";
import { formatDecimal, parseDecimal } from "../../core/money.ts";
import type { ServiceContext } from "../context.ts";
import type { EligibleMethods } from "../routing/eligible-methods.ts";

export function checkReturnUrl(context: ServiceContext, returnUrl: string): FieldError[] {
  const url = new URL(returnUrl);
  const wrong = (message: string): FieldError[] => [{ path: "returnUrl", message }];
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url.protocol === "http:" && !local && context.config.environment !== "sandbox") {
    return wrong("must be https");
  }
  if (!context.config.merchant.allowedOrigins.includes(url.origin)) {
    return wrong("must have one of the configured allowedOrigins");
  }
  return [];
}

/** An item may be free, and otherwise its amount is held to what holds for the session's. */
export function checkItems(
  { currencies }: ServiceContext,
  items: readonly Item[] | null,
  currency: string,
): FieldError[] {
  const decimals = currencies.decimalsOf(currency);
  if (decimals === undefined) return [];
  return (items ?? []).flatMap((item, index) => {
    const path = `items.${index}.amount`;
    if (item.amount.currency !== currency)
      return [{ path: `${path}.currency`, message: "must be the session's currency" }];
    if (parseDecimal(item.amount.value, decimals) !== undefined) return [];
    const message = `must be a plain decimal number such as "150.00" with at most ${decimals} decimals`;
    return [{ path: `${path}.value`, message }];
  });
}

/** As every amount is shown: with exactly the currency's decimals. */
export function withAllDecimals(items: readonly Item[] | null, decimals: number): Item[] | null {
  return (
    items?.map((item) => {
      const minor = parseDecimal(item.amount.value, decimals) ?? 0n;
      return { ...item, amount: { ...item.amount, value: formatDecimal(minor, decimals) } };
    }) ?? null
  );
}

/** Why no method can take a payment. */
export function whyNone(offers: EligibleMethods): string {
  const reasons = [...offers.objections].map(([method, reason]) => `${method}: ${reason}`);
  return reasons.length === 0
    ? "No configured account offers a method for this currency and country."
    : `No method can take this payment. ${reasons.join("; ")}.`;
}
