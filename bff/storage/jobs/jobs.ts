/**
 * Jobs: work for later, in the same database and the same transactions as the state that it serves. There is at
 * most one job of a kind for a subject, and at most one run of a job at a time, under a lease.
 *
 * The hard part: while a job runs, it may be needed again, for example by a callback that needs its confirming
 * query, or by a customer who polls. The current run may have called the provider before that. So a request for
 * another run must survive the end of the current run, however it ends. Therefore
 * - {@link scheduleJob} on a leased job leaves the run alone and stores the earliest requested time in
 *   `rerun_at`: a rerun is requested;
 * - every way to end a run (end-jobs.ts) takes effect only under the run's own lease token and honours
 *   `rerun_at`: a job that is finished or dies stays for its rerun, and one that is rescheduled takes the earlier
 *   time;
 * - a claim (claim-jobs.ts) clears only requests whose time has come, because its run begins after them.
 *
 * A job counts two things. `step` is its place in the schedule of its kind. A run that used up a wait advances
 * it at its end; nothing else changes it but a restart. `failures` counts the runs in a row that ended by a
 * mistake of ours. It determines the back-off after a failure, and the job dies when there are too many.
 *
 * A lease is held until another process claims the job or the lease is released. A worker that was slow but not
 * dead may still end its run after the lease's time, and that end takes effect. Otherwise the end returns
 * `lost`.
 */
import { randomUUID } from "node:crypto";
import type { Selectable } from "kysely";
import type { Executor } from "../engine/database.ts";
import type { JobKind, JobQueue, JobTable } from "../schema/jobs.ts";
import { changesBySchedule } from "./job-reruns.ts";
import { nearRunAt } from "./job-times.ts";

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
  /** For a delivery, the queue of its endpoint ({@link webhookQueue}). Every other kind has one queue. */
  readonly queue?: JobQueue;
  readonly runAt: number;
  readonly now: number;
  /** The step at which a new or restarted job begins; default 0. */
  readonly step?: number;
  /** Starts the first run at once, for this instance. If the instance is killed, another one claims the job. */
  readonly lockedBy?: string;
  readonly leaseMs?: number;
}

export interface ScheduleJobOptions extends NewJob {
  /** True keeps an earlier time. Otherwise the time is replaced (but see the reruns above). */
  readonly keepEarlier?: boolean;
  /** True restarts the schedule, at `step`, and clears the failures. */
  readonly restart?: boolean;
  /**
   * The token of the caller's own lease on this job: the same statement ends that run as a success. When the
   * lease is lost, no run is ended and the job is scheduled all the same; but one that is free keeps an earlier time.
   */
  readonly completing?: string;
}

/** The lease columns of a free job. */
export const freed = { locked_by: null, locked_until: null, locked_at: null, lease_token: null } as const;

const queueOf: Readonly<Record<JobKind, JobQueue>> = {
  sync_payment: "providers",
  sync_payout: "providers",
  // Not among the queries: those are never further ahead than an hour or two, and an expiry may be.
  expire_payment: "maintenance",
  expire_session: "maintenance",
  deliver_event: "webhooks",
  replay_events: "maintenance",
  // A day's payments need many queries, and none of them is urgent.
  reconcile: "maintenance",
};

export function jobId(kind: JobKind, subjectId: string): string {
  return `${kind}:${subjectId}`;
}

/** The queue of a configured endpoint's deliveries. It does not wait for other endpoints. */
export function webhookQueue(endpointId: string): JobQueue {
  return `webhooks:${endpointId}`;
}

/** The row of a new job, ready to insert. It holds a lease if `lockedBy` and `leaseMs` are given. */
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
    run_at: nearRunAt(kind, runAt, now),
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

/** The claimed job for a row that was inserted leased, for its holder to run; undefined for a free row. */
export function claimedJobOf(row: JobRow): ClaimedJob | undefined {
  if (row.lease_token === null) return undefined;
  const { id, kind, subject_id: subjectId, run_at: runAt, step, failures, lease_token: token } = row;
  return { id, token, kind, subjectId, runAt, step, failures };
}

/**
 * Inserts the job, or changes the time of the existing one. A dead job is revived. One statement.
 *
 * @returns the lease that `lockedBy` requested; null without `lockedBy`, or when another process runs the job.
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
