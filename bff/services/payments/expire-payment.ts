/** The end of a payment's or a session's time. A payment's expiry asks the provider once more first (lifecycle rule 9). */

import { isOpen } from "../../core/payment/status.ts";
import { doubtfulWaitsMs, expiryGraceMs, waitMsOf } from "../../core/schedule.ts";
import { findPayment } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";
import { applyFact } from "./apply-fact.ts";
import { queryPayment } from "./query-payment.ts";

const done: JobOutcome = { kind: "done" };

/** @param input.attempts runs of this job so far. */
export async function expirePayment(
  context: ServiceContext,
  input: { readonly paymentId: string; readonly attempts: number },
): Promise<JobOutcome> {
  const before = await findPayment(context.database.kysely, input.paymentId);
  if (before === undefined || (before.status !== "pending" && before.status !== "partially_paid"))
    return done;
  const now = context.clock.now();
  if (before.expires_at > now) return { kind: "again", at: before.expires_at + expiryGraceMs };
  const outcome = await queryPayment(context, { paymentId: before.id, floorMs: 0, cause: "expiry" });
  const payment = await findPayment(context.database.kysely, before.id);
  if (payment === undefined || !isOpen(payment.status)) return done;
  const watchIsOver = context.clock.now() >= payment.watch_until;
  const silent = outcome.kind !== "answered" && outcome.kind !== "cannot_ask";
  // While the provider is silent, or a reported payment still waits to be confirmed, the end is not final.
  if ((silent || payment.confirm_pending === 1) && !watchIsOver) {
    return { kind: "again", at: context.clock.now() + waitMsOf(doubtfulWaitsMs, input.attempts) };
  }
  const detail = silent ? "its time is over; the provider could not be asked" : "its time is over";
  await applyFact(context, {
    paymentId: payment.id,
    facts: [{ kind: "time_over", detail }],
    cause: "expiry",
  });
  return done;
}
