/** Outgoing events, written in the transaction that changed the state, with a delivery for each endpoint. */
import type { EventBody, EventType } from "../contract.ts";
import { toIsoTime } from "../core/clock.ts";
import { newId } from "../core/ids.ts";
import type { Executor } from "../storage/database.ts";
import { insertEvent, wasToldOfSession } from "../storage/events.ts";
import { type PaymentRow, paymentsOfSession } from "../storage/payments.ts";
import type { SessionRow } from "../storage/sessions.ts";
import type { ServiceContext } from "./context.ts";
import { methodsOffered } from "./session-offers.ts";
import { paymentView, sessionView } from "./views.ts";

interface EmitInput {
  readonly trx: Executor;
  readonly type: EventType;
  readonly data: EventBody["data"];
  readonly sessionId: string | null;
  readonly paymentId: string | null;
  readonly payoutId: string | null;
  readonly now: number;
}

/** Writes one event, with a delivery for each endpoint. */
export async function emitEvent(context: ServiceContext, input: EmitInput): Promise<void> {
  const id = newId("evt", context.random);
  const body: EventBody = { type: input.type, timestamp: toIsoTime(input.now), data: input.data };
  const endpointIds = context.endpoints.map((endpoint) => endpoint.id);
  const { sessionId, paymentId, payoutId, now } = input;
  const ids = { sessionId, paymentId, payoutId };
  const disabled = await insertEvent(input.trx, context.seal, { id, body, ...ids, endpointIds, now });
  if (disabled.length < endpointIds.length)
    context.database.afterCommit(input.trx, () => context.wakeJobs("telling"));
  for (const endpointId of disabled) {
    context.database.afterCommit(input.trx, () => {
      context.metrics.count("webhook_deliveries", { outcome: "disabled" });
      context.logger.error({ eventId: id, endpointId }, "event not sent: its endpoint is disabled");
    });
  }
}

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
