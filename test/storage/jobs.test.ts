import { describe, expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { claimJobs, nextRunAt } from "../../bff/storage/jobs/claim-jobs.ts";
import { listDeadJobs, retryDeadJob } from "../../bff/storage/jobs/dead-jobs.ts";
import { failJob, finishJob, handBackJob, markDead, rescheduleJob } from "../../bff/storage/jobs/end-jobs.ts";
import { extendLease, heartbeat, releaseLeases } from "../../bff/storage/jobs/job-leases.ts";
import { type ClaimedJob, jobId, type ScheduleJobOptions, scheduleJob } from "../../bff/storage/jobs/jobs.ts";
import type { JobKind, JobQueue } from "../../bff/storage/schema.ts";
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

forEachEngine("jobs", (openTestDatabase) => {
  describe("that are scheduled", () => {
    test("are claimed when their time has come, not before, and by one claimer only", async () => {
      const database = await openTestDatabase();
      await schedule(database, { runAt: 100 });
      expect(await claim(database, 99)).toEqual([]);
      const job = await claimOne(database, 100);
      expect(job).toMatchObject({
        id,
        kind: "sync_payment",
        subjectId: "pay_1",
        runAt: 100,
        step: 0,
        failures: 0,
      });
      expect(await claim(database, 100, { instanceId: "two" })).toEqual([]);
    });

    test("are claimed longest due first, as many as requested, of the requested queue", async () => {
      const database = await openTestDatabase();
      for (const [subjectId, runAt] of [
        ["c", 30],
        ["a", 10],
        ["d", 30],
        ["b", 20],
      ] as const) {
        await schedule(database, { subjectId, runAt });
      }
      await schedule(database, { kind: "deliver_event", subjectId: "x", runAt: 1 });
      const options = { instanceId: "one", limit: 3, now: 100, leaseMs, queue: "providers" } as const;
      const first = await claimJobs(database, options);
      expect(first.map((job) => job.subjectId)).toEqual(["a", "b", "c"]);
      expect((await claim(database, 100)).map((job) => job.subjectId)).toEqual(["x", "d"]);
    });

    test("go with the transaction they were scheduled in", async () => {
      const database = await openTestDatabase();
      const failing = database.transaction(async (trx) => {
        await scheduleJob(trx, { kind: "expire_session", subjectId: "cs_1", runAt: 1, now: 0 });
        throw new Error("on purpose");
      });
      await expect(failing).rejects.toThrow("on purpose");
      expect(await nextRunAt(database.kysely, { now: 0, leaseMs })).toBeUndefined();
    });

    test("take a later time too, unless it is only to be brought forward", async () => {
      const database = await openTestDatabase();
      await schedule(database, { runAt: 100 });
      await schedule(database, { runAt: 200 });
      expect((await findJob(database.kysely, id))?.run_at).toBe(200);
      await schedule(database, { runAt: 300, keepEarlier: true });
      expect((await findJob(database.kysely, id))?.run_at).toBe(200);
      await schedule(database, { runAt: 150, keepEarlier: true });
      expect((await findJob(database.kysely, id))?.run_at).toBe(150);
    });

    test("keep their step and their failures unless the schedule is to start again, from the step that says so", async () => {
      const database = await openTestDatabase();
      await schedule(database, { runAt: 1 });
      await rescheduleJob(database.kysely, { lease: await claimOne(database, 1), runAt: 2, step: 4 });
      await failJob(database.kysely, { lease: await claimOne(database, 2), runAt: 2, error: "a bug" });
      await schedule(database, { runAt: 3, step: 9 });
      expect(await claimOne(database, 3)).toMatchObject({ step: 4, failures: 1 });
      await schedule(database, { runAt: 3, restart: true });
      await releaseLeases(database.kysely, "one");
      expect(await claimOne(database, 3)).toMatchObject({ step: 0, failures: 0 });
      await schedule(database, { runAt: 3, restart: true, step: 1 });
      await releaseLeases(database.kysely, "one");
      expect(await claimOne(database, 3)).toMatchObject({ step: 1 });
    });
  });

  describe("that a wrong clock has put off", () => {
    const days = 24 * 60 * 60_000;
    const hours = 60 * 60_000;
    const now = 1_000;
    const write = (database: Database, kind: JobKind, subjectId: string, runAt: number) =>
      scheduleJob(database.kysely, { kind, subjectId, runAt, now: runAt });

    test.each([
      ["sync_payment", 2 * hours],
      ["sync_payout", 2 * hours],
      ["expire_payment", 30 * hours],
      ["expire_session", 30 * hours],
      ["deliver_event", 30 * hours],
      ["reconcile", 30 * hours],
    ] as const)(
      "are due when they are further ahead than any wait of their kind: %s",
      async (kind, longestMs) => {
        const database = await openTestDatabase();
        const latest = now + longestMs + 60_000;
        await write(database, kind, "a", latest);
        expect(await claim(database, now)).toEqual([]);
        expect(await nextRunAt(database.kysely, { now, leaseMs })).toBe(latest);
        await write(database, kind, "b", now + 400 * days);
        expect(await nextRunAt(database.kysely, { now, leaseMs })).toBe(now);
        expect((await claim(database, now)).map((job) => job.subjectId)).toEqual(["b"]);
      },
    );

    test("come after those that are due, and no more are claimed than asked for", async () => {
      const database = await openTestDatabase();
      for (const subjectId of ["x", "y"]) await write(database, "sync_payment", subjectId, 400 * days);
      for (const subjectId of ["a", "b"]) await write(database, "sync_payment", subjectId, 1);
      const claimed = async (limit: number) =>
        (await claim(database, now, { limit })).map((job) => job.subjectId);
      expect((await claimed(3)).sort()).toEqual(["a", "b", "x"]);
      expect(await claimed(3)).toEqual(["y"]);
    });

    test("are due too when their process died: neither their time nor their lease counts", async () => {
      const database = await openTestDatabase();
      const then = 400 * days;
      await schedule(database, { runAt: then, now: then, lockedBy: "one", leaseMs });
      expect(await nextRunAt(database.kysely, { now, leaseMs, queue: "providers" })).toBe(now);
      expect(await claimOne(database, now, "two")).toMatchObject({ id });
    });

    test("are never scheduled so far ahead by a clock that is right: an expiry takes several steps", async () => {
      const database = await openTestDatabase();
      await schedule(database, { kind: "expire_session", subjectId: "cs_1", runAt: 30 * days, now });
      expect(await claim(database, now)).toEqual([]);
      expect(await nextRunAt(database.kysely, { now, leaseMs })).toBe(now + 30 * hours);
    });
  });

  describe("that are begun at once", () => {
    test("are leased to who began them, until that one is taken for dead", async () => {
      const database = await openTestDatabase();
      const lease = await schedule(database, { runAt: 0, lockedBy: "one", leaseMs });
      expect(lease).toMatchObject({ id });
      expect(await claim(database, leaseMs - 1, { instanceId: "two" })).toEqual([]);
      expect(await claimOne(database, leaseMs, "two")).toMatchObject({ id, step: 0, failures: 0 });
    });

    test("are not begun twice", async () => {
      const database = await openTestDatabase();
      await schedule(database, { runAt: 0, lockedBy: "one", leaseMs });
      expect(await schedule(database, { runAt: 0, lockedBy: "one", leaseMs })).toBeNull();
      const free = await schedule(database, { subjectId: "pay_2", runAt: 50 });
      expect(free).toBeNull();
      const taken = await schedule(database, { subjectId: "pay_2", runAt: 0, lockedBy: "one", leaseMs });
      expect(taken).toMatchObject({ id: jobId("sync_payment", "pay_2") });
    });
  });

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

  test("say when the next one can be claimed: one that is free, or one whose lease runs out", async () => {
    const database = await openTestDatabase();
    const next = (now: number, queue?: JobQueue) =>
      nextRunAt(database.kysely, { now, leaseMs, ...(queue === undefined ? {} : { queue }) });
    expect(await next(0)).toBeUndefined();
    await schedule(database, { subjectId: "a", runAt: 50 });
    expect(await next(0)).toBe(50);
    await claimOne(database, 50);
    expect(await next(50)).toBe(50 + leaseMs);
    await schedule(database, { subjectId: "b", runAt: 70 });
    expect(await next(50)).toBe(70);
    expect(await next(50, "providers")).toBe(70);
    expect(await next(50, "maintenance")).toBeUndefined();
  });

  test("say so too of a lease that a clock wrote which has been set back since: it holds nobody up", async () => {
    const database = await openTestDatabase();
    const dayMs = 24 * 60 * 60 * 1_000;
    await schedule(database, { runAt: 50, now: dayMs, lockedBy: "one", leaseMs });
    expect(await nextRunAt(database.kysely, { now: 60, leaseMs })).toBe(50);
    expect(await claimOne(database, 60, "two")).toMatchObject({ id });
  });

  test("want an owner and a time for a lease, or neither", async () => {
    const database = await openTestDatabase();
    await expect(schedule(database, { runAt: 0, lockedBy: "one" })).rejects.toThrow("an owner and a time");
  });
});
