/**
 * A decision on a session while it is being made: what is held, and the changes so far. The steps of a decision read
 * the draft and return the next one; nothing is changed in place.
 */
import type {
  CallbackReceipt,
  ChangedPayment,
  ChangedRefund,
  DecidedSessionEvent,
  JobLease,
  KnownCallback,
  RefundEventType,
  ScheduledJob,
  SessionDecision,
  Transition,
} from "../decision.ts";
import type { PaymentStatus } from "../payment/status.ts";
import {
  type PaymentChanges,
  type PaymentRecord,
  type SessionRecord,
  type TimelineLine,
  withChanges,
} from "../records.ts";
import { withRefundOf } from "../refund/on-payment.ts";
import { addJob } from "../scheduled-jobs.ts";

/** What a decision on a session needs to know. */
export interface HeldSession {
  readonly session: SessionRecord;
  /** Oldest first. */
  readonly payments: readonly PaymentRecord[];
  /** The detail of each payment's newest line in the timeline, by payment id. */
  readonly lastDetails: ReadonlyMap<string, string | null>;
  /** Those of the callbacks to apply that were applied before. */
  readonly knownCallbacks: readonly KnownCallback[];
  /** True when another session of the same reference has been paid. Absent: none has. */
  readonly isReferencePaid?: boolean;
}

export interface SessionDraft extends Omit<SessionDecision, "after"> {
  readonly session: SessionRecord;
  readonly payments: readonly PaymentRecord[];
  readonly lastDetails: ReadonlyMap<string, string | null>;
  readonly knownCallbacks: readonly KnownCallback[];
  readonly isReferencePaid?: boolean;
}

export function draftOf(held: HeldSession, completes: JobLease | null = null): SessionDraft {
  return {
    ...held,
    before: held.session,
    insertedPayments: [],
    changedPayments: [],
    changedRefunds: [],
    timeline: [],
    callbacks: [],
    jobs: [],
    events: [],
    transitions: [],
    completes,
    isVisible: false,
  };
}

/** @returns undefined when the session has no such payment. */
export function paymentIn(draft: SessionDraft, paymentId: string): PaymentRecord | undefined {
  return draft.payments.find((payment) => payment.id === paymentId);
}

export function withPaymentChanges(draft: SessionDraft, id: string, changes: PaymentChanges): SessionDraft {
  const payments = draft.payments.map((payment) =>
    payment.id === id ? withChanges(payment, changes) : payment,
  );
  const inserted = draft.insertedPayments.find((payment) => payment.id === id);
  if (inserted !== undefined) {
    const insertedPayments = draft.insertedPayments.map((payment) =>
      payment === inserted ? withChanges(payment, changes) : payment,
    );
    return { ...draft, payments, insertedPayments };
  }
  const known = draft.changedPayments.find((changed) => changed.id === id);
  const from = known?.from ?? paymentIn(draft, id)?.status;
  if (from === undefined) throw new TypeError("a decision changes a payment that its session does not have");
  const merged: ChangedPayment = { id, from, changes: { ...known?.changes, ...changes } };
  const changedPayments = [...draft.changedPayments.filter((changed) => changed !== known), merged];
  return { ...draft, payments, changedPayments };
}

/** The watch ends at another time, and nothing else changes. Epoch ms. */
export function withWatchUntil(
  draft: SessionDraft,
  change: { readonly paymentId: string; readonly watchUntil: number; readonly now: number },
): SessionDraft {
  const { paymentId, watchUntil, now } = change;
  return withPaymentChanges(draft, paymentId, { watch_until: watchUntil, updated_at: now });
}

export function withPayment(draft: SessionDraft, payment: PaymentRecord): SessionDraft {
  return {
    ...draft,
    payments: [...draft.payments, payment],
    insertedPayments: [...draft.insertedPayments, payment],
    isVisible: true,
  };
}

export function withSession(draft: SessionDraft, changes: Partial<SessionRecord>): SessionDraft {
  return { ...draft, session: withChanges(draft.session, changes) };
}

export function withLine(draft: SessionDraft, line: TimelineLine<PaymentStatus>): SessionDraft {
  const lastDetails = new Map(draft.lastDetails).set(line.subjectId, line.detail);
  return { ...draft, lastDetails, timeline: [...draft.timeline, line] };
}

export function withJob(draft: SessionDraft, job: ScheduledJob): SessionDraft {
  return { ...draft, jobs: addJob(draft.jobs, job) };
}

export function withReceipt(draft: SessionDraft, receipt: CallbackReceipt): SessionDraft {
  const knownCallbacks = [...draft.knownCallbacks, receipt];
  return { ...draft, knownCallbacks, callbacks: [...draft.callbacks, receipt] };
}

export function withEvent(
  draft: SessionDraft,
  type: DecidedSessionEvent["type"],
  payment: PaymentRecord | null,
): SessionDraft {
  const { session, payments } = draft;
  return { ...draft, events: [...draft.events, { type, session, payments, payment }] };
}

/** The refund as it now stands, in its own row and in its payment's. Only change-refund.ts uses it. */
export function withRefund(
  draft: SessionDraft,
  { type, ...changed }: ChangedRefund & { readonly type: RefundEventType | null },
): SessionDraft {
  const { refund } = changed;
  const payments = draft.payments.map((payment) =>
    payment.id === refund.payment_id
      ? withChanges(payment, { refunds: withRefundOf(payment, refund) })
      : payment,
  );
  const payment = payments.find(({ id }) => id === refund.payment_id);
  if (payment === undefined) throw new TypeError("a refund is of a payment that its session does not have");
  const changedRefunds = [...draft.changedRefunds, changed];
  const { session, events } = draft;
  const news = type === null ? [] : [{ type, session, payments, payment, refund }];
  return { ...draft, payments, changedRefunds, events: [...events, ...news] };
}

export function withTransition(draft: SessionDraft, transition: Transition<PaymentStatus>): SessionDraft {
  return { ...draft, transitions: [...draft.transitions, transition] };
}

export function decisionOf(draft: SessionDraft): SessionDecision {
  const { session, payments, lastDetails, knownCallbacks, isReferencePaid: _isPaid, ...decision } = draft;
  return { ...decision, after: session };
}
