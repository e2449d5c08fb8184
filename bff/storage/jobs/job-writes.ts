/** The writes of jobs as parts of a batch: the statements of jobs.ts and end-jobs.ts, compiled once. */
import { sql } from "kysely";
import type { JobLease } from "../../core/decision.ts";
import { defineStatement, everyColumn, pick, type Write } from "../engine/statements.ts";
import { changesBySchedule } from "./job-reruns.ts";
import { freed, type JobRow, newJobRow, type ScheduleJobOptions } from "./jobs.ts";

const columns = everyColumn<JobRow>({
  id: true,
  kind: true,
  queue: true,
  subject_id: true,
  run_at: true,
  rerun_at: true,
  step: true,
  failures: true,
  locked_by: true,
  locked_until: true,
  locked_at: true,
  lease_token: true,
  last_error: true,
  dead_at: true,
  created_at: true,
});

/** For a job that cannot exist yet, because its subject is new. */
export const insertJob = defineStatement("insert job", (db, row: JobRow) =>
  db.insertInto("jobs").values(pick(row, columns)),
);

/**
 * Schedules the job and leases it to its writer, whether the job exists or not; the schedule starts anew. As a
 * gate it misses when somebody holds the job: see {@link scheduleJobWrite} for a request to that run.
 */
export const leaseFreeJob = defineStatement("lease free job", (db, row: JobRow) =>
  db
    .insertInto("jobs")
    .values(pick(row, columns))
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet((eb) => ({
          queue: eb.ref("excluded.queue"),
          run_at: eb.ref("excluded.run_at"),
          rerun_at: null,
          step: eb.ref("excluded.step"),
          failures: 0,
          dead_at: null,
          locked_by: eb.ref("excluded.locked_by"),
          locked_until: eb.ref("excluded.locked_until"),
          locked_at: eb.ref("excluded.locked_at"),
          lease_token: eb.ref("excluded.lease_token"),
        }))
        .where("jobs.locked_by", "is", null),
    ),
);

type ScheduledRow = JobRow & { readonly completing: string };

function defineSchedule(name: string, options: { keepEarlier: boolean; restart: boolean; isEnd: boolean }) {
  const { keepEarlier, restart, isEnd } = options;
  return defineStatement(name, (db, row: ScheduledRow) =>
    db
      .insertInto("jobs")
      .values(pick(row, columns))
      .onConflict((conflict) =>
        conflict
          .column("id")
          .doUpdateSet(
            changesBySchedule({ keepEarlier, restart, completing: isEnd ? row.completing : undefined }),
          ),
      ),
  );
}

/** Each combination of options is a statement of its own. */
const schedules = new Map(
  [false, true].flatMap((keepEarlier) =>
    [false, true].flatMap((restart) =>
      [false, true].map((isEnd) => {
        const name = `schedule job${keepEarlier ? ", keep" : ""}${restart ? ", restart" : ""}${isEnd ? ", end" : ""}`;
        return [name, defineSchedule(name, { keepEarlier, restart, isEnd })] as const;
      }),
    ),
  ),
);

/** Inserts the job, or changes the time of the existing one; see scheduleJob. */
export function scheduleJobWrite(options: ScheduleJobOptions): Write {
  const { keepEarlier = false, restart = false, completing } = options;
  const isEnd = completing !== undefined;
  const name = `schedule job${keepEarlier ? ", keep" : ""}${restart ? ", restart" : ""}${isEnd ? ", end" : ""}`;
  const schedule = schedules.get(name);
  if (schedule === undefined) throw new TypeError("there is no such way to schedule a job");
  return schedule({ ...newJobRow(options), completing: completing ?? "" });
}

/** Ends the run and deletes the job. As a gate it misses when the lease is lost or a rerun was requested. */
export const finishJobGate = defineStatement("finish job", (db, lease: JobLease) =>
  db
    .deleteFrom("jobs")
    .where("id", "=", lease.id)
    .where("lease_token", "=", lease.token)
    .where("rerun_at", "is", null),
);

/** Ends the run. The job stays for the requested rerun. As a gate it misses when the lease is lost. */
export const rerunJobGate = defineStatement("free job for its rerun", (db, lease: JobLease) =>
  db
    .updateTable("jobs")
    .set({
      ...freed,
      run_at: sql<number>`coalesce(rerun_at, run_at)`,
      rerun_at: null,
      failures: 0,
      last_error: null,
    })
    .where("id", "=", lease.id)
    .where("lease_token", "=", lease.token),
);

export interface Rescheduling extends JobLease {
  readonly runAt: number;
  readonly step: number;
  readonly error: string | null;
}

/**
 * Ends the run and sets the time of the next one, as rescheduleJob does. As a gate it misses when the lease is
 * lost.
 */
export const rescheduleJobGate = defineStatement(
  "reschedule job",
  (db, { id, token, runAt, step, error }: Rescheduling) =>
    db
      .updateTable("jobs")
      .set({
        ...freed,
        run_at: sql<number>`case when rerun_at < ${runAt} then rerun_at else ${runAt} end`,
        step: sql<number>`case when rerun_at is null then ${step} else step end`,
        rerun_at: null,
        failures: 0,
        last_error: error,
      })
      .where("id", "=", id)
      .where("lease_token", "=", token),
);

/**
 * Ends the run, and deletes the job unless a rerun was requested meanwhile. Changes nothing when the lease is
 * lost.
 */
export function finishJobWrites(lease: JobLease): Write[] {
  return [finishJobGate(lease), rerunJobGate(lease)];
}
