/**
 * A session as a decision finds it, and what the storage makes of the decision: enough to play a session's life without
 * a database. Everything that is held is frozen, so a decision that changes it in place throws.
 *
 *     let held = heldWith({ status: "pending" });
 *     const { decision, after } = apply(held, [query(paid)]);
 */
import type { JobLease, ScheduledJob, SessionDecision } from "../../../bff/core/decision.ts";
import {
  type DecidedFacts,
  type DecisionTools,
  decideFacts,
} from "../../../bff/core/payment/decide-facts.ts";
import type { PaymentFact } from "../../../bff/core/payment/facts.ts";
import { isOpen, readExceptions } from "../../../bff/core/payment/status.ts";
import type { PayoutTools } from "../../../bff/core/payout/decide-facts.ts";
import type { Cause, PaymentRecord, SessionRecord } from "../../../bff/core/records.ts";
import { decisionOf, draftOf, type HeldSession, type SessionDraft } from "../../../bff/core/session/draft.ts";
import { sessionStatusOf } from "../../../bff/core/session/status.ts";
import { deepFreeze } from "./freeze.ts";
import { paymentRecord, sessionRecord, start } from "./records.ts";

/** The middle of the jitter. Waits differ from the schedule by less than a thousandth. */
export const noJitter = 128;

export function payoutToolsAt(now: number): PayoutTools {
  return {
    now,
    randomByte: noJitter,
    keepDetails: ({ id }, details) => ({
      details_sealed: `${id} ${JSON.stringify(details)}`,
      utr_digest: details.utr,
    }),
  };
}

export function toolsAt(now: number): DecisionTools {
  return {
    ...payoutToolsAt(now),
    keepAction: (id, action) => ({
      next_action_sealed: `${id} ${JSON.stringify(action)}`,
      code_digest: action.type === "display_code" ? action.code : null,
    }),
  };
}

/** A session with these payments, oldest first; its status and its open and paid payment follow from them. */
export function heldWith(
  payments: Partial<PaymentRecord> | readonly Partial<PaymentRecord>[] = [],
  session: Partial<SessionRecord> = {},
): HeldSession {
  const list = "length" in payments ? payments : [payments];
  const records = list.map((changes, index) =>
    paymentRecord({ id: `pay_${index + 1}`, created_at: start + index, ...changes }),
  );
  const known = sessionRecord();
  return deepFreeze({
    session: {
      ...known,
      status: sessionStatusOf(
        { status: known.status, expiresAt: known.expires_at, payments: records },
        start,
      ),
      open_payment_id: records.findLast((payment) => isOpen(payment.status))?.id ?? null,
      paid_payment_id: records.find((payment) => payment.status === "succeeded")?.id ?? null,
      payment_count: records.length,
      ...session,
    },
    payments: records,
    lastDetails: new Map(),
    knownCallbacks: [],
  });
}

/** What the next load finds after the decision was written. Throws where the storage would refuse the decision. */
export function commit(held: HeldSession, decision: SessionDecision): HeldSession {
  if (decision.before !== held.session) throw new Error("the decision is about another session than is held");
  for (const { id, from } of decision.changedPayments) {
    if (held.payments.find((payment) => payment.id === id)?.status !== from)
      throw new Error(`the change of ${id} is conditional on a status that it does not have`);
  }
  const changes = new Map(decision.changedPayments.map((change) => [change.id, change.changes]));
  const lastDetails = new Map(held.lastDetails);
  for (const { subjectId, detail } of decision.timeline) lastDetails.set(subjectId, detail);
  return deepFreeze({
    session: { ...decision.after, version: held.session.version + 1 },
    payments: [
      ...held.payments.map((payment) => ({ ...payment, ...changes.get(payment.id) })),
      ...decision.insertedPayments,
    ],
    lastDetails,
    knownCallbacks: [...held.knownCallbacks, ...decision.callbacks],
  });
}

export interface Applied extends Omit<DecidedFacts, "draft"> {
  readonly decision: SessionDecision;
  readonly after: HeldSession;
}

export interface ApplyOptions {
  /** Epoch ms; a minute after the start without it. */
  readonly at?: number;
  readonly cause?: Cause;
  /** The newest payment without it. */
  readonly paymentId?: string;
  readonly successor?: PaymentRecord;
  readonly completes?: JobLease;
  /** The payment as it stood when the query began. */
  readonly queried?: PaymentRecord;
}

/** The usual cause of a fact of that kind. */
function causeOf(fact: PaymentFact | undefined): Cause {
  switch (fact?.kind) {
    case "report":
      return fact.digest === null ? "query" : "callback";
    case "not_found":
      return "query";
    case "abandoned":
      return "cancel";
    case "time_over":
      return "expiry";
    case "operator":
      return "operator";
    default:
      return "create";
  }
}

export function apply(held: HeldSession, facts: readonly PaymentFact[], options: ApplyOptions = {}): Applied {
  const { at = start + 60_000, cause = causeOf(facts.at(-1)), successor, completes, queried } = options;
  const paymentId = options.paymentId ?? held.payments.at(-1)?.id ?? "pay_1";
  const input = deepFreeze({ paymentId, facts, cause, successor, queried });
  const { draft, ...applied } = decideFacts(draftOf(held, completes), input, toolsAt(at));
  return { ...applied, ...finish(held, draft) };
}

/** The decision of a draft, and what the next load finds. */
export function finish(held: HeldSession, draft: SessionDraft) {
  const decision = deepFreeze(decisionOf(draft));
  return { decision, after: commit(held, decision) };
}

/** Applies facts with a commit after each; the last of them is returned. */
export function applyInTurn(
  held: HeldSession,
  facts: readonly PaymentFact[],
  options: ApplyOptions = {},
): Applied {
  const [first, ...others] = facts;
  if (first === undefined) return apply(held, [], options);
  return others.reduce(
    (applied, fact) => apply(applied.after, [fact], options),
    apply(held, [first], options),
  );
}

export function paymentOf(held: HeldSession, id = "pay_1"): PaymentRecord {
  const payment = held.payments.find((one) => one.id === id);
  if (payment === undefined) throw new Error(`there is no payment ${id}`);
  return payment;
}

export function exceptionsIn(held: HeldSession, id = "pay_1"): string[] {
  return readExceptions(paymentOf(held, id));
}

export function eventTypes(decision: SessionDecision): string[] {
  return decision.events.map((event) => event.type);
}

export function jobsOf(decision: SessionDecision, kind: ScheduledJob["kind"]): ScheduledJob[] {
  return decision.jobs.filter((job) => job.kind === kind);
}
