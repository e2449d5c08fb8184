import type { EventType } from "../../contract.ts";
import type { Executor } from "../../storage/engine/database.ts";
import { wasToldOfSession } from "../../storage/repositories/events.ts";
import { type PaymentRow, paymentsOfSession } from "../../storage/repositories/payments.ts";
import type { SessionRow } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { emitEvent } from "../events/record-event.ts";
import { methodsOffered } from "../routing/session-methods.ts";
import { paymentView } from "../views/payment.ts";
import { sessionView } from "../views/session.ts";

/** The payment's own event, if there is one, then the session's where its state has changed to an end. */
export async function emitPaymentEvents(
  context: ServiceContext,
  input: {
    readonly trx: Executor;
    readonly type: EventType | null;
    readonly payment: PaymentRow;
    readonly before: SessionRow;
    readonly session: SessionRow;
    readonly now: number;
  },
): Promise<void> {
  const { trx, type, payment, session, now } = input;
  if (type !== null) {
    const data = { session: await viewOf(context, trx, session), payment: paymentView(context, payment) };
    const ids = { sessionId: session.id, paymentId: payment.id, payoutId: null };
    await emitEvent(context, { trx, type, data, ...ids, now });
  }
  await emitSessionEvent(context, { trx, before: input.before, session, now });
}

export async function emitSessionEvent(
  context: ServiceContext,
  input: {
    readonly trx: Executor;
    readonly before: SessionRow;
    readonly session: SessionRow;
    readonly now: number;
  },
): Promise<void> {
  const { trx, before, session, now } = input;
  if (before.status === session.status) return;
  const type = sessionEventOf(session);
  if (type === null) return;
  // Late money can open a session again that was told as ended. Coming to the same end once more is no news: whoever
  // puts goods back on the shelf must not do it twice.
  if (await wasToldOfSession(trx, { sessionId: session.id, type })) return;
  const data = { session: await viewOf(context, trx, session) };
  await emitEvent(context, { trx, type, data, sessionId: session.id, paymentId: null, payoutId: null, now });
}

function sessionEventOf(session: SessionRow): EventType | null {
  switch (session.status) {
    case "succeeded":
      return "session.succeeded";
    case "canceled":
      return "session.canceled";
    case "expired":
      return "session.expired";
    case "requires_payment_method":
    case "requires_action":
    case "processing":
      return null;
    default:
      return session.status satisfies never;
  }
}

async function viewOf(context: ServiceContext, trx: Executor, session: SessionRow) {
  const payments = await paymentsOfSession(trx, session.id);
  return sessionView(context, { session, payments, methods: methodsOffered(context, session) });
}
