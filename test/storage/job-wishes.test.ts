import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { releaseLeases } from "../../bff/storage/jobs/job-leases.ts";
import {
  type ClaimedJob,
  claimJobs,
  findJob,
  finishJob,
  jobId,
  markDead,
  rescheduleJob,
  type ScheduleJobOptions,
  scheduleJob,
} from "../../bff/storage/jobs/jobs.ts";
import { forEachEngine } from "../support/databases.ts";

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

forEachEngine("jobs that are wished for while they run", (openTestDatabase) => {
  test("stay when they are finished, for the time of the wish, with attempts from 0", async () => {
    const database = await openTestDatabase();
    await schedule(database, { runAt: 0 });
    const lease = await claimOne(database, 0);
    await schedule(database, { runAt: 700, onlyForward: true });
    expect(await claim(database, 700, { instanceId: "two" })).toEqual([]);
    expect(await finishJob(database.kysely, lease)).toBe("rescheduled");
    expect(await findJob(database.kysely, id)).toMatchObject({ run_at: 700, wished_at: null, attempts: 0 });
    expect(await claim(database, 699)).toEqual([]);
    expect((await claimOne(database, 700)).attempts).toBe(1);
  });

  test("take the earlier of the wish and of the time they are rescheduled to", async () => {
    const database = await openTestDatabase();
    await schedule(database, { runAt: 0 });
    const first = await claimOne(database, 0);
    await schedule(database, { runAt: 5, onlyForward: true });
    await rescheduleJob(database.kysely, { lease: first, runAt: 3_600 });
    expect((await findJob(database.kysely, id))?.run_at).toBe(5);
    const second = await claimOne(database, 5);
    await schedule(database, { runAt: 900 });
    await rescheduleJob(database.kysely, { lease: second, runAt: 60 });
    expect((await findJob(database.kysely, id))?.run_at).toBe(60);
  });

  test("keep the earliest of several wishes, however each was made", async () => {
    const database = await openTestDatabase();
    await schedule(database, { runAt: 0 });
    const lease = await claimOne(database, 0);
    await schedule(database, { runAt: 500 });
    await schedule(database, { runAt: 50, onlyForward: true });
    await schedule(database, { runAt: 5_000 });
    await schedule(database, { runAt: 400, onlyForward: true });
    await finishJob(database.kysely, lease);
    expect((await findJob(database.kysely, id))?.run_at).toBe(50);
  });

  test("do not die", async () => {
    const database = await openTestDatabase();
    await schedule(database, { runAt: 0 });
    const lease = await claimOne(database, 0);
    await schedule(database, { runAt: 80 });
    expect(await markDead(database.kysely, { lease, now: 70, error: "tried too often" })).toBe("rescheduled");
    const job = await findJob(database.kysely, id);
    expect(job).toMatchObject({ run_at: 80, dead_at: null, attempts: 0, last_error: "tried too often" });
  });

  test("keep a wish for later when their process dies, and drop one that the next run fulfils", async () => {
    const database = await openTestDatabase();
    await schedule(database, { runAt: 0 });
    await claimOne(database, 0);
    await schedule(database, { runAt: leaseMs + 5_000 });
    const second = await claimOne(database, leaseMs, "two");
    expect(await finishJob(database.kysely, second)).toBe("rescheduled");
    expect((await findJob(database.kysely, id))?.run_at).toBe(leaseMs + 5_000);

    await claimOne(database, leaseMs + 5_000, "two");
    await schedule(database, { runAt: leaseMs + 6_000, onlyForward: true });
    const fourth = await claimOne(database, 3 * leaseMs, "three");
    expect(await finishJob(database.kysely, fourth)).toBe("finished");
  });

  test("keep the wish when they are handed back, until a schedule replaces it", async () => {
    const database = await openTestDatabase();
    await schedule(database, { runAt: 0 });
    await claimOne(database, 0);
    await schedule(database, { runAt: 900 });
    await releaseLeases(database.kysely, "one");
    await schedule(database, { runAt: 950, onlyForward: true });
    expect(await findJob(database.kysely, id)).toMatchObject({ run_at: 0, wished_at: 900 });
    await schedule(database, { runAt: 300 });
    expect(await findJob(database.kysely, id)).toMatchObject({ run_at: 300, wished_at: null });
  });
});
