/** Queries a payment's provider at an operator's request. */
import type { Payment } from "../../contract.ts";
import { type Failure, fail, type Success } from "../../core/errors.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import { reportLine } from "../runs/report-line.ts";
import { type QueryOutcome, queryPayment } from "./query-payment.ts";
import { readPayment } from "./read-payments.ts";

/**
 * The refreshes that are under way in this process, by payment. A second operator waits for the same answer.
 */
const refreshes = new WeakMap<ServiceContext, Map<string, Promise<QueryOutcome>>>();

/**
 * Queries the provider now, without the least interval that holds for customers' polls, and returns the payment after
 * that. `hasAnswered`: whether the provider answered; if not, the payment is as it was. `report`: what it answered.
 *
 * Errors: `not_found`, `account_not_configured`.
 */
export async function refreshPayment(
  context: ServiceContext,
  input: { readonly paymentId: string },
): Promise<(Success<Payment> & { readonly hasAnswered: boolean; readonly report: string | null }) | Failure> {
  const { paymentId } = input;
  const [payment] = await context.database.read(paymentById({ id: paymentId }));
  if (payment === undefined) return fail("not_found", "There is no such payment.");
  const outcome = payment.status === "creating" ? undefined : await queryOnce(context, paymentId);
  if (outcome?.kind === "not_configured") {
    return fail("account_not_configured", "The payment's account is not in the configuration.");
  }
  const read = await readPayment(context, { paymentId });
  if (!read.ok) return read;
  const report = outcome?.kind === "answered" ? reportLine(outcome.report, payment) : null;
  return { ...read, hasAnswered: report !== null, report };
}

async function queryOnce(context: ServiceContext, paymentId: string): Promise<QueryOutcome> {
  const running = refreshes.get(context) ?? new Map<string, Promise<QueryOutcome>>();
  refreshes.set(context, running);
  const started = running.get(paymentId);
  if (started !== undefined) return await started;
  const query = queryPayment(context, { paymentId, floorMs: 0, resendCallback: true });
  running.set(paymentId, query);
  try {
    return await query;
  } finally {
    running.delete(paymentId);
  }
}
