import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { gate } from "../../bff/storage/engine/statements.ts";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { failJob, markDead } from "../../bff/storage/jobs/end-jobs.ts";
import { leaseFreeJob } from "../../bff/storage/jobs/job-writes.ts";
import { jobId, newJobRow, scheduleJob } from "../../bff/storage/jobs/jobs.ts";
import { forEachEngine } from "../support/databases.ts";
import { findJob } from "../support/find-job.ts";

const leaseMs = 10_000;
const about = { kind: "sync_payment", subjectId: "pay_1" } as const;
const id = jobId(about.kind, about.subjectId);

/** Leases the job in a batch, as a change does. @returns false when somebody holds it. */
async function lease(database: Database, now: number, instanceId = "one"): Promise<boolean> {
  let isRepeated = false;
  return await database.change({
    load: [],
    decide() {
      if (isRepeated) return { writes: [], result: false };
      isRepeated = true;
      const row = newJobRow({ ...about, runAt: now, now, lockedBy: instanceId, leaseMs });
      return { writes: [gate(leaseFreeJob(row))], result: true };
    },
  });
}

const claim = (database: Database, now: number, instanceId: string) =>
  claimJobs(database, { instanceId, now, limit: 10, leaseMs });

forEachEngine("a job that its writer leases in a batch", (openTestDatabase) => {
  test("is inserted if there is none, and claimed by nobody else while the lease lasts", async () => {
    const database = await openTestDatabase();
    expect(await lease(database, 1_000)).toBe(true);
    expect(await findJob(database.kysely, id)).toMatchObject({ locked_by: "one", run_at: 1_000, step: 0 });
    expect(await claim(database, 1_000 + leaseMs - 1, "two")).toEqual([]);
    expect(await claim(database, 1_000 + leaseMs, "two")).toMatchObject([{ id, step: 0 }]);
  });

  test("is taken from its schedule if it waits there, and starts anew", async () => {
    const database = await openTestDatabase();
    await scheduleJob(database.kysely, { ...about, runAt: 90_000, now: 0, step: 5 });
    expect(await lease(database, 1_000)).toBe(true);
    expect(await findJob(database.kysely, id)).toMatchObject({
      locked_by: "one",
      locked_until: 1_000 + leaseMs,
      run_at: 1_000,
      rerun_at: null,
      step: 0,
    });
  });

  test("is revived if it is dead, without its failures", async () => {
    const database = await openTestDatabase();
    await scheduleJob(database.kysely, { ...about, runAt: 0, now: 0 });
    const [first] = await claim(database, 0, "one");
    if (first === undefined) throw new Error("nothing was claimed");
    await failJob(database.kysely, { lease: first, runAt: 1, error: "Error" });
    const [second] = await claim(database, 1, "one");
    if (second === undefined) throw new Error("nothing was claimed");
    await markDead(database.kysely, { lease: second, now: 1, error: "Error" });
    expect(await lease(database, 1_000)).toBe(true);
    expect(await findJob(database.kysely, id)).toMatchObject({
      dead_at: null,
      failures: 0,
      locked_by: "one",
    });
  });

  test("is left alone if somebody holds it, and nothing of the batch is written", async () => {
    const database = await openTestDatabase();
    await scheduleJob(database.kysely, { ...about, runAt: 0, now: 0 });
    await claim(database, 0, "two");
    const before = await findJob(database.kysely, id);
    expect(await lease(database, 1_000)).toBe(false);
    expect(await findJob(database.kysely, id)).toEqual(before);
  });

  test("goes to one of many who want it at once, over several processes", async () => {
    const database = await openTestDatabase();
    const handles = [database, await openTestDatabase({ like: database })];
    const taken = await Promise.all(
      Array.from({ length: 10 }, (_, i) => lease(handles[i % 2] ?? database, 1_000, `process ${i % 2}`)),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });
});
