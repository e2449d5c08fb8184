import { expiryGraceMs } from "../../core/schedule.ts";
import { sessionStatusOf } from "../../core/session-state.ts";
import { paymentsOfSession } from "../../storage/repositories/payments.ts";
import { lockSession, updateSession } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { transactAndDeliver } from "../events/deliver-after-commit.ts";
import { emitSessionEvent } from "../payments/record-events.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";

const done: JobOutcome = { kind: "done" };

/** A session whose time is over and that nothing holds open expires; one with an open payment ends with that payment. */
export async function expireSession(
  context: ServiceContext,
  input: { readonly sessionId: string },
): Promise<JobOutcome> {
  return await transactAndDeliver(context, async (trx) => {
    const session = await lockSession(trx, input.sessionId);
    if (session === undefined) return done;
    const now = context.clock.now();
    if (session.expires_at > now) return { kind: "again", at: session.expires_at + expiryGraceMs, step: 0 };
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
