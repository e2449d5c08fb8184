/**
 * What a decision on a session writes, and what is counted and logged after it. A change of a session writes it, and so
 * does a change of a payout that carries a refund of one of the session's payments.
 */
import type { DecidedSessionEvent, SessionDecision } from "../../core/decision.ts";
import { lastSequence } from "../../core/event-sequence.ts";
import type { SessionDraft } from "../../core/session/draft.ts";
import { writeSessionDecision } from "../../storage/commit/write-session-decision.ts";
import type { Write } from "../../storage/engine/statements.ts";
import type { ServiceContext } from "../context.ts";
import type { Outbox, OutgoingEvent } from "../events/outbox.ts";
import { methodsOffered } from "../routing/session-methods.ts";
import { paymentView } from "../views/payment.ts";
import { refundView } from "../views/refund.ts";
import { sessionView } from "../views/session.ts";
import { measureSuccess } from "./measure-success.ts";

/** Each event of a session has a greater number than the one before. */
export function withCountedEvents(draft: SessionDraft, now: number): SessionDraft {
  const { before, session, events } = draft;
  if (events.length === 0) return draft;
  return { ...draft, session: { ...session, event_sequence: lastSequence(before, events.length, now) } };
}

/** The writes of the decision's rows. The second one is the gate on the session's version. */
export function sessionRowWrites(decision: SessionDecision, draft: SessionDraft): Write[] {
  return writeSessionDecision(decision, {
    payments: draft.payments,
    isReferencePaid: draft.isReferencePaid === true,
  });
}

/** The events, with their deliveries. @param input.at epoch ms. */
export function sessionEventWrites(
  context: ServiceContext,
  draft: SessionDraft,
  input: {
    readonly outbox: Outbox;
    readonly disabledEndpoints: ReadonlySet<string>;
    readonly at: number;
  },
): Write[] {
  const { outbox, disabledEndpoints, at } = input;
  const last = draft.events.length - 1;
  return draft.events.flatMap((event, index) => {
    const sequence = draft.session.event_sequence - last + index;
    return outbox.record(outgoing(context, event, { sequence, at }), disabledEndpoints);
  });
}

function outgoing(
  context: ServiceContext,
  event: DecidedSessionEvent,
  { sequence, at }: { readonly sequence: number; readonly at: number },
): OutgoingEvent {
  const { type, session, payments, payment, refund } = event;
  const methods = () => methodsOffered(context, session);
  const data = {
    sequence,
    // A success is recorded and its event goes out, even where the merchant's own words cannot be read.
    session: sessionView(context, { session, payments, methods, words: "readable" }),
    ...(payment === null ? {} : { payment: paymentView(context, payment) }),
    ...(refund === undefined ? {} : { refund: refundView(context, refund) }),
  };
  return { type, data, sessionId: session.id, paymentId: payment?.id ?? null, payoutId: null, at };
}

/** Notifies the session's watchers, counts the transitions and logs them. */
export function publishAndLog(
  context: ServiceContext,
  { before, after, transitions, events, changedRefunds, isVisible }: SessionDecision,
): void {
  if (isVisible) context.channel.publish(after.id);
  for (const event of events) measureSuccess(context, event);
  for (const { subjectId: paymentId, accountId, from, to, cause } of transitions) {
    context.metrics.count("payment_transitions", { account: accountId, from, to });
    context.logger.info({ paymentId, from, to, cause }, "payment changed");
  }
  for (const { from, refund, line } of changedRefunds) {
    const { id: refundId, account_id: account, payment_id: paymentId, status: to } = refund;
    context.channel.publish(refundId);
    context.metrics.count("refund_transitions", { account, from: from ?? "none", to });
    context.logger.info({ refundId, paymentId, from, to, cause: line.cause }, "refund changed");
  }
  if (after.status !== before.status) {
    context.logger.info({ sessionId: after.id, from: before.status, to: after.status }, "session changed");
  }
}
