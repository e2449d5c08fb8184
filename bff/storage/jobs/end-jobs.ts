/**
 * The ways to end a run. Each takes effect only under the run's own lease, and honours a rerun that was
 * requested meanwhile (see the head of jobs.ts). {@link scheduleJob} with `completing` is one more: it ends a
 * run and schedules the same job.
 */
import { type RawBuilder, sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import { freed, type JobLease } from "./jobs.ts";

/** `lost`: another process has claimed the job since, or the lease was released; nothing was changed. */
export type JobEnd = "finished" | "dead" | "rescheduled" | "lost";

const maxErrorLength = 500;
const cut = (error: string | null) => error?.slice(0, maxErrorLength) ?? null;

/**
 * Ends the run and deletes the job. @returns `rescheduled` when a rerun was requested meanwhile: the job stays
 * for it.
 */
export async function finishJob(
  executor: Executor,
  lease: JobLease,
): Promise<"finished" | "rescheduled" | "lost"> {
  const { numDeletedRows } = await executor
    .deleteFrom("jobs")
    .where("id", "=", lease.id)
    .where("lease_token", "=", lease.token)
    .where("rerun_at", "is", null)
    .executeTakeFirst();
  if (numDeletedRows === 1n) return "finished";
  return await rerun(executor, lease, null);
}

export interface RescheduleJobOptions {
  readonly lease: JobLease;
  readonly runAt: number;
  /** The job's new step. A rerun that was requested meanwhile overrides it. */
  readonly step: number;
  /** Why the run achieved nothing, in a sentence of ours: never a provider's or a merchant's text. */
  readonly error?: string | null;
}

/** Ends a successful run and sets the time of the next one. A rerun that is due earlier wins. */
export async function rescheduleJob(
  executor: Executor,
  options: RescheduleJobOptions,
): Promise<"rescheduled" | "lost"> {
  const { lease, runAt, step, error = null } = options;
  return await endRun(executor, lease, {
    run_at: earlierOf(runAt),
    step: sql<number>`case when rerun_at is null then ${step} else step end`,
    failures: 0,
    last_error: cut(error),
  });
}

/** Ends a run that failed by a mistake of ours. The next run begins at the same step. */
export async function failJob(
  executor: Executor,
  options: { readonly lease: JobLease; readonly runAt: number; readonly error: string },
): Promise<"rescheduled" | "lost"> {
  return await endRun(executor, options.lease, {
    run_at: earlierOf(options.runAt),
    failures: sql<number>`failures + 1`,
    last_error: cut(options.error),
  });
}

/**
 * Ends a run that was broken off, which counts neither as a success nor as a failure. After `runAt` any process
 * may claim the job.
 */
export async function handBackJob(
  executor: Executor,
  options: { readonly lease: JobLease; readonly runAt: number },
): Promise<"rescheduled" | "lost"> {
  return await endRun(executor, options.lease, { run_at: earlierOf(options.runAt) });
}

/** Ends the run and marks the job as dead, for an operator, unless a rerun was requested meanwhile. */
export async function markDead(
  executor: Executor,
  options: { readonly lease: JobLease; readonly now: number; readonly error: string },
): Promise<"dead" | "rescheduled" | "lost"> {
  const { lease, now } = options;
  const { numUpdatedRows } = await executor
    .updateTable("jobs")
    .set({ ...freed, dead_at: now, failures: sql<number>`failures + 1`, last_error: cut(options.error) })
    .where("id", "=", lease.id)
    .where("lease_token", "=", lease.token)
    .where("rerun_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return "dead";
  return await rerun(executor, lease, cut(options.error));
}

/** Ends the run. The job stays for the requested rerun, as a job that has never failed. */
async function rerun(
  executor: Executor,
  lease: JobLease,
  error: string | null,
): Promise<"rescheduled" | "lost"> {
  const run_at = sql<number>`coalesce(rerun_at, run_at)`;
  return await endRun(executor, lease, { run_at, failures: 0, last_error: error });
}

async function endRun(
  executor: Executor,
  lease: JobLease,
  changes: {
    readonly run_at: RawBuilder<number>;
    readonly step?: RawBuilder<number>;
    readonly failures?: number | RawBuilder<number>;
    readonly last_error?: string | null;
  },
): Promise<"rescheduled" | "lost"> {
  const { numUpdatedRows } = await executor
    .updateTable("jobs")
    .set({ ...changes, ...freed, rerun_at: null })
    .where("id", "=", lease.id)
    .where("lease_token", "=", lease.token)
    .executeTakeFirst();
  return numUpdatedRows === 1n ? "rescheduled" : "lost";
}

function earlierOf(runAt: number): RawBuilder<number> {
  return sql<number>`case when rerun_at < ${runAt} then rerun_at else ${runAt} end`;
}
