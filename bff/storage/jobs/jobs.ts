/**
 * Work to be done later, in the same database and the same transactions as the state it serves. At most one job of a
 * kind for a subject; at most one run of a job at a time, under a lease.
 *
 * The one hard thing: while a job runs, somebody may want it to run (again) at some time: a callback that needs its
 * confirming query, a customer who polls. The run that is under way may have asked its question before the reason
 * for the wish arose, so the wish must outlive the end of that run, whatever that end is. Therefore
 * - {@link scheduleJob} on a job that is leased leaves the run alone and notes the earliest wish in `wished_at`;
 * - every end of a run (finish, reschedule, death) is one conditional statement on the run's own lease token that
 *   honours `wished_at`: a finished job with a wish stays, one that is rescheduled takes the earlier time;
 * - a claim drops only wishes whose time has come, as the run that it starts begins after they were made.
 * The lease counts as held until somebody else claims the job or it is released: a worker that was slow but not
 * dead may still end its run after the lease's time, and then its end holds. Otherwise it learns that it `lost`.
 */
import { randomUUID } from "node:crypto";
import { type Selectable, sql } from "kysely";
import type { Database, Executor } from "../engine/database.ts";
import { isOver } from "../engine/lease-times.ts";
import type { JobKind, JobLane, JobQueue, JobTable } from "../schema.ts";
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
  /** This run included; see `attempts` in schema.ts. */
  readonly attempts: number;
}

export interface ScheduleJobOptions {
  readonly kind: JobKind;
  readonly subjectId: string;
  /** Whom a delivery goes to. */
  readonly endpointId?: string;
  readonly runAt: number;
  readonly now: number;
  /** Leaves an earlier time as it is. Without it the time is replaced (but see the wishes above). */
  readonly onlyForward?: boolean;
  /** Counts attempts from 0 again. */
  readonly resetAttempts?: boolean;
  /** Starts the first run at once, on behalf of this instance: should it be killed, another one finds the job. */
  readonly lockedBy?: string;
  readonly leaseMs?: number;
}

const maxErrorLength = 500;
/** The columns of a lease, of a job that nobody holds. */
export const freed = { locked_by: null, locked_until: null, locked_at: null, lease_token: null } as const;

const laneOf: Readonly<Record<JobKind, JobLane>> = {
  sync_payment: "asking",
  sync_payout: "asking",
  expire: "asking",
  deliver_event: "telling",
  // A day's payments are many questions, and none of them is urgent.
  reconcile: "telling",
};

export function jobId(kind: JobKind, subjectId: string): string {
  return `${kind}:${subjectId}`;
}

/**
 * Makes the job, or changes the time of the one there is; one that is dead lives again.
 *
 * @returns the lease that `lockedBy` asked for; null without `lockedBy`, or when the job is under way already.
 */
export async function scheduleJob(executor: Executor, options: ScheduleJobOptions): Promise<JobLease | null> {
  const { kind, subjectId, runAt, now, onlyForward = false, resetAttempts = false } = options;
  const { endpointId = "", lockedBy, leaseMs } = options;
  if ((lockedBy === undefined) !== (leaseMs === undefined))
    throw new TypeError("a lease has an owner and a time");
  const id = jobId(kind, subjectId);
  const token = lockedBy === undefined ? null : randomUUID();
  const row = await executor
    .insertInto("jobs")
    .values({
      id,
      kind,
      lane: laneOf[kind],
      endpoint_id: endpointId,
      subject_id: subjectId,
      run_at: runAt,
      wished_at: null,
      attempts: token === null ? 0 : 1,
      locked_by: lockedBy ?? null,
      locked_until: leaseMs === undefined ? null : now + leaseMs,
      locked_at: token === null ? null : now,
      lease_token: token,
      last_error: null,
      dead_at: null,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet(changesBySchedule({ onlyForward, resetAttempts })),
    )
    .returning("lease_token")
    .executeTakeFirstOrThrow();
  return token !== null && row.lease_token === token ? { id, token } : null;
}

export interface ClaimJobsOptions {
  readonly instanceId: string;
  readonly now: number;
  readonly limit: number;
  readonly leaseMs: number;
  /** Of all queues without it. */
  readonly queue?: JobQueue;
}

/**
 * Leases up to `limit` jobs that are due and that nobody holds, the longest due first. Each goes to one caller only,
 * over all processes (whose clocks must agree to within the lease).
 */
export async function claimJobs(database: Database, options: ClaimJobsOptions): Promise<ClaimedJob[]> {
  const { instanceId, now, leaseMs } = options;
  const token = randomUUID();
  const lease = {
    locked_by: instanceId,
    locked_until: now + leaseMs,
    locked_at: now,
    lease_token: token,
    // A run that was broken off with its process was counted when it began, and is not a second one.
    attempts: sql<number>`case when jobs.locked_by is null then jobs.attempts + 1 else jobs.attempts end`,
    wished_at: sql<number | null>`case when jobs.wished_at <= ${now} then null else jobs.wished_at end`,
  };
  const due = selectDue(database.kysely, options);
  if (database.engine === "sqlite" && (await due.limit(1).executeTakeFirst()) === undefined) {
    // Seen without the lock that writing needs, so that an idle worker is in nobody's way.
    return [];
  }
  const update =
    database.engine === "sqlite"
      ? database.kysely.updateTable("jobs").set(lease).where("jobs.id", "in", due)
      : database.kysely
          // A common table expression that locks runs once; as a subquery it could be run again for each row.
          .with("due", () => due.forUpdate().skipLocked())
          .updateTable("jobs")
          .from("due")
          .set(lease)
          .whereRef("jobs.id", "=", "due.id");
  const rows = await update
    .returning(["jobs.id", "kind", "subject_id as subjectId", "run_at as runAt", "attempts"])
    .execute();
  return rows.map((row) => ({ ...row, token })).sort((a, b) => a.runAt - b.runAt || (a.id < b.id ? -1 : 1));
}

function selectDue(executor: Executor, options: Omit<ClaimJobsOptions, "instanceId">) {
  const { now, limit, leaseMs, queue } = options;
  const due = executor
    .selectFrom("jobs")
    .select("jobs.id")
    .where("dead_at", "is", null)
    .where("run_at", "<=", now)
    .where(isOver("locked_until", { now, longestMs: leaseMs }))
    .orderBy("run_at")
    .orderBy("jobs.id")
    .limit(limit);
  if (queue === undefined) return due;
  return due.where("lane", "=", queue.lane).where("endpoint_id", "=", queue.endpointId);
}

/** `lost`: somebody else has claimed the job since, or the lease was released; nothing was changed. */
export type JobEnd = "finished" | "dead" | "rescheduled" | "lost";

/** Ends the run for good. @returns `rescheduled` when another run was wished for meanwhile: the job stays. */
export async function finishJob(
  executor: Executor,
  lease: JobLease,
): Promise<"finished" | "rescheduled" | "lost"> {
  const { numDeletedRows } = await executor
    .deleteFrom("jobs")
    .where("id", "=", lease.id)
    .where("lease_token", "=", lease.token)
    .where("wished_at", "is", null)
    .executeTakeFirst();
  if (numDeletedRows === 1n) return "finished";
  return (await grantWish(executor, lease)) ? "rescheduled" : "lost";
}

export interface RescheduleJobOptions {
  readonly lease: JobLease;
  readonly runAt: number;
  /** A sentence of ours: never a provider's or a merchant's text. */
  readonly error?: string | null;
  /** What it counts from; without it, on from where it is. */
  readonly attempts?: number | undefined;
}

/** Ends the run and names the next one's time; an earlier one that was wished for meanwhile wins. */
export async function rescheduleJob(
  executor: Executor,
  options: RescheduleJobOptions,
): Promise<"rescheduled" | "lost"> {
  const { lease, runAt, error = null, attempts } = options;
  const { numUpdatedRows } = await executor
    .updateTable("jobs")
    .set({
      ...freed,
      run_at: sql<number>`case when wished_at < ${runAt} then wished_at else ${runAt} end`,
      wished_at: null,
      last_error: error?.slice(0, maxErrorLength) ?? null,
      ...(attempts === undefined ? {} : { attempts }),
    })
    .where("id", "=", lease.id)
    .where("lease_token", "=", lease.token)
    .executeTakeFirst();
  return numUpdatedRows === 1n ? "rescheduled" : "lost";
}

/** Gives the job up for an operator to look at, unless another run was wished for meanwhile. */
export async function markDead(
  executor: Executor,
  options: { readonly lease: JobLease; readonly now: number; readonly error: string },
): Promise<"dead" | "rescheduled" | "lost"> {
  const { lease, now } = options;
  const error = options.error.slice(0, maxErrorLength);
  const { numUpdatedRows } = await executor
    .updateTable("jobs")
    .set({ ...freed, dead_at: now, last_error: error })
    .where("id", "=", lease.id)
    .where("lease_token", "=", lease.token)
    .where("wished_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 1n) return "dead";
  return (await grantWish(executor, lease, error)) ? "rescheduled" : "lost";
}

async function grantWish(executor: Executor, lease: JobLease, error: string | null = null): Promise<boolean> {
  const { numUpdatedRows } = await executor
    .updateTable("jobs")
    .set((eb) => ({
      ...freed,
      run_at: eb.fn.coalesce("wished_at", "run_at"),
      wished_at: null,
      attempts: 0,
      last_error: error,
    }))
    .where("id", "=", lease.id)
    .where("lease_token", "=", lease.token)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * When the next job can be claimed: its time, or the end of its lease. Undefined when there is none. Epoch ms.
 *
 * @param queue of all queues without it.
 */
export async function nextRunAt(executor: Executor, queue?: JobQueue): Promise<number | undefined> {
  let freeOnes = executor
    .selectFrom("jobs")
    .select("run_at as at")
    .where("dead_at", "is", null)
    .where("locked_by", "is", null);
  let heldOnes = executor
    .selectFrom("jobs")
    .select((eb) => eb.fn.min("locked_until").as("at"))
    .where("locked_by", "is not", null);
  if (queue !== undefined) {
    freeOnes = freeOnes.where("lane", "=", queue.lane).where("endpoint_id", "=", queue.endpointId);
    heldOnes = heldOnes.where("lane", "=", queue.lane).where("endpoint_id", "=", queue.endpointId);
  }
  const free = await freeOnes.orderBy("run_at").limit(1).executeTakeFirst();
  const held = await heldOnes.executeTakeFirst();
  const times = [free?.at, held?.at].filter((at) => typeof at === "number");
  return times.length === 0 ? undefined : Math.min(...times);
}

export async function findJob(executor: Executor, id: string): Promise<JobRow | undefined> {
  return await executor.selectFrom("jobs").selectAll().where("id", "=", id).executeTakeFirst();
}
