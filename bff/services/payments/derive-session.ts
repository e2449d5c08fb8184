/** What follows for the session from a change of one of its payments, under the session's lock. */
import { isOpen } from "../../core/payment-state.ts";
import { expiryGraceMs } from "../../core/schedule.ts";
import { sessionStatusOf } from "../../core/session-state.ts";
import type { Executor } from "../../storage/engine/database.ts";
import { scheduleJob } from "../../storage/jobs/jobs.ts";
import { type PaymentRow, paymentsOfSession } from "../../storage/repositories/payments.ts";
import { type SessionRow, updateSession } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { readExceptions } from "../rows/exceptions.ts";

interface FollowInput {
  readonly trx: Executor;
  readonly session: SessionRow;
  readonly before: PaymentRow;
  readonly after: PaymentRow;
  /** Written already. */
  readonly succeededBy: PaymentRow | null;
  readonly now: number;
}

/** Writes what follows for the session: its state, its open payment, which payment paid it. */
export async function followSession(context: ServiceContext, input: FollowInput): Promise<SessionRow> {
  const { trx, session, succeededBy, now } = input;
  const payments = await paymentsOfSession(trx, session.id);
  const status = sessionStatusOf({ status: session.status, expiresAt: session.expires_at, payments }, now);
  const changes = {
    status,
    open_payment_id: openPaymentId(session, payments),
    paid_payment_id: paidPaymentId(input),
    payment_count: session.payment_count + (succeededBy === null ? 0 : 1),
    updated_at: now,
  };
  await updateSession(trx, session.id, changes);
  if (status === "requires_payment_method") {
    // Its own expiry may have come and gone while the payment held it open, by another process's clock.
    const runAt = session.expires_at + expiryGraceMs;
    await scheduleJob(trx, { kind: "expire_session", subjectId: session.id, runAt, now, keepEarlier: true });
  }
  if (status !== session.status) {
    context.logger.info({ sessionId: session.id, from: session.status, to: status }, "session changed");
  }
  return { ...session, ...changes };
}

/** The one that is open stays it; else one that money has opened again: it, too, stands before another try. */
function openPaymentId(session: SessionRow, payments: readonly PaymentRow[]): string | null {
  const open = payments.filter((payment) => isOpen(payment.status));
  const known = open.find((payment) => payment.id === session.open_payment_id);
  return (known ?? open.at(-1))?.id ?? null;
}

/** The first success pays the session. A reversed one no longer does: money that comes after it is not a duplicate. */
function paidPaymentId({ session, before, after }: FollowInput): string | null {
  const wasPaid = before.status === "succeeded";
  const isReversedNow =
    readExceptions(after).includes("reversed") && !readExceptions(before).includes("reversed");
  if (session.paid_payment_id === after.id) return isReversedNow ? null : after.id;
  const paysNow = after.status === "succeeded" && !wasPaid && session.paid_payment_id === null;
  return paysNow ? after.id : session.paid_payment_id;
}
