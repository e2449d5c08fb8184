/**
 * The one place that changes a payout's state: applies what happened to it, one fact after the other. The same shape as
 * payment/decide-facts.ts; a payout has no session.
 *
 * Source: docs/lifecycle.md#payout-states
 */
import {
  isKnownCallback,
  type JobLease,
  type KnownCallback,
  type PayoutDecision,
  type PayoutEventType,
} from "../decision.ts";
import { isOvertaken } from "../payment/facts.ts";
import { type Cause, changesAnything, type PayoutChanges, type PayoutRecord } from "../records.ts";
import { addJob, scheduledJob } from "../scheduled-jobs.ts";
import { nextPayoutQueryAt } from "./next-query.ts";
import { type PayoutFact, type ReducedPayout, reducePayout } from "./reduce-payout.ts";
import { payoutMoveOf } from "./transitions.ts";

/** What a decision on a payout needs to know. */
export interface HeldPayout {
  readonly payout: PayoutRecord;
  /** The detail of the newest line in its timeline. */
  readonly lastDetail: string | null;
  /** Those of the callbacks that are to be applied now that were applied before. */
  readonly knownCallbacks: readonly KnownCallback[];
}

/** A decision while it is being made: `after` is the payout as it stands after the facts so far. */
export interface PayoutDraft extends PayoutDecision {
  readonly lastDetail: string | null;
  readonly knownCallbacks: readonly KnownCallback[];
}

export interface PayoutTools {
  /** Epoch ms. */
  readonly now: number;
  /** For the jitter of waits: a random byte. */
  readonly randomByte: number;
}

export function payoutDraftOf(held: HeldPayout, completes: JobLease | null = null): PayoutDraft {
  const { payout, lastDetail, knownCallbacks } = held;
  return {
    before: payout,
    after: payout,
    changes: null,
    timeline: [],
    callbacks: [],
    jobs: [],
    events: [],
    transitions: [],
    completes,
    lastDetail,
    knownCallbacks,
  };
}

export function payoutDecisionOf({ lastDetail, knownCallbacks, ...decision }: PayoutDraft): PayoutDecision {
  return decision;
}

export function applyPayoutFacts(
  start: PayoutDraft,
  input: {
    readonly facts: readonly PayoutFact[];
    readonly cause: Cause;
    /** The payout as it stood when the query began that the facts are the answer to. */
    readonly queried?: PayoutRecord | undefined;
  },
  tools: PayoutTools,
): PayoutDraft {
  return input.facts.reduce(
    (draft, fact) =>
      isOvertaken(fact, { queried: input.queried, held: draft.after })
        ? draft
        : applyPayoutFact(draft, { fact, cause: input.cause }, tools),
    start,
  );
}

interface FactInput {
  readonly fact: PayoutFact;
  readonly cause: Cause;
}

function applyPayoutFact(draft: PayoutDraft, { fact, cause }: FactInput, tools: PayoutTools): PayoutDraft {
  const payout = draft.after;
  const { now } = tools;
  let next = draft;
  if (fact.kind === "report" && fact.digest !== null) {
    const receipt = { subjectId: payout.id, digest: fact.digest, receivedAt: now };
    if (isKnownCallback(draft.knownCallbacks, receipt)) return draft;
    const knownCallbacks = [...draft.knownCallbacks, receipt];
    next = { ...next, knownCallbacks, callbacks: [...next.callbacks, receipt] };
  }
  const reduced = reducePayout(payout, fact, now);
  const move = payoutMoveOf(payout.status, reduced.fact);
  const to = move ?? payout.status;
  const news: PayoutChanges = { ...(move === null ? bookkeepingOf(reduced) : reduced.changes), status: to };
  const moved = to !== payout.status;
  if (changesAnything(payout, news)) {
    const changes = { ...news, updated_at: now };
    next = { ...next, after: { ...payout, ...changes }, changes: { ...next.changes, ...changes } };
  }
  const detail = reduced.detail ?? (moved ? null : `${reduced.fact}: recorded, nothing changed`);
  if (moved || (reduced.fact !== "reported_pending" && draft.lastDetail !== detail)) {
    const line = { subjectId: payout.id, at: now, from: payout.status, to, cause, detail };
    next = { ...next, lastDetail: detail, timeline: [...next.timeline, line] };
  }
  const mustQueryNow = reduced.fact === "unconfirmed" && payout.status !== "succeeded";
  if (moved || mustQueryNow) next = withNextQuery(next, mustQueryNow, tools);
  return moved ? withTransition(next, payout, cause) : next;
}

function bookkeepingOf({ changes }: ReducedPayout): PayoutChanges {
  const { failure_code, failure_retryable, ...rest } = changes;
  return rest;
}

function withNextQuery(
  draft: PayoutDraft,
  mustQueryNow: boolean,
  { now, randomByte }: PayoutTools,
): PayoutDraft {
  const payout = draft.after;
  const runAt = mustQueryNow ? now : nextPayoutQueryAt({ payout, step: 0, now, randomByte });
  if (runAt === null) return draft;
  const job = { kind: "sync_payout", subjectId: payout.id, runAt, step: mustQueryNow ? 0 : 1 } as const;
  return { ...draft, jobs: addJob(draft.jobs, scheduledJob(job)) };
}

function withTransition(draft: PayoutDraft, before: PayoutRecord, cause: Cause): PayoutDraft {
  const payout = draft.after;
  const { id: subjectId, account_id: accountId, status: from } = before;
  const transitions = [...draft.transitions, { subjectId, accountId, from, to: payout.status, cause }];
  const type = eventOf(payout);
  return {
    ...draft,
    transitions,
    events: type === null ? draft.events : [...draft.events, { type, payout }],
  };
}

function eventOf({ status }: PayoutRecord): PayoutEventType | null {
  if (status === "succeeded") return "payout.succeeded";
  return status === "failed" ? "payout.failed" : null;
}
