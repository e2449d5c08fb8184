/**
 * The one place that changes a payout's state: applies what happened to it, one fact after the other. The same shape as
 * payment/decide-facts.ts; a payout has no session.
 *
 * Source: docs/payout-lifecycle.md#payout-states
 */
import { isKnownCallback, type JobLease, type KnownCallback, type PayoutDecision } from "../decision.ts";
import { say } from "../details.ts";
import { type Cause, changesAnything, type PayoutChanges, type PayoutRecord } from "../records.ts";
import { type KeepDetails, saidBesides } from "../report.ts";
import { isOvertaken } from "../report-fact.ts";
import { addJob, scheduledJob } from "../scheduled-jobs.ts";
import { readTestimony } from "../testimony.ts";
import { doesEffectStand, isReversalInDoubt } from "./assertions.ts";
import { payoutEventOf } from "./event-of-change.ts";
import type { PayoutFact } from "./facts.ts";
import { isInDoubt, nextPayoutQueryAt } from "./next-query.ts";
import { reducePayout } from "./reduce-payout.ts";
import type { ReducedPayout } from "./reduced.ts";
import { payoutMoveOf } from "./transitions.ts";
import { isClaimedAgain } from "./verdict.ts";

/** What a decision on a payout needs to know. */
export interface HeldPayout {
  readonly payout: PayoutRecord;
  /** The detail of the newest line in its timeline. */
  readonly lastDetail: string | null;
  /** Those of the callbacks to apply that were applied before. */
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
  readonly keepDetails: KeepDetails;
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

export function decidePayoutFacts(
  start: PayoutDraft,
  input: {
    readonly facts: readonly PayoutFact[];
    readonly cause: Cause;
    /** The API key or operator that causes it; absent where it is neither. */
    readonly actor?: string | null;
    /** The payout as it stood when the query began that the facts are the answer to. */
    readonly queried?: PayoutRecord | undefined;
  },
  tools: PayoutTools,
): PayoutDraft {
  const { queried, cause, actor = null } = input;
  return input.facts.reduce(
    (draft, fact) =>
      isOvertaken(fact, { queried, held: draft.after })
        ? draft
        : decidePayoutFact(
            draft,
            { fact: doubtOlderFailure(fact, { queried, held: draft.after }), cause, actor },
            tools,
          ),
    start,
  );
}

/**
 * The answer "failed" to a query that began before the payout succeeded may be older than the success, or may tell of a
 * reversal since then. So it becomes an assertion of a reversal, and the next query decides.
 */
function doubtOlderFailure(
  fact: PayoutFact,
  { queried, held }: { readonly queried: PayoutRecord | undefined; readonly held: PayoutRecord },
): PayoutFact {
  if (fact.kind !== "report" || queried === undefined) return fact;
  const succeededMeanwhile = held.status === "succeeded" && queried.status !== "succeeded";
  const saysFailed = fact.report.status === "failed" || fact.report.status === "canceled";
  // An operator who called it paid knew what the provider said.
  const isOperators = readTestimony(held).settledMinor !== null;
  return succeededMeanwhile && saysFailed && !isOperators ? { ...fact, certainty: "must_confirm" } : fact;
}

interface FactInput {
  readonly fact: PayoutFact;
  readonly cause: Cause;
  readonly actor: string | null;
}

function decidePayoutFact(
  draft: PayoutDraft,
  { fact, cause, actor }: FactInput,
  tools: PayoutTools,
): PayoutDraft {
  const payout = draft.after;
  const asked = withQueryOfClaim(draft, fact, tools.now);
  const received = receive(asked, fact, tools.now);
  if (received === null) return asked;
  const reduced = reducePayout(payout, fact, tools.now);
  const move = payoutMoveOf(payout.status, reduced.fact);
  const to = move ?? payout.status;
  const details = saidBesides(fact);
  const news: PayoutChanges = {
    ...(move === null ? bookkeepingOf(reduced) : reduced.changes),
    ...(details === undefined ? {} : tools.keepDetails(payout, details)),
    status: to,
  };
  let next = received;
  if (changesAnything(payout, news)) {
    const changes = { ...news, updated_at: tools.now };
    next = { ...next, after: { ...payout, ...changes }, changes: { ...next.changes, ...changes } };
  }
  const about = { reduced, cause, actor, noteSealed: noteOf(fact), isIgnored: move === null };
  const change = { before: payout, after: next.after, ...about };
  next = withLine(next, change, tools.now);
  next = withNextQuery(next, change, tools);
  return withOutcome(next, change);
}

/** Rule 21: what an operator settled stays settled. If the provider insists on its claim, a query may bring news. */
function withQueryOfClaim(draft: PayoutDraft, fact: PayoutFact, now: number): PayoutDraft {
  const isClaim = fact.kind === "report" && fact.digest !== null && isClaimedAgain(draft.after, fact.report);
  if (!isClaim) return draft;
  const job = scheduledJob({ kind: "sync_payout", subjectId: draft.after.id, runAt: now, step: 0 });
  return { ...draft, jobs: addJob(draft.jobs, job) };
}

/** @returns null for a repeat: the callback was applied before, and what it did is still true (rule 17). */
function receive(draft: PayoutDraft, fact: PayoutFact, now: number): PayoutDraft | null {
  if (fact.kind !== "report" || fact.digest === null) return draft;
  const receipt = { subjectId: draft.after.id, digest: fact.digest, receivedAt: now };
  if (isKnownCallback(draft.knownCallbacks, receipt)) {
    return doesEffectStand(draft.after, fact.report) ? null : draft;
  }
  return {
    ...draft,
    knownCallbacks: [...draft.knownCallbacks, receipt],
    callbacks: [...draft.callbacks, receipt],
  };
}

/** What an ignored fact stores: what is still to be queried, but no reason of failure. */
function bookkeepingOf({ fact, changes }: ReducedPayout): PayoutChanges {
  const { failure_code, failure_retryable, watch_until, send_pending, counted_at, ...rest } = changes;
  return fact === "unconfirmed" && watch_until !== undefined ? { ...rest, watch_until } : rest;
}

interface Change {
  readonly before: PayoutRecord;
  readonly after: PayoutRecord;
  readonly reduced: ReducedPayout;
  readonly cause: Cause;
  readonly actor: string | null;
  readonly noteSealed: string | null;
  /** The table only records the fact. */
  readonly isIgnored: boolean;
}

function noteOf(fact: PayoutFact): string | null {
  return "noteSealed" in fact ? fact.noteSealed : null;
}

function isVisible({ before, after, reduced }: Change): boolean {
  const isSettled = reduced.fact === "operator_succeeded" && isReversalInDoubt(before);
  const isChanged = before.status !== after.status || before.exceptions !== after.exceptions;
  return isChanged || isSettled || reduced.needsReview;
}

function withLine(draft: PayoutDraft, change: Change, now: number): PayoutDraft {
  const { before, after, reduced, cause, actor, noteSealed } = change;
  const isWorthALine = change.isIgnored && reduced.fact !== "reported_pending";
  const detail = reduced.detail ?? (isWorthALine ? say("recorded", { fact: reduced.fact }) : null);
  const isNews = detail !== null && detail !== draft.lastDetail;
  if (!isVisible(change) && !isNews) return draft;
  const states = { from: before.status, to: after.status };
  const line = { subjectId: after.id, at: now, ...states, cause, actor, detail, noteSealed };
  return { ...draft, lastDetail: detail, timeline: [...draft.timeline, line] };
}

/**
 * An approved payout is sent, and a callback's assertion is queried about, at once. Else the schedule begins anew where the
 * state or the doubt changed.
 */
function withNextQuery(
  draft: PayoutDraft,
  { before, after, reduced }: Change,
  { now, randomByte }: PayoutTools,
): PayoutDraft {
  const { id: subjectId, status } = after;
  // The process that writes the approval sends the payout. If it dies, another one finds the payout by the job.
  if (reduced.fact === "approved" && status === "creating") {
    const job = scheduledJob({ kind: "sync_payout", subjectId, runAt: now, step: 0, bornLeased: true });
    return { ...draft, jobs: addJob(draft.jobs, job) };
  }
  if (reduced.fact === "unconfirmed") {
    const job = scheduledJob({ kind: "sync_payout", subjectId, runAt: now, step: 0 });
    return { ...draft, jobs: addJob(draft.jobs, job) };
  }
  if (status === before.status && isInDoubt(after) === isInDoubt(before)) return draft;
  const runAt = nextPayoutQueryAt(after, { step: 0, now, randomByte });
  // A job that is no longer needed is left to run once: it finds nothing to query and ends itself.
  if (runAt === null) return draft;
  return {
    ...draft,
    jobs: addJob(draft.jobs, scheduledJob({ kind: "sync_payout", subjectId, runAt, step: 1 })),
  };
}

/** The event, and what is counted and logged. */
function withOutcome(draft: PayoutDraft, change: Change): PayoutDraft {
  if (!isVisible(change)) return draft;
  const { before, after, reduced, cause } = change;
  const { id: subjectId, account_id: accountId, status: from } = before;
  const type = payoutEventOf({ before, after, needsReview: reduced.needsReview });
  return {
    ...draft,
    transitions: [...draft.transitions, { subjectId, accountId, from, to: after.status, cause }],
    events: type === null ? draft.events : [...draft.events, { type, payout: after }],
  };
}
