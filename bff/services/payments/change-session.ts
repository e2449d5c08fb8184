/**
 * Every change of a session and of its payments: load what is held, decide, write the decision as one transaction, then
 * tell whoever is concerned.
 *
 * Source: docs/architecture.md#load-decide-commit
 */
import type { SessionDecision } from "../../core/decision.ts";
import { isEmptyDecision } from "../../core/decision.ts";
import type { DecisionTools } from "../../core/payment/decide-facts.ts";
import { decisionOf, type HeldSession, type SessionDraft } from "../../core/session/draft.ts";
import type { Executor } from "../../storage/engine/database.ts";
import { type JobLease, scheduleJob } from "../../storage/jobs/jobs.ts";
import { knownCallbacks as findKnownCallbacks, recordCallback } from "../../storage/repositories/callbacks.ts";
import { announcedEnds } from "../../storage/repositories/events.ts";
import {
  appendPaymentTimeline,
  changePayment,
  insertPayment,
  lastTimelineEntry,
  paymentsOfSession,
} from "../../storage/repositories/payments.ts";
import { lockSession, updateSession } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { emitEvent } from "../events/record-event.ts";
import { methodsOffered } from "../routing/session-methods.ts";
import { sealNextAction } from "../rows/next-action.ts";
import { leaseMs } from "../runs/lease-duration.ts";
import { paymentView } from "../views/payment.ts";
import { sessionView } from "../views/session.ts";

export interface Decided<Answer> {
  /** Null: nothing is to be written. */
  readonly draft: SessionDraft | null;
  readonly answer: Answer;
}

export interface SessionChange<Answer> {
  readonly sessionId: string;
  /** Of the callbacks that are to be applied. */
  readonly digests?: readonly string[];
  /** Pure. It may be called again when somebody else was faster. */
  readonly decide: (held: HeldSession, tools: DecisionTools) => Decided<Answer>;
  /** Written in the same transaction. */
  readonly alsoWrite?: (trx: Executor, answer: Answer) => Promise<void>;
}

export interface Changed<Answer> {
  readonly answer: Answer;
  readonly decision: SessionDecision | null;
  /** The leases of the jobs that were born leased, by subject. */
  readonly leases: ReadonlyMap<string, JobLease>;
}

/** @returns undefined when there is no such session. */
export async function changeSession<Answer>(
  context: ServiceContext,
  change: SessionChange<Answer>,
): Promise<Changed<Answer> | undefined> {
  const changed = await context.database.transaction(async (trx) => {
    const held = await load(trx, change);
    if (held === undefined) return undefined;
    const { draft, answer } = change.decide(held, toolsOf(context));
    const decision = draft === null ? null : decisionOf(draft);
    const leases =
      decision === null || isEmptyDecision(decision) ? new Map() : await write(context, trx, decision);
    await change.alsoWrite?.(trx, answer);
    return { answer, decision, leases };
  });
  if (changed?.decision != null) report(context, changed.decision);
  return changed;
}

function toolsOf(context: ServiceContext): DecisionTools {
  return {
    now: context.clock.now(),
    randomByte: context.random.bytes(1)[0] ?? 128,
    sealAction: (paymentId, action) => sealNextAction(context, paymentId, action),
  };
}

async function load(
  trx: Executor,
  change: Pick<SessionChange<unknown>, "sessionId" | "digests">,
): Promise<HeldSession | undefined> {
  const session = await lockSession(trx, change.sessionId);
  if (session === undefined) return undefined;
  const payments = await paymentsOfSession(trx, session.id);
  const announced = await announcedEnds(trx, session.id);
  const lastDetails = new Map<string, string | null>();
  for (const payment of payments) {
    lastDetails.set(payment.id, (await lastTimelineEntry(trx, payment.id))?.detail ?? null);
  }
  const knownCallbacks = await findKnownCallbacks(trx, {
    subjectIds: payments.map((payment) => payment.id),
    digests: change.digests ?? [],
  });
  return {
    session: { ...session, announced: announced.join(" "), version: 0 },
    payments,
    lastDetails,
    knownCallbacks,
  };
}

async function write(
  context: ServiceContext,
  trx: Executor,
  decision: SessionDecision,
): Promise<ReadonlyMap<string, JobLease>> {
  const now = context.clock.now();
  for (const { subjectId, digest, receivedAt } of decision.callbacks) {
    await recordCallback(trx, { subjectId, digest, now: receivedAt });
  }
  for (const { id, from, changes } of decision.changedPayments) {
    if (!(await changePayment(trx, { id, from, changes })))
      throw new Error("a payment changed under its session's lock");
  }
  for (const payment of decision.insertedPayments) await insertPayment(trx, payment);
  for (const { subjectId, at, from, to, cause, detail } of decision.timeline) {
    const line = { at, from_status: from, to_status: to, cause, detail };
    await appendPaymentTimeline(trx, { payment_id: subjectId, ...line });
  }
  if (decision.after !== decision.before) {
    const { status, open_payment_id, paid_payment_id, payment_count, updated_at } = decision.after;
    const changes = { status, open_payment_id, paid_payment_id, payment_count, updated_at };
    await updateSession(trx, decision.after.id, changes);
  }
  const leases = new Map<string, JobLease>();
  for (const { kind, subjectId, runAt, keepEarlier, step, bornLeased } of decision.jobs) {
    const lease = await scheduleJob(trx, {
      kind: kind === "expire_payment" || kind === "expire_session" ? "expire" : kind,
      subjectId,
      runAt,
      now,
      onlyForward: keepEarlier,
      resetAttempts: step === 0 || step === 1,
      ...(bornLeased ? { lockedBy: context.instanceId, leaseMs } : {}),
    });
    if (lease !== null) leases.set(subjectId, lease);
    if (runAt <= now && !bornLeased) context.database.afterCommit(trx, () => context.wakeJobs("asking"));
  }
  for (const { type, session, payments, payment } of decision.events) {
    const data = {
      session: sessionView(context, { session, payments, methods: methodsOffered(context, session) }),
      ...(payment === null ? {} : { payment: paymentView(context, payment) }),
    };
    const ids = { sessionId: session.id, paymentId: payment?.id ?? null, payoutId: null };
    await emitEvent(context, { trx, type, data, ...ids, now });
  }
  if (decision.isVisible) context.channel.publish(trx, decision.after.id);
  return leases;
}

/** For the metrics and the log, once it is committed. */
function report(context: ServiceContext, { before, after, transitions }: SessionDecision): void {
  for (const { subjectId: paymentId, accountId, from, to, cause } of transitions) {
    context.metrics.count("payment_transitions", { account: accountId, from, to });
    context.logger.info({ paymentId, from, to, cause }, "payment changed");
  }
  if (after.status !== before.status) {
    context.logger.info({ sessionId: after.id, from: before.status, to: after.status }, "session changed");
  }
}
