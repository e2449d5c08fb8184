/** What follows for the session from a change of one of its payments, under the session's lock. */
import { isOpen } from "../core/payment-state.ts";
import { sessionStatusOf } from "../core/session-state.ts";
import type { Executor } from "../storage/database.ts";
import { type PaymentRow, paymentsOfSession } from "../storage/payments.ts";
import { type SessionRow, updateSession } from "../storage/sessions.ts";
import type { ServiceContext } from "./context.ts";
import { readExceptions } from "./views.ts";

interface FollowInput {
  readonly trx: Executor;
  readonly session: SessionRow;
  readonly after: PaymentRow;
  readonly succeededBy: PaymentRow | null;
  readonly now: number;
}

/** Writes what follows for the session: its state, its open payment, which payment paid it. */
export async function followSession(context: ServiceContext, input: FollowInput): Promise<SessionRow> {
  const { trx, session, after, succeededBy, now } = input;
  const payments = await paymentsOfSession(trx, session.id);
  const status = sessionStatusOf({ status: session.status, expiresAt: session.expires_at, payments }, now);
  const isOpenOne = session.open_payment_id === after.id;
  const open = isOpenOne && !isOpen(after.status) ? (succeededBy?.id ?? null) : session.open_payment_id;
  const changes = {
    status,
    open_payment_id: open,
    paid_payment_id: paidPaymentId(session, after),
    payment_count: session.payment_count + (succeededBy === null ? 0 : 1),
    updated_at: now,
  };
  await updateSession(trx, session.id, changes);
  if (status !== session.status) {
    context.logger.info({ sessionId: session.id, from: session.status, to: status }, "session changed");
  }
  return { ...session, ...changes };
}

/** The first success pays the session. A reversed one no longer does: money that comes after it is not a duplicate. */
function paidPaymentId(session: SessionRow, after: PaymentRow): string | null {
  const reversed = readExceptions(after).includes("reversed");
  if (session.paid_payment_id === after.id) return reversed ? null : after.id;
  if (after.status === "succeeded" && session.paid_payment_id === null && !reversed) return after.id;
  return session.paid_payment_id;
}
