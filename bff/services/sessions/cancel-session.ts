import type { Session } from "../../contract.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { isClosed } from "../../core/session-state.ts";
import { findPayment } from "../../storage/repositories/payments.ts";
import { findSession, lockSession, updateSession } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { transactAndDeliver } from "../events/deliver-after-commit.ts";
import { giveUpPayment } from "../payments/abandon-payment.ts";
import { emitSessionEvent } from "../payments/record-events.ts";
import { readSession } from "./read-sessions.ts";

/**
 * The merchant takes a session back, with its open payment, at the provider too where that is possible. Money that
 * arrives all the same is still counted (lifecycle rule 8).
 *
 * Errors: `not_found`, `session_closed` (paid or expired), `payment_in_progress` (a payment is being settled).
 */
export async function cancelSession(
  context: ServiceContext,
  input: { readonly sessionId: string },
): Promise<Result<Session>> {
  const { sessionId } = input;
  const session = await findSession(context.database.kysely, sessionId);
  if (session === undefined) return fail("not_found", "There is no such session.");
  if (session.status === "canceled") return await readSession(context, { sessionId });
  if (isClosed(session.status)) return fail("session_closed", `The session is ${session.status}.`);
  if (session.open_payment_id !== null) {
    const payment = await findPayment(context.database.kysely, session.open_payment_id);
    if (payment !== undefined && (payment.status === "pending" || payment.status === "unknown")) {
      await giveUpPayment(context, { payment, detail: "the merchant canceled the session" });
    }
  }
  const outcome = await transactAndDeliver(context, async (trx) => {
    const held = await lockSession(trx, sessionId);
    if (held === undefined) return fail("not_found", "There is no such session.");
    if (held.status === "canceled") return succeed(null);
    if (isClosed(held.status)) return fail("session_closed", `The session is ${held.status}.`);
    if (held.open_payment_id !== null) {
      return fail("payment_in_progress", "A payment of the session is being settled.");
    }
    const now = context.clock.now();
    await updateSession(trx, sessionId, { status: "canceled", updated_at: now });
    await emitSessionEvent(context, { trx, before: held, session: { ...held, status: "canceled" }, now });
    context.channel.publish(trx, sessionId);
    return succeed(null);
  });
  if (!outcome.ok) return outcome;
  context.logger.info({ sessionId }, "session canceled by the merchant");
  return await readSession(context, { sessionId });
}
