import { describe, expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { claimJobs, nextRunAt } from "../../bff/storage/jobs/claim-jobs.ts";
import { failJob, rescheduleJob } from "../../bff/storage/jobs/end-jobs.ts";
import { releaseLeases } from "../../bff/storage/jobs/job-leases.ts";
import { jobId, scheduleJob } from "../../bff/storage/jobs/jobs.ts";
import type { JobKind, JobQueue } from "../../bff/storage/schema/jobs.ts";
import { forEachEngine } from "../support/databases.ts";
import { findJob } from "../support/find-job.ts";
import { claim, claimOne, id, leaseMs, schedule } from "./scheduled-jobs.ts";

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
