/** The end of a payment's or a session's time. A payment's expiry asks the provider once more first (lifecycle rule 9). */
import { isOpen } from "../core/payment-state.ts";
import { doubtfulWaitsMs, expiryGraceMs, waitMsOf } from "../core/schedule.ts";
import { sessionStatusOf } from "../core/session-state.ts";
import { findPayment, paymentsOfSession } from "../storage/payments.ts";
import { lockSession, updateSession } from "../storage/sessions.ts";
import { applyFact } from "./apply-fact.ts";
import type { ServiceContext } from "./context.ts";
import { emitSessionEvent } from "./emit-event.ts";
import { syncPayment } from "./sync-payment.ts";

/** What a job has to do after a run: nothing more, or the same again at a time (epoch ms). */
export type JobOutcome =
  | { readonly kind: "done" }
  | {
      readonly kind: "again";
      readonly at: number;
      /** Counts as this many runs so far, where it is not one more. */
      readonly attempts?: number;
    };

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
  const outcome = await syncPayment(context, { paymentId: before.id, floorMs: 0, cause: "expiry" });
  const payment = await findPayment(context.database.kysely, before.id);
  if (payment === undefined || !isOpen(payment.status)) return done;
  const watchIsOver = context.clock.now() >= payment.watch_until;
  const silent = outcome.kind !== "answered" && outcome.kind !== "cannot_ask";
  // While the provider is silent, or a reported payment still waits to be confirmed, the end is not final.
  if ((silent || payment.confirm_pending === 1) && !watchIsOver) {
    return { kind: "again", at: context.clock.now() + waitMsOf(doubtfulWaitsMs, input.attempts) };
  }
  const detail = silent ? "its time is over; the provider could not be asked" : "its time is over";
  await applyFact(context, { paymentId: payment.id, fact: { kind: "time_over", detail }, cause: "expiry" });
  return done;
}

/** A session whose time is over and that nothing holds open expires; one with an open payment ends with that payment. */
export async function expireSession(
  context: ServiceContext,
  input: { readonly sessionId: string },
): Promise<JobOutcome> {
  return await context.database.transaction(async (trx) => {
    const session = await lockSession(trx, input.sessionId);
    if (session === undefined) return done;
    const now = context.clock.now();
    if (session.expires_at > now) return { kind: "again", at: session.expires_at + expiryGraceMs };
    const payments = await paymentsOfSession(trx, session.id);
    const status = sessionStatusOf({ status: session.status, expiresAt: session.expires_at, payments }, now);
    if (status === session.status) return done;
    await updateSession(trx, session.id, { status, updated_at: now });
    await emitSessionEvent(context, { trx, before: session, session: { ...session, status }, now });
    context.channel.publish(trx, session.id);
    context.logger.info({ sessionId: session.id, from: session.status, to: status }, "session changed");
    return done;
  });
}
