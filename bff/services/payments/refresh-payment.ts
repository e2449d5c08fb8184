/** Queries a payment's provider at an operator's request. */
import type { Payment } from "../../contract.ts";
import { fail, type Result } from "../../core/errors.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import { type QueryOutcome, queryPayment } from "./query-payment.ts";
import { readPayment } from "./read-payments.ts";

/**
 * The refreshes that are under way in this process, by payment. A second operator waits for the same answer.
 */
const refreshes = new WeakMap<ServiceContext, Map<string, Promise<QueryOutcome>>>();

/**
 * Queries the provider now, without the least interval that holds for customers' polls, and returns the payment
 * after that. Errors: `not_found`.
 */
export async function refreshPayment(
  context: ServiceContext,
  input: { readonly paymentId: string },
): Promise<Result<Payment>> {
  const { paymentId } = input;
  const [payment] = await context.database.read(paymentById({ id: paymentId }));
  if (payment === undefined) return fail("not_found", "There is no such payment.");
  if (payment.status !== "creating") await queryOnce(context, paymentId);
  return await readPayment(context, { paymentId });
}

async function queryOnce(context: ServiceContext, paymentId: string): Promise<void> {
  const running = refreshes.get(context) ?? new Map<string, Promise<QueryOutcome>>();
  refreshes.set(context, running);
  const started = running.get(paymentId);
  if (started !== undefined) {
    await started;
    return;
  }
  const query = queryPayment(context, { paymentId, floorMs: 0, resendCallback: true });
  running.set(paymentId, query);
  try {
    await query;
  } finally {
    running.delete(paymentId);
  }
}
