/**
 * The one function that changes a payment's state (lifecycle rule 2). In one transaction: the conditional update,
 * its timeline row, the session that follows from it, the outgoing events, the next question to the provider. Side
 * effects hang on the update having found the payment in the state it was read in (rule 3). No provider is called
 * here (rule 4).
 */
import type { Cause } from "../../contract.ts";
import { lastingAfter, moveOf, type PaymentStatus } from "../../core/payment-state.ts";
import { isClosed } from "../../core/session-state.ts";
import type { NextAction, OrderReport } from "../../providers/contract.ts";
import type { Executor } from "../../storage/engine/database.ts";
import { recordCallback } from "../../storage/repositories/callbacks.ts";
import {
  appendPaymentTimeline,
  changePayment,
  findPayment,
  insertPayment,
  lastTimelineEntry,
  lockPayment,
  type PaymentChanges,
  type PaymentRow,
} from "../../storage/repositories/payments.ts";
import { lockSession, type SessionRow } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { transactAndDeliver } from "../events/deliver-after-commit.ts";
import { readExceptions } from "../rows/exceptions.ts";
import { sealNextAction } from "../rows/next-action.ts";
import type { RunEnd } from "../runs/with-job-lease.ts";
import { followSession } from "./derive-session.ts";
import { paymentEventOf } from "./payment-event.ts";
import { emitPaymentEvents } from "./record-events.ts";
import { interpretFact, type Meaning } from "./reduce-payment.ts";
import { schedulePaymentJobs } from "./schedule-payment-jobs.ts";

/** What is known to have happened to a payment. */
export type PaymentFact =
  | {
      readonly kind: "accepted";
      readonly providerOrderId: string | null;
      readonly nextAction: NextAction;
      readonly expiresAt: number | null;
    }
  | { readonly kind: "refused"; readonly code: string; readonly retryable: boolean }
  | { readonly kind: "no_answer"; readonly reason: string }
  | {
      readonly kind: "report";
      readonly report: OrderReport;
      readonly certainty: "confirmed" | "must_confirm";
      /** SHA-256 hex of a callback's bytes; null for a query's answer. */
      readonly digest: string | null;
    }
  /** A query found no such order. */
  | { readonly kind: "not_found" }
  | { readonly kind: "given_up"; readonly detail: string }
  | { readonly kind: "time_over"; readonly detail: string }
  | {
      readonly kind: "operator";
      readonly outcome: "succeeded" | "failed";
      readonly note: string;
    };

/** A payment that takes the place of one that was refused, written in the same transaction (another account). */
export interface Successor {
  readonly row: PaymentRow;
  /** Writes what belongs to it (its timeline, its job). */
  readonly insertWith: (executor: Executor, row: PaymentRow) => Promise<void>;
}

export interface ApplyInput {
  readonly paymentId: string;
  readonly fact: PaymentFact;
  readonly cause: Cause;
  readonly successor?: Successor | undefined;
  /** What the provider said in the same answer, to be applied after the fact. */
  readonly alsoSaid?: PaymentFact | undefined;
  /** Written in the same transaction, if the fact changes the payment. */
  readonly withChange?: (trx: Executor) => Promise<void>;
  /** The run that this is the end of. */
  readonly end?: RunEnd;
}

export interface Applied {
  readonly payment: PaymentRow;
  readonly session: SessionRow;
  /** False for an exact repeat and for a fact that the table ignores. */
  readonly changed: boolean;
  readonly from: PaymentStatus;
  readonly succeededBy: PaymentRow | null;
}

/** @returns undefined when there is no such payment. */
export async function applyFact(context: ServiceContext, input: ApplyInput): Promise<Applied | undefined> {
  const known = await findPayment(context.database.kysely, input.paymentId);
  if (known === undefined) return undefined;
  const steps = await transactAndDeliver(context, async (trx) => {
    const session = await lockSession(trx, known.session_id);
    const payment = session === undefined ? undefined : await lockPayment(trx, input.paymentId);
    if (session === undefined || payment === undefined) return [];
    const first = await applyHeld(context, { ...input, trx, session, payment });
    if (first.changed) await input.withChange?.(trx);
    const steps = [first];
    if (input.alsoSaid !== undefined) {
      const held = { trx, session: first.session, payment: first.payment };
      steps.push(await applyHeld(context, { ...input, ...held, fact: input.alsoSaid }));
    }
    await input.end?.write(trx);
    return steps;
  });
  input.end?.written();
  for (const step of steps) tellOf(context, step, input.cause);
  return steps.at(-1);
}

function tellOf(context: ServiceContext, applied: Applied, cause: Cause): void {
  const { payment, from } = applied;
  if (applied.changed) {
    context.metrics.count("payment_transitions", { account: payment.account_id, from, to: payment.status });
    context.logger.info({ paymentId: payment.id, from, to: payment.status, cause }, "payment changed");
  }
}

interface HeldInput extends ApplyInput {
  readonly trx: Executor;
  readonly session: SessionRow;
  readonly payment: PaymentRow;
}

async function applyHeld(context: ServiceContext, input: HeldInput): Promise<Applied> {
  const { trx, session, payment, fact } = input;
  const now = context.clock.now();
  const unchanged = {
    payment,
    session,
    changed: false,
    from: payment.status,
    succeededBy: null,
  };
  if (fact.kind === "report" && fact.digest !== null) {
    const first = await recordCallback(trx, { subjectId: payment.id, digest: fact.digest, now });
    if (!first) return unchanged;
  }
  const sealAction = (action: NextAction) => sealNextAction(context, payment.id, action);
  const meaning = interpretFact(payment, fact, now, sealAction);
  const move = moveOf(payment.status, meaning.fact);
  if (move === null) return await recordOnly(context, { ...input, meaning, now });

  const duplicate =
    move.to === "succeeded" &&
    payment.status !== "succeeded" &&
    session.paid_payment_id !== null &&
    session.paid_payment_id !== payment.id;
  const before = readExceptions(payment);
  const exceptions = lastingAfter(before, move, meaning.fact);
  if (duplicate && !exceptions.includes("duplicate_paid")) exceptions.push("duplicate_paid");
  const news: PaymentChanges = {
    ...meaning.changes,
    status: move.to,
    exceptions: JSON.stringify(exceptions),
  };
  if (!changesAnything(payment, news)) return unchanged;
  const changes: PaymentChanges = { ...news, updated_at: now };
  if (!(await changePayment(trx, { id: payment.id, from: payment.status, changes }))) return unchanged;
  const after: PaymentRow = { ...payment, ...changes };
  const newExceptions = exceptions.filter((name) => !before.includes(name));
  const transition = after.status !== payment.status;
  if (transition || newExceptions.length > 0 || movedMoney(payment, after)) {
    await appendPaymentTimeline(trx, {
      payment_id: payment.id,
      at: now,
      from_status: payment.status,
      to_status: after.status,
      cause: input.cause,
      detail: meaning.detail,
    });
  }
  // A session that has been paid meanwhile wants no other account's order.
  const mayGoOn = transition && after.status === "failed" && !isClosed(session.status);
  const successor = mayGoOn ? input.successor : undefined;
  const succeededBy = successor === undefined ? null : successorRow(successor, after);
  if (successor !== undefined && succeededBy !== null) {
    await insertPayment(trx, succeededBy);
    await successor.insertWith(trx, succeededBy);
  }
  const sessionAfter = await followSession(context, {
    trx,
    session,
    before: payment,
    after,
    succeededBy,
    now,
  });
  await schedulePaymentJobs(context, { trx, payment: after, wasStatus: payment.status, now, mustAsk: false });
  const type = paymentEventOf({ fact: meaning.fact, before: payment, after, newExceptions, duplicate });
  await emitPaymentEvents(context, {
    trx,
    type,
    payment: after,
    before: session,
    session: sessionAfter,
    now,
  });
  context.channel.publish(trx, session.id);
  const changed = transition || newExceptions.length > 0;
  return {
    payment: after,
    session: sessionAfter,
    changed,
    from: payment.status,
    succeededBy,
  };
}

/** The table ignores the fact in this state: it is on record, what must be asked about is asked, nothing else happens. */
async function recordOnly(
  context: ServiceContext,
  input: HeldInput & { readonly meaning: Meaning; readonly now: number },
): Promise<Applied> {
  const { trx, session, payment, meaning, now } = input;
  const news = recordable(meaning);
  const isChange = changesAnything(payment, news);
  const changes: PaymentChanges = isChange ? { ...news, updated_at: now } : {};
  if (isChange) await changePayment(trx, { id: payment.id, from: payment.status, changes });
  const after: PaymentRow = { ...payment, ...changes };
  const detail = meaning.detail ?? `${meaning.fact}: recorded, nothing changed`;
  const last = await lastTimelineEntry(trx, payment.id);
  const isNews = input.cause !== "query" || meaning.fact !== "reported_pending";
  if (isNews && last?.detail !== detail) {
    await appendPaymentTimeline(trx, {
      payment_id: payment.id,
      at: now,
      from_status: payment.status,
      to_status: payment.status,
      cause: input.cause,
      detail,
    });
  }
  // Asking again at once makes sense when a callback came; a query that left it open is repeated in its time.
  const mustAsk = meaning.fact === "unconfirmed" && input.cause === "callback";
  const isOpened = after.confirm_pending === 1 && payment.confirm_pending === 0;
  if (mustAsk || meaning.settled || isOpened) {
    await schedulePaymentJobs(context, { trx, payment: after, wasStatus: payment.status, now, mustAsk });
  }
  return { payment: after, session, changed: false, from: payment.status, succeededBy: null };
}

/** Of an ignored fact only our own bookkeeping is written: never money, a reason of failure or what the customer is shown. */
function recordable({ fact, changes }: Meaning): PaymentChanges {
  const {
    received_minor,
    failure_code,
    failure_retryable,
    next_action_sealed,
    expires_at,
    watch_until,
    ...rest
  } = changes;
  return fact === "unconfirmed" && watch_until !== undefined ? { ...rest, watch_until } : rest;
}

/** "Still pending", said for the hundredth time, is no reason to write, nor to wake every watcher. */
function changesAnything(payment: PaymentRow, changes: PaymentChanges): boolean {
  return Object.entries(changes).some(([column, value]) => Reflect.get(payment, column) !== value);
}

function movedMoney(before: PaymentRow, after: PaymentRow): boolean {
  return before.received_minor !== after.received_minor;
}

/** Never in the same millisecond as its predecessor: "the newest payment" must be one. */
function successorRow(successor: Successor, predecessor: PaymentRow): PaymentRow {
  return {
    ...successor.row,
    created_at: Math.max(successor.row.created_at, predecessor.created_at + 1),
  };
}
