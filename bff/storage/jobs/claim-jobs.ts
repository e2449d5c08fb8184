/** Claims jobs, and finds out when the next one is due. The rules are at the head of jobs.ts. */
import { randomUUID } from "node:crypto";
import { type ExpressionBuilder, sql } from "kysely";
import { latestEnd } from "../../core/clock.ts";
import type { Database, Executor } from "../engine/database.ts";
import { isOver } from "../engine/lease-times.ts";
import type { JobQueue } from "../schema/jobs.ts";
import type { Schema } from "../schema.ts";
import { isTooFarAhead, leastTooFarAhead } from "./job-times.ts";
import type { ClaimedJob } from "./jobs.ts";

export interface ClaimJobsOptions {
  readonly instanceId: string;
  readonly now: number;
  readonly limit: number;
  readonly leaseMs: number;
  /** Default: all queues. */
  readonly queue?: JobQueue;
  /**
   * Where the clock has just been set: the earliest that it may be now. A job is due by that time, and none is held to be
   * too far ahead.
   */
  readonly earliest?: number | undefined;
}

/**
 * Leases up to `limit` jobs that are due and that nobody holds, the longest due first, then those that a wrong clock
 * has put off (job-times.ts). Each goes to one caller only, over all processes (whose clocks must agree to within the
 * lease). One statement, which takes SQLite's lock: see {@link nextRunAt} for a look without it.
 */
export async function claimJobs(database: Database, options: ClaimJobsOptions): Promise<ClaimedJob[]> {
  const { instanceId, now, leaseMs, earliest = now } = options;
  const token = randomUUID();
  const lease = {
    locked_by: instanceId,
    locked_until: now + leaseMs,
    locked_at: now,
    lease_token: token,
    rerun_at: sql<number | null>`case when jobs.rerun_at <= ${earliest} then null else jobs.rerun_at end`,
  };
  const due = selectDue(database, options);
  const update =
    database.engine === "sqlite"
      ? database.kysely.updateTable("jobs").set(lease).where("jobs.id", "in", due)
      : database.kysely
          // A common table expression that locks runs once; as a subquery it could be run again for each row.
          .with("due", () => due)
          .updateTable("jobs")
          .from("due")
          .set(lease)
          .whereRef("jobs.id", "=", "due.id");
  const rows = await update
    .returning(["jobs.id", "kind", "subject_id as subjectId", "run_at as runAt", "step", "failures"])
    .execute();
  return rows.map((row) => ({ ...row, token })).sort((a, b) => a.runAt - b.runAt || (a.id < b.id ? -1 : 1));
}

/** The ids of the jobs to lease. Two searches of the index, as it cannot be entered at two places in one. */
function selectDue(
  { kysely, engine }: Database,
  { now, limit, leaseMs, queue, earliest }: Omit<ClaimJobsOptions, "instanceId">,
) {
  const free = () => {
    const jobs = kysely
      .selectFrom("jobs")
      .select("jobs.id")
      .where("dead_at", "is", null)
      .where(isOver("locked_until", { now, longestMs: leaseMs }))
      .orderBy("run_at")
      .orderBy("jobs.id")
      // A bound limit makes SQLite prepare the statement anew each time it runs (measured: 26 µs instead of 6).
      .limit(sql.lit(limit));
    const ofQueue = queue === undefined ? jobs : jobs.where("queue", "=", queue);
    return engine === "sqlite" ? ofQueue : ofQueue.forUpdate().skipLocked();
  };
  const due = free().where("run_at", "<=", earliest ?? now);
  if (earliest !== undefined) return due;
  const putOff = free().where("run_at", ">", leastTooFarAhead(queue, now)).where(isTooFarAhead(now));
  return kysely
    .selectFrom(due.as("due_now"))
    .select("id")
    .unionAll(kysely.selectFrom(putOff.as("put_off")).select("id"))
    .limit(sql.lit(limit));
}

/**
 * When the next job can be claimed: its time, or the end of its lease. Undefined when there is none. Epoch ms. One
 * statement, which waits for nobody.
 */
export async function nextRunAt(
  executor: Executor,
  options: {
    readonly now: number;
    readonly leaseMs: number;
    /** Default: all queues. */
    readonly queue?: JobQueue;
  },
): Promise<number | undefined> {
  const { now, leaseMs, queue } = options;
  // A later end was written by a clock that has been set back since: the lease holds nobody up.
  const latest = latestEnd({ now, longestMs: leaseMs });
  const row = await executor
    .selectNoFrom((eb) => [
      ofQueue(eb, queue)
        .select("run_at")
        .where("dead_at", "is", null)
        .where("locked_by", "is", null)
        .orderBy("run_at")
        .limit(sql.lit(1))
        .as("free"),
      ofQueue(eb, queue)
        .select("run_at")
        .where("dead_at", "is", null)
        .where("locked_by", "is", null)
        .where("run_at", ">", leastTooFarAhead(queue, now))
        .where(isTooFarAhead(now))
        .limit(sql.lit(1))
        .as("putOff"),
      ofQueue(eb, queue)
        .select(
          sql<number>`min(case
            when locked_until <= ${latest} then locked_until
            when ${isTooFarAhead(now)} then ${now}
            else run_at end)`.as("at"),
        )
        .where("locked_by", "is not", null)
        .as("held"),
    ])
    .executeTakeFirst();
  if (typeof row?.putOff === "number") return now;
  const times = [row?.free, row?.held].filter((at) => typeof at === "number");
  return times.length === 0 ? undefined : Math.min(...times);
}

function ofQueue(eb: ExpressionBuilder<Schema, never>, queue: JobQueue | undefined) {
  const jobs = eb.selectFrom("jobs");
  return queue === undefined ? jobs : jobs.where("queue", "=", queue);
}
