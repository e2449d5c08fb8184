/**
 * How far ahead a job may be scheduled. A time that is further ahead was written by a clock that has been set back
 * since, and such a job is due.
 *
 * Source: docs/rules.md#rule-23-a-wrong-clock-ends-nothing
 */
import { type RawBuilder, sql } from "kysely";
import { latestEnd } from "../../core/clock.ts";
import type { JobKind, JobQueue } from "../schema/jobs.ts";

const hours = 60 * 60 * 1_000;
/** Every hour, with the jitter and some room. */
const longestQueryWaitMs = 2 * hours;
/** 24 h, with the jitter of a delivery's last wait. An expiry that is further ahead takes several steps. */
const longestOtherWaitMs = 30 * hours;

const longestWaitsMs: Readonly<Record<JobKind, number>> = {
  sync_payment: longestQueryWaitMs,
  sync_payout: longestQueryWaitMs,
  expire_payment: longestOtherWaitMs,
  expire_session: longestOtherWaitMs,
  deliver_event: longestOtherWaitMs,
  replay_events: longestOtherWaitMs,
  reconcile: longestOtherWaitMs,
};

/**
 * The time itself, or the latest that a job of this kind may be scheduled for. A job that runs too early finds that
 * its time has not come, and is scheduled again.
 */
export function nearRunAt(kind: JobKind, runAt: number, now: number): number {
  return Math.min(runAt, now + longestWaitsMs[kind]);
}

/** True for a job that {@link isTooFarAhead} has made due: only a clock that has been set back since put it off. */
export function wasPutOff(job: { readonly kind: JobKind; readonly runAt: number }, now: number): boolean {
  return job.runAt > latestEnd({ now, longestMs: longestWaitsMs[job.kind] });
}

/** SQL predicate: the job's `run_at` is further ahead than any wait of its kind. */
export function isTooFarAhead(now: number): RawBuilder<boolean> {
  const queries = latestEnd({ now, longestMs: longestQueryWaitMs });
  const others = latestEnd({ now, longestMs: longestOtherWaitMs });
  const isQuery = sql<boolean>`kind in ('sync_payment', 'sync_payout')`;
  return sql<boolean>`(run_at > ${others} or (${isQuery} and run_at > ${queries}))`;
}

/** The least `run_at` for which {@link isTooFarAhead} can hold in this queue: where the index is entered. */
export function leastTooFarAhead(queue: JobQueue | undefined, now: number): number {
  const longestMs = queue === undefined || queue === "providers" ? longestQueryWaitMs : longestOtherWaitMs;
  return latestEnd({ now, longestMs });
}
