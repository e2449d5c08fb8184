import type { OrderReport } from "../../core/report.ts";

/**
 * What a provider answered to a query, in a line for a header: `succeeded 250.00 MXN`, `failed`, or `not_found` where it
 * does not know the order. An amount or currency that is none is left out.
 *
 * @param ordered.currency holds where the provider names none.
 */
export function reportLine(report: OrderReport | null, ordered: { readonly currency: string }): string {
  if (report === null) return "not_found";
  const { status, amountText } = report;
  const currency = report.currency ?? ordered.currency;
  const isAmount = amountText !== null && /^\d{1,40}(\.\d{1,20})?$/.test(amountText);
  return isAmount && /^[\w-]{1,16}$/.test(currency) ? `${status} ${amountText} ${currency}` : status;
}
