import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { failJob, finishJob, markDead, rescheduleJob } from "../../bff/storage/jobs/end-jobs.ts";
import { releaseLeases } from "../../bff/storage/jobs/job-leases.ts";
import { type ClaimedJob, jobId, type ScheduleJobOptions, scheduleJob } from "../../bff/storage/jobs/jobs.ts";
import { forEachEngine } from "../support/databases.ts";
import { findJob } from "../support/find-job.ts";

const leaseMs = 10_000;
const id = jobId("sync_payment", "pay_1");

function schedule(database: Database, options: Partial<ScheduleJobOptions> & { readonly runAt: number }) {
  return scheduleJob(database.kysely, { kind: "sync_payment", subjectId: "pay_1", now: 0, ...options });
}

function claim(database: Database, now: number, options: { instanceId?: string; limit?: number } = {}) {
  return claimJobs(database, { instanceId: "one", limit: 10, now, leaseMs, ...options });
}

async function claimOne(database: Database, now: number, instanceId = "one"): Promise<ClaimedJob> {
  const [job, ...others] = await claim(database, now, { instanceId });
  if (job === undefined || others.length > 0) throw new Error("expected exactly one job");
  return job;
}

forEachEngine("jobs whose rerun is requested while they run", (openTestDatabase) => {
  test("stay when they are finished, for the time and at the step of the request", async () => {
    const database = await openTestDatabase();
    await schedule(database, { runAt: 0, step: 5 });
    const lease = await claimOne(database, 0);
    await schedule(database, { runAt: 700, restart: true, step: 1 });
    expect(await claim(database, 700, { instanceId: "two" })).toEqual([]);
    expect(await finishJob(database.kysely, lease)).toBe("rescheduled");
    expect(await findJob(database.kysely, id)).toMatchObject({ run_at: 700, rerun_at: null, failures: 0 });
    expect(await claim(database, 699)).toEqual([]);
    expect((await claimOne(database, 700)).step).toBe(1);
  });

  test("take the earlier of the rerun and of the time they are rescheduled to", async () => {
    const database = await openTestDatabase();
    await schedule(database, { runAt: 0 });
    const first = await claimOne(database, 0);
    await schedule(database, { runAt: 5, keepEarlier: true });
    await rescheduleJob(database.kysely, { lease: first, runAt: 3_600, step: 1 });
    expect((await findJob(database.kysely, id))?.run_at).toBe(5);
    const second = await claimOne(database, 5);
    await schedule(database, { runAt: 900 });
    await rescheduleJob(database.kysely, { lease: second, runAt: 60, step: 1 });
    expect((await findJob(database.kysely, id))?.run_at).toBe(60);
  });

  test("stay at the step of the request, whatever step their run names", async () => {
    const database = await openTestDatabase();
    await schedule(database, { runAt: 0, step: 4 });
    const first = await claimOne(database, 0);
    await schedule(database, { runAt: 10, restart: true, step: 1 });
    await rescheduleJob(database.kysely, { lease: first, runAt: 900, step: 5 });
    const second = await claimOne(database, 10);
    expect(second.step).toBe(1);
    await schedule(database, { runAt: 20, keepEarlier: true });
    await rescheduleJob(database.kysely, { lease: second, runAt: 900, step: 2 });
    expect((await claimOne(database, 20)).step).toBe(1);
  });

  test("keep the earliest of several requests, however each was made", async () => {
    const database = await openTestDatabase();
    await schedule(database, { runAt: 0 });
    const lease = await claimOne(database, 0);
    await schedule(database, { runAt: 500 });
    await schedule(database, { runAt: 50, keepEarlier: true });
    await schedule(database, { runAt: 5_000 });
    await schedule(database, { runAt: 400, keepEarlier: true });
    await finishJob(database.kysely, lease);
    expect((await findJob(database.kysely, id))?.run_at).toBe(50);
  });

  test("do not die, and run as if they had never failed", async () => {
    const database = await openTestDatabase();
    await schedule(database, { runAt: 0 });
    await failJob(database.kysely, { lease: await claimOne(database, 0), runAt: 0, error: "TypeError" });
    const lease = await claimOne(database, 0);
    await schedule(database, { runAt: 80 });
    expect(await markDead(database.kysely, { lease, now: 70, error: "tried too often" })).toBe("rescheduled");
    const job = await findJob(database.kysely, id);
    expect(job).toMatchObject({ run_at: 80, dead_at: null, failures: 0, last_error: "tried too often" });
  });

  test("keep a request for later when their process dies, and drop one that the next run fulfils", async () => {
    const database = await openTestDatabase();
    await schedule(database, { runAt: 0 });
    await claimOne(database, 0);
    await schedule(database, { runAt: leaseMs + 5_000 });
    const second = await claimOne(database, leaseMs, "two");
    expect(await finishJob(database.kysely, second)).toBe("rescheduled");
    expect((await findJob(database.kysely, id))?.run_at).toBe(leaseMs + 5_000);

    await claimOne(database, leaseMs + 5_000, "two");
    await schedule(database, { runAt: leaseMs + 6_000, keepEarlier: true });
    const fourth = await claimOne(database, 3 * leaseMs, "three");
    expect(await finishJob(database.kysely, fourth)).toBe("finished");
  });

  test("keep the request when they are handed back, until a schedule replaces it", async () => {
    const database = await openTestDatabase();
    await schedule(database, { runAt: 0 });
    await claimOne(database, 0);
    await schedule(database, { runAt: 900 });
    await releaseLeases(database.kysely, "one");
    await schedule(database, { runAt: 950, keepEarlier: true });
    expect(await findJob(database.kysely, id)).toMatchObject({ run_at: 0, rerun_at: 900 });
    await schedule(database, { runAt: 300 });
    expect(await findJob(database.kysely, id)).toMatchObject({ run_at: 300, rerun_at: null });
  });
});

forEachEngine("a run that schedules its own job again as it ends", (openTestDatabase) => {
  async function begin(database: Database, step = 0): Promise<ClaimedJob> {
    await schedule(database, { runAt: 0, step });
    return await claimOne(database, 0);
  }

  test("is over, and the job is free for the time and at the step that it says", async () => {
    const database = await openTestDatabase();
    await schedule(database, { runAt: 0, step: 4 });
    await failJob(database.kysely, { lease: await claimOne(database, 0), runAt: 0, error: "TypeError" });
    const { token } = await claimOne(database, 0);
    expect(await schedule(database, { runAt: 600, restart: true, step: 1, completing: token })).toBeNull();
    expect(await findJob(database.kysely, id)).toMatchObject({
      run_at: 600,
      rerun_at: null,
      step: 1,
      failures: 0,
      last_error: null,
      locked_by: null,
      lease_token: null,
    });
    expect(await finishJob(database.kysely, { id, token })).toBe("lost");
    expect((await claimOne(database, 600)).step).toBe(1);
  });

  test("leaves an earlier rerun that was requested meanwhile, and the step that is the earlier one", async () => {
    const database = await openTestDatabase();
    const { token: completing } = await begin(database, 3);
    await schedule(database, { runAt: 100, restart: true });
    await schedule(database, { runAt: 600, restart: true, step: 1, completing });
    expect(await findJob(database.kysely, id)).toMatchObject({ run_at: 100, rerun_at: null, step: 0 });

    const { token } = await claimOne(database, 100);
    await schedule(database, { runAt: 900, keepEarlier: true });
    await schedule(database, { runAt: 600, keepEarlier: true, restart: true, step: 1, completing: token });
    expect(await findJob(database.kysely, id)).toMatchObject({
      run_at: 600,
      rerun_at: null,
      locked_by: null,
    });
  });

  test("that has lost its lease requests a rerun of the run that has it", async () => {
    const database = await openTestDatabase();
    const { token: completing } = await begin(database);
    const other = await claimOne(database, leaseMs, "two");
    await schedule(database, { runAt: leaseMs + 50, completing });
    expect(await findJob(database.kysely, id)).toMatchObject({ locked_by: "two", rerun_at: leaseMs + 50 });
    expect(await finishJob(database.kysely, other)).toBe("rescheduled");
  });

  test("that was handed back does not put off the run that is due in its place, nor advance its step", async () => {
    const database = await openTestDatabase();
    const { token: completing } = await begin(database, 3);
    await releaseLeases(database.kysely, "one");
    await schedule(database, { runAt: 500, restart: true, step: 4, completing });
    expect(await findJob(database.kysely, id)).toMatchObject({ run_at: 0, step: 3, locked_by: null });
    expect((await claimOne(database, 0, "two")).step).toBe(3);
  });

  test("whose job is gone, or free for later, schedules it all the same", async () => {
    const database = await openTestDatabase();
    const lease = await begin(database);
    await finishJob(database.kysely, lease);
    await schedule(database, { runAt: 900, completing: lease.token });
    expect(await findJob(database.kysely, id)).toMatchObject({ run_at: 900, locked_by: null });
    await schedule(database, { runAt: 400, restart: true, step: 1, completing: lease.token });
    expect(await findJob(database.kysely, id)).toMatchObject({ run_at: 400, step: 1, locked_by: null });
  });
});
