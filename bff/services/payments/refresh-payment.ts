/** What a merchant's operator does with one payment: ask the provider now, or settle what nobody else can. */
import type { Payment } from "../../contract.ts";
import { fail, type Result } from "../../core/errors.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import { type QueryOutcome, queryPayment } from "./query-payment.ts";
import { readPayment } from "./read-payments.ts";

/** Questions that this process is asking right now: a second operator waits for the same answer. */
const asking = new WeakMap<ServiceContext, Map<string, Promise<QueryOutcome>>>();

/** Asks the provider now, without the floor that customers' polls have, and returns the payment as it then stands. */
export async function refreshPayment(
  context: ServiceContext,
  input: { readonly paymentId: string },
): Promise<Result<Payment>> {
  const { paymentId } = input;
  const [payment] = await context.database.read(paymentById({ id: paymentId }));
  if (payment === undefined) return fail("not_found", "There is no such payment.");
  if (payment.status !== "creating") await askOnce(context, paymentId);
  return await readPayment(context, { paymentId });
}

async function askOnce(context: ServiceContext, paymentId: string): Promise<void> {
  const running = asking.get(context) ?? new Map<string, Promise<QueryOutcome>>();
  asking.set(context, running);
  const started = running.get(paymentId);
  if (started !== undefined) {
    await started;
    return;
  }
  const question = queryPayment(context, { paymentId, floorMs: 0, resendCallback: true });
  running.set(paymentId, question);
  try {
    await question;
  } finally {
    running.delete(paymentId);
  }
}
