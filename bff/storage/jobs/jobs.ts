/**
 * Work to be done later, in the same database and the same transactions as the state it serves. At most one job of a
 * kind for a subject; at most one run of a job at a time, under a lease.
 *
 * The one hard thing: while a job runs, somebody may need it to run again: a callback that needs its confirming query,
 * a customer who polls. The run that is under way may have called the provider before that need arose, so a request
 * for another run must outlive the end of this one, whatever that end is. Therefore
 * - {@link scheduleJob} on a job that is leased leaves the run alone and notes the earliest time in `rerun_at`: a rerun
 *   is requested;
 * - every end of a run (end-jobs.ts) is conditional on the run's own lease token and honours `rerun_at`: a job that is
 *   finished or dies stays for its rerun, and one that is rescheduled takes the earlier time;
 * - a claim (claim-jobs.ts) drops only requests whose time has come, as the run that it starts begins after them.
 *
 * A job counts two things. `step` is its place in the schedule of its kind: a run that used up a wait says so when it
 * ends, and nothing else moves it but a restart. `failures` counts the runs in a row that ended by a mistake of ours; it
 * sets the back-off after a failure, and the end of the job when there are too many.
 *
 * A lease counts as held until somebody else claims the job or it is released. A worker that was slow but not dead may
 * still end its run after the lease's time, and then its end holds. Otherwise it learns that it `lost` the job.
 */
import { randomUUID } from "node:crypto";
import type { Selectable } from "kysely";
import type { Executor } from "../engine/database.ts";
import type { JobKind, JobQueue, JobTable } from "../schema.ts";
import { changesBySchedule } from "./job-reruns.ts";

export type JobRow = Selectable<JobTable>;

/** The right to end one run of a job. */
export interface JobLease {
  readonly id: string;
  readonly token: string;
}

export interface ClaimedJob extends JobLease {
  readonly kind: JobKind;
  readonly subjectId: string;
  /** When it was due. */
  readonly runAt: number;
  /** How many waits of its schedule are over; see schema.ts. */
  readonly step: number;
  /** Runs in a row, before this one, that ended by a mistake of ours. */
  readonly failures: number;
}

export interface NewJob {
  readonly kind: JobKind;
  readonly subjectId: string;
  /** Of a delivery, the queue of its endpoint ({@link webhookQueue}); every other kind has one queue. */
  readonly queue?: JobQueue;
  readonly runAt: number;
  readonly now: number;
  /** The step that a new or restarted job begins with; 0 without it. */
  readonly step?: number;
  /** Starts the first run at once, on behalf of this instance: should it be killed, another one finds the job. */
  readonly lockedBy?: string;
  readonly leaseMs?: number;
}

export interface ScheduleJobOptions extends NewJob {
  /** Leaves an earlier time as it is. Without it the time is replaced (but see the reruns above). */
  readonly keepEarlier?: boolean;
  /** Begins the schedule again, at `step`, and forgets failures. */
  readonly restart?: boolean;
  /**
   * The token of the caller's own lease on this job: the same statement ends that run, and well. When the lease is lost,
   * nothing is ended and the job is scheduled all the same.
   */
  readonly completing?: string;
}

/** The columns of a lease, of a job that nobody holds. */
export const freed = { locked_by: null, locked_until: null, locked_at: null, lease_token: null } as const;

const queueOf: Readonly<Record<JobKind, JobQueue>> = {
  sync_payment: "providers",
  sync_payout: "providers",
  expire_payment: "providers",
  expire_session: "providers",
  deliver_event: "webhooks",
  // A day's payments are many queries, and none of them is urgent.
  reconcile: "maintenance",
};

export function jobId(kind: JobKind, subjectId: string): string {
  return `${kind}:${subjectId}`;
}

/** The queue of a configured endpoint's deliveries, which wait for no other endpoint. */
export function webhookQueue(endpointId: string): JobQueue {
  return `webhooks:${endpointId}`;
}

/** The row of a job that is not there yet, to be inserted as it is. The lease is the new job's, if one was asked for. */
export function newJobRow(job: NewJob): JobRow {
  const { kind, subjectId, runAt, now, lockedBy, leaseMs } = job;
  if ((lockedBy === undefined) !== (leaseMs === undefined))
    throw new TypeError("a lease has an owner and a time");
  const isLeased = lockedBy !== undefined;
  return {
    id: jobId(kind, subjectId),
    kind,
    queue: job.queue ?? queueOf[kind],
    subject_id: subjectId,
    run_at: runAt,
    rerun_at: null,
    step: job.step ?? 0,
    failures: 0,
    locked_by: lockedBy ?? null,
    locked_until: leaseMs === undefined ? null : now + leaseMs,
    locked_at: isLeased ? now : null,
    lease_token: isLeased ? randomUUID() : null,
    last_error: null,
    dead_at: null,
    created_at: now,
  };
}

/** A new job that was inserted leased, as its holder runs it; undefined when it was inserted free. */
export function claimedJobOf(row: JobRow): ClaimedJob | undefined {
  if (row.lease_token === null) return undefined;
  const { id, kind, subject_id: subjectId, run_at: runAt, step, failures, lease_token: token } = row;
  return { id, token, kind, subjectId, runAt, step, failures };
}

/**
 * Makes the job, or changes the time of the one there is; one that is dead lives again. One statement.
 *
 * @returns the lease that `lockedBy` asked for; null without `lockedBy`, or when somebody else runs the job.
 */
export async function scheduleJob(executor: Executor, options: ScheduleJobOptions): Promise<JobLease | null> {
  const row = newJobRow(options);
  const { keepEarlier = false, restart = false, completing } = options;
  const held = await executor
    .insertInto("jobs")
    .values(row)
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet(changesBySchedule({ keepEarlier, restart, completing })),
    )
    .returning("lease_token")
    .executeTakeFirstOrThrow();
  const { id, lease_token: token } = row;
  return token !== null && held.lease_token === token ? { id, token } : null;
}
