/**
 * The assertion of a weakly signed callback ("paid, 15.00"), kept with the payment until a query confirms it. A query
 * that names no amount is read together with it.
 *
 * Source: docs/lifecycle.md#rule-5-success-needs-agreement
 */
import { z } from "zod";
import type { PaymentRecord } from "../records.ts";
import type { OrderReport } from "../report.ts";

const wordSchema = z.object({
  status: z.string(),
  amountText: z.string().nullable(),
  orderedAmountText: z.string().nullable(),
  currency: z.string().nullable(),
});

const testimonySchema = z.object({ callback: wordSchema.nullable() });

/** The text for the column `testimony`. */
export function assertionOf(report: OrderReport): string {
  return JSON.stringify({ callback: wordSchema.parse(report) });
}

function readAssertion(payment: PaymentRecord): z.infer<typeof wordSchema> | null {
  return payment.testimony === null ? null : testimonySchema.parse(JSON.parse(payment.testimony)).callback;
}

/** True when a callback has asserted that the payment is paid. */
export function assertsSuccess(payment: PaymentRecord): boolean {
  return readAssertion(payment)?.status === "succeeded";
}

/**
 * The report, completed by the assertion where the report names no amount and has the same status.
 *
 * Not once the payment has succeeded: there is no review to lead to any more, and an assertion that nobody can confirm
 * would be taken for money that came.
 */
export function completedByAssertion(payment: PaymentRecord, report: OrderReport): OrderReport {
  if (report.amountText !== null || payment.status === "succeeded") return report;
  const assertion = readAssertion(payment);
  if (assertion === null || assertion.status !== report.status) return report;
  return {
    ...report,
    amountText: assertion.amountText,
    orderedAmountText: report.orderedAmountText ?? assertion.orderedAmountText,
    currency: report.currency ?? assertion.currency,
  };
}
