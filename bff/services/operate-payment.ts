/** What a merchant's operator does with one payment: ask the provider now, or settle what nobody else can. */
import type { Payment } from "../contract.ts";
import { fail, type Result } from "../core/errors.ts";
import type { Executor } from "../storage/database.ts";
import { findPayment } from "../storage/payments.ts";
import { applyFact } from "./apply-fact.ts";
import type { ServiceContext } from "./context.ts";
import { readPayment } from "./read-payments.ts";
import type { Claim } from "./run-idempotent.ts";
import { type SyncOutcome, syncPayment } from "./sync-payment.ts";

/** Questions that this process is asking right now: a second operator waits for the same answer. */
const asking = new WeakMap<ServiceContext, Map<string, Promise<SyncOutcome>>>();

/** Asks the provider now, without the floor that customers' polls have, and returns the payment as it then stands. */
export async function refreshPayment(
  context: ServiceContext,
  input: { readonly paymentId: string },
): Promise<Result<Payment>> {
  const { paymentId } = input;
  const payment = await findPayment(context.database.kysely, paymentId);
  if (payment === undefined) return fail("not_found", "There is no such payment.");
  if (payment.status !== "creating") await askOnce(context, paymentId);
  return await readPayment(context, { paymentId });
}

async function askOnce(context: ServiceContext, paymentId: string): Promise<void> {
  const running = asking.get(context) ?? new Map<string, Promise<SyncOutcome>>();
  asking.set(context, running);
  const started = running.get(paymentId);
  if (started !== undefined) {
    await started;
    return;
  }
  const question = syncPayment(context, { paymentId, floorMs: 0, resendCallback: true });
  running.set(paymentId, question);
  try {
    await question;
  } finally {
    running.delete(paymentId);
  }
}

/**
 * An operator settles a payment that is in `review`.
 *
 * Errors: `not_found`, `not_in_review`.
 */
export async function resolvePayment(
  context: ServiceContext,
  input: {
    readonly paymentId: string;
    readonly outcome: "succeeded" | "failed";
    readonly note: string;
    readonly apiKeyId: string;
    /** Whoever asks again with the same key after this process died must hear of success, not that it is settled. */
    readonly claim: Claim | null;
  },
): Promise<Result<Payment>> {
  const { paymentId, outcome, note, apiKeyId, claim } = input;
  const payment = await findPayment(context.database.kysely, paymentId);
  if (payment === undefined) return fail("not_found", "There is no such payment.");
  if (payment.status !== "review") return fail("not_in_review", `The payment is ${payment.status}.`);
  const fact = { kind: "operator", outcome, note: `${apiKeyId}: ${note}` } as const;
  const withChange = async (trx: Executor) => await claim?.bind(trx, paymentId, null);
  const applied = await applyFact(context, { paymentId, fact, cause: "operator", withChange });
  if (applied?.changed !== true) return fail("not_in_review", "The payment was settled meanwhile.");
  return await readPayment(context, { paymentId });
}
