/**
 * The end of a run of a payment's sync job, and of a query at its expiry that got no answer: when the provider is queried next, or what becomes of a payment whose watch
 * is over.
 *
 * Source: docs/queries.md#when-providers-are-queried
 */
import { say } from "../details.ts";
import type { PaymentRecord } from "../records.ts";
import { scheduledJob } from "../scheduled-jobs.ts";
import { paymentIn, type SessionDraft, withJob, withWatchUntil } from "../session/draft.ts";
import { type DecisionTools, decideFacts } from "./decide-facts.ts";
import type { PaymentFact } from "./facts.ts";
import { nextLastQueryAt, nextQueryAt } from "./next-query.ts";
import { isReversalInDoubt } from "./reversal.ts";
import { isOpen } from "./status.ts";

/** How the run's query ended. */
export type SyncAnswer =
  | "answered"
  /** No answer that can be relied on, or no query was made. */
  | "unanswered"
  /** The provider has no query for this order. */
  | "cannot_query";

/** What the end of a run goes by. */
export interface SyncRun {
  /** Of the job: the index of the wait that comes after this run. */
  readonly step: number;
  readonly answer: SyncAnswer;
  /** When the provider was queried before this run. Epoch ms; null: never; absent: nobody knows. */
  readonly queriedBefore?: number | null;
}

export function endSyncRun(
  held: SessionDraft,
  run: SyncRun & { readonly paymentId: string },
  tools: DecisionTools,
): SessionDraft {
  const { paymentId, step, answer } = run;
  const draft = withLateWatch(held, run, tools);
  const payment = paymentIn(draft, paymentId);
  if (payment === undefined) return draft;
  // The facts have scheduled the next query themselves.
  const isScheduled = draft.jobs.some((job) => job.kind === "sync_payment" && job.subjectId === paymentId);
  if (isScheduled) return draft;
  const wait = { ...tools, step };
  const isOver = payment.status !== "succeeded" && tools.now >= payment.watch_until;
  const runAt =
    isOver && answer === "unanswered" ? nextLastQueryAt(payment, wait) : nextQueryAt(payment, wait);
  if (runAt !== null) {
    return withJob(
      draft,
      scheduledJob({ kind: "sync_payment", subjectId: paymentId, runAt, step: step + 1 }),
    );
  }
  const fact = factOfEnd(payment, answer);
  if (fact === null) return draft;
  return decideFacts(draft, { paymentId, facts: [fact], cause: "expiry" }, tools).draft;
}

/** Later than any wait. */
const lateMs = 2 * 60 * 60 * 1_000;

/**
 * Nobody was there when the watch ended, and this is the first query since then.
 *
 * @param query.queriedBefore as in `SyncRun`.
 */
export function isLateForWatch(
  payment: PaymentRecord,
  { queriedBefore, now }: Pick<SyncRun, "queriedBefore"> & { readonly now: number },
): boolean {
  if (payment.status === "succeeded" || queriedBefore === undefined) return false;
  const isFirst = queriedBefore === null || queriedBefore <= payment.watch_until;
  return isFirst && now > payment.watch_until + lateMs;
}

/** A late query that got no answer: the provider is queried on for as long as if the watch had ended now. */
function withLateWatch(
  draft: SessionDraft,
  { paymentId, answer, ...query }: SyncRun & { readonly paymentId: string },
  { now }: DecisionTools,
): SessionDraft {
  const payment = paymentIn(draft, paymentId);
  if (payment === undefined || answer !== "unanswered") return draft;
  if (!isLateForWatch(payment, { ...query, now })) return draft;
  // Before this query, so that the next one is not the first again.
  return withWatchUntil(draft, { paymentId, watchUntil: (payment.last_query_at ?? now) - 1, now });
}

/** The fact that the end of the watch is; null when nothing is open. */
function factOfEnd(payment: PaymentRecord, answer: SyncAnswer): PaymentFact | null {
  const isUnknown = payment.status === "unknown";
  const isUnanswered = answer === "unanswered" || (answer === "cannot_query" && isUnknown);
  if (isUnanswered && isOpen(payment.status)) {
    return { kind: "unanswered", detail: say("watch_over_unanswered", {}) };
  }
  if (isReversalInDoubt(payment) && answer !== "answered") {
    return { kind: "unanswered", detail: say("reversal_open", {}) };
  }
  if (!isUnknown && payment.confirm_pending === 0) return null;
  return { kind: "time_over", detail: say("watch_over", {}) };
}
