import { describe, expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { nextRunAt } from "../../bff/storage/jobs/claim-jobs.ts";
import { listDeadJobs, retryDeadJob } from "../../bff/storage/jobs/dead-jobs.ts";
import { failJob, finishJob, handBackJob, markDead, rescheduleJob } from "../../bff/storage/jobs/end-jobs.ts";
import { extendLease, heartbeat, releaseLeases } from "../../bff/storage/jobs/job-leases.ts";
import { forEachEngine } from "../support/databases.ts";
import { findJob } from "../support/find-job.ts";
import { claim, claimOne, id, leaseMs, schedule } from "./scheduled-jobs.ts";

forEachEngine("jobs", (openTestDatabase) => {
  describe("that run", () => {
    test("are gone when they are finished", async () => {
      const database = await openTestDatabase();
      await schedule(database, { runAt: 0 });
      expect(await finishJob(database.kysely, await claimOne(database, 0))).toBe("finished");
      expect(await findJob(database.kysely, id)).toBeUndefined();
    });

    test("come again at the time they are rescheduled to, at the step that their run names", async () => {
      const database = await openTestDatabase();
      await schedule(database, { runAt: 0 });
      const lease = await claimOne(database, 0);
      const error = "x".repeat(600);
      expect(await rescheduleJob(database.kysely, { lease, runAt: 500, step: 1, error })).toBe("rescheduled");
      expect((await findJob(database.kysely, id))?.last_error).toBe("x".repeat(500));
      expect(await claim(database, 499)).toEqual([]);
      const again = await claimOne(database, 500);
      expect(again.step).toBe(1);
      await rescheduleJob(database.kysely, { lease: again, runAt: 501, step: 1 });
      expect(await findJob(database.kysely, id)).toMatchObject({ step: 1, last_error: null });
    });

    test("count their failures in a row, which move no step, and forget them when a run ends well", async () => {
      const database = await openTestDatabase();
      await schedule(database, { runAt: 0, step: 3 });
      for (const failures of [1, 2]) {
        const lease = await claimOne(database, 0);
        expect(await failJob(database.kysely, { lease, runAt: 0, error: "TypeError" })).toBe("rescheduled");
        const job = await findJob(database.kysely, id);
        expect(job).toMatchObject({ failures, step: 3, last_error: "TypeError", locked_by: null });
      }
      await handBackJob(database.kysely, { lease: await claimOne(database, 0), runAt: 0 });
      expect(await findJob(database.kysely, id)).toMatchObject({
        failures: 2,
        step: 3,
        last_error: "TypeError",
      });
      await rescheduleJob(database.kysely, { lease: await claimOne(database, 0), runAt: 0, step: 4 });
      expect(await findJob(database.kysely, id)).toMatchObject({ failures: 0, step: 4, last_error: null });
    });

    test("are kept from others by heartbeats, all that were claimed together at once", async () => {
      const database = await openTestDatabase();
      for (const subjectId of ["a", "b"]) await schedule(database, { subjectId, runAt: 0 });
      const tokens = (await claim(database, 0)).map((job) => job.token);
      const beat = (instanceId: string) =>
        heartbeat(database.kysely, { instanceId, now: 9_000, leaseMs, tokens });
      expect(await beat("one")).toBe(2);
      expect(await beat("two")).toBe(0);
      expect(await claim(database, 18_999, { instanceId: "two" })).toEqual([]);
      expect(await claim(database, 19_000, { instanceId: "two" })).toHaveLength(2);
    });

    test("are given to others when the answer to the claim was lost on its way, however long its process lives", async () => {
      const database = await openTestDatabase();
      await schedule(database, { subjectId: "lost", runAt: 0 });
      await claim(database, 0);
      const begun = { subjectId: "begun", runAt: 0, now: 0, lockedBy: "one", leaseMs };
      const lease = await schedule(database, begun);
      const tokens = [lease?.token ?? ""];
      expect(await heartbeat(database.kysely, { instanceId: "one", now: 9_000, leaseMs, tokens })).toBe(1);
      const taken = await claim(database, leaseMs, { instanceId: "two" });
      expect(taken.map((job) => job.subjectId)).toEqual(["lost"]);
    });

    test("can be extended by the run that holds them, and by no other", async () => {
      const database = await openTestDatabase();
      await schedule(database, { runAt: 0 });
      const slow = await claimOne(database, 0);
      expect(await extendLease(database.kysely, { lease: slow, until: 3 * leaseMs })).toBe(true);
      expect(await claim(database, 2 * leaseMs)).toEqual([]);
      await claimOne(database, 3 * leaseMs);
      expect(await extendLease(database.kysely, { lease: slow, until: 9 * leaseMs })).toBe(false);
    });

    test("are ended by the run that holds the lease only, even where it is the same process's", async () => {
      const database = await openTestDatabase();
      await schedule(database, { runAt: 0 });
      const slow = await claimOne(database, 0);
      const second = await claimOne(database, leaseMs);
      expect(await finishJob(database.kysely, slow)).toBe("lost");
      expect(await rescheduleJob(database.kysely, { lease: slow, runAt: 1, step: 9 })).toBe("lost");
      expect(await failJob(database.kysely, { lease: slow, runAt: 1, error: "late" })).toBe("lost");
      expect(await handBackJob(database.kysely, { lease: slow, runAt: 1 })).toBe("lost");
      expect(await markDead(database.kysely, { lease: slow, now: 1, error: "late" })).toBe("lost");
      expect(await finishJob(database.kysely, second)).toBe("finished");
    });

    test("may end after their lease's time as long as nobody else has claimed them", async () => {
      const database = await openTestDatabase();
      await schedule(database, { runAt: 0 });
      expect(await finishJob(database.kysely, await claimOne(database, 0))).toBe("finished");
      expect(await claim(database, 10 * leaseMs)).toEqual([]);
    });

    test("can be handed back at once, as if they had not been claimed", async () => {
      const database = await openTestDatabase();
      await schedule(database, { runAt: 0 });
      const handedBack = await claimOne(database, 0);
      expect(await releaseLeases(database.kysely, "two")).toBe(0);
      expect(await releaseLeases(database.kysely, "one")).toBe(1);
      expect(await finishJob(database.kysely, handedBack)).toBe("lost");
      expect(await claimOne(database, 0, "two")).toMatchObject({ step: 0, failures: 0 });
    });
  });

  describe("that died", () => {
    async function bury(database: Database, subjectId: string, now: number): Promise<void> {
      await schedule(database, { subjectId, runAt: now });
      const lease = await claimOne(database, now);
      expect(await markDead(database.kysely, { lease, now, error: `no luck at ${now}` })).toBe("dead");
    }

    test("are not run, and listed with the last first", async () => {
      const database = await openTestDatabase();
      for (const [subjectId, now] of [
        ["a", 1],
        ["b", 2],
        ["c", 3],
      ] as const) {
        await bury(database, subjectId, now);
      }
      expect(await claim(database, 1_000_000)).toEqual([]);
      expect(await nextRunAt(database.kysely, { now: 0, leaseMs })).toBeUndefined();
      const dead = await listDeadJobs(database.kysely, { limit: 2 });
      expect(dead.map((job) => [job.subject_id, job.last_error])).toEqual([
        ["c", "no luck at 3"],
        ["b", "no luck at 2"],
      ]);
    });

    test("run again when an operator says so, once", async () => {
      const database = await openTestDatabase();
      await bury(database, "pay_1", 1);
      expect(await retryDeadJob(database.kysely, { id, now: 500 })).toBe(true);
      expect(await retryDeadJob(database.kysely, { id, now: 600 })).toBe(false);
      expect(await claimOne(database, 500)).toMatchObject({ step: 0, failures: 0, runAt: 500 });
    });

    test("live again when they are scheduled, at that time and not at their old one", async () => {
      const database = await openTestDatabase();
      await bury(database, "pay_1", 1);
      await schedule(database, { runAt: 800, keepEarlier: true });
      expect(await claim(database, 799)).toEqual([]);
      expect(await claimOne(database, 800)).toMatchObject({ step: 0, failures: 0 });
    });
  });
});
