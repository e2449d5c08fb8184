/** The amount of a list's filter. */
import { fail, type Result, succeed } from "../../core/errors.ts";
import { parseAmount } from "../../core/money.ts";
import type { ServiceContext } from "../context.ts";

/** @returns a failure that names the field, for an amount without a currency or in another form. */
export function readAmountFilter(
  { currencies }: Pick<ServiceContext, "currencies">,
  { amount, currency }: { readonly amount?: string | undefined; readonly currency?: string | undefined },
): Result<{ readonly amountMinor?: string }> {
  if (amount === undefined) return succeed({});
  const detail = "The request has fields that are wrong or unknown.";
  if (currency === undefined)
    return fail("validation_failed", detail, [{ path: "currency", message: "is required with amount" }]);
  const parsed = parseAmount({ value: amount, currency }, currencies);
  if (parsed.ok) return succeed({ amountMinor: parsed.amount.minor.toString() });
  const path = parsed.field === "value" ? "amount" : "currency";
  return fail("validation_failed", detail, [{ path, message: parsed.message }]);
}
