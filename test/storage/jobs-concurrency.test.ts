import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/engine/database.ts";
import { claimJobs, nextRunAt } from "../../bff/storage/jobs/claim-jobs.ts";
import { finishJob, markDead, rescheduleJob } from "../../bff/storage/jobs/end-jobs.ts";
import { releaseLeases } from "../../bff/storage/jobs/job-leases.ts";
import { type ClaimedJob, scheduleJob } from "../../bff/storage/jobs/jobs.ts";
import { forEachEngine } from "../support/databases.ts";

const leaseMs = 1_000;

/**
 * Each subject counts its reasons to run, and the reasons that a run has seen. A transaction that requests a run adds
 * a reason.
 */
async function makeCounters(database: Database, subjects: readonly string[]): Promise<void> {
  await database.kysely
    .insertInto("accounts")
    .values(
      subjects
        .flatMap((subject) => [`needed:${subject}`, `seen:${subject}`])
        .map((id) => ({ id, last_success_at: 0 })),
    )
    .execute();
}

async function counter(database: Database, id: string): Promise<number> {
  const row = await database.kysely
    .selectFrom("accounts")
    .select("last_success_at")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return row.last_success_at ?? 0;
}

async function pause(): Promise<void> {
  for (let turns = randomInt(4); turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
}

/** Takes as long as some round trips to the database. */
async function dawdle(handle: Database): Promise<void> {
  for (let trips = randomInt(8); trips > 0; trips--) await nextRunAt(handle.kysely, { now: 0, leaseMs });
}

forEachEngine("jobs of many workers", (openTestDatabase) => {
  test("go to one worker each", async () => {
    const database = await openTestDatabase();
    const others = await Promise.all([1, 2, 3].map(() => openTestDatabase({ like: database })));
    for (let i = 0; i < 200; i++) {
      await scheduleJob(database.kysely, { kind: "expire_session", subjectId: `${i}`, runAt: 0, now: 0 });
    }
    const claimed: ClaimedJob[] = [];
    await Promise.all(
      [database, ...others].map(async (handle, worker) => {
        for (;;) {
          const jobs = await claimJobs(handle, { instanceId: `${worker}`, limit: 7, now: 1, leaseMs });
          if (jobs.length === 0) return;
          claimed.push(...jobs);
        }
      }),
    );
    expect(new Set(claimed.map((job) => job.id)).size).toBe(200);
    expect(claimed).toHaveLength(200);
  });

  test("lose no request for a rerun: its reason is seen by a run that began after it", async () => {
    const database = await openTestDatabase();
    const handles = await Promise.all([0, 1, 2].map(() => openTestDatabase({ like: database })));
    const subjects = Array.from({ length: 40 }, (_, i) => `s${i}`);
    const requestsLeft = new Map(subjects.map((subject) => [subject, 2]));
    await makeCounters(database, subjects);
    const farAway = 1_000_000_000;
    let now = 0;

    /** Adds a reason to run and requests the run, in one transaction. */
    async function request(handle: Database, subject: string): Promise<void> {
      await handle.transaction(async (trx) => {
        await trx
          .updateTable("accounts")
          .set((eb) => ({ last_success_at: eb("last_success_at", "+", 1) }))
          .where("id", "=", `needed:${subject}`)
          .execute();
        const keepEarlier = randomInt(2) === 0;
        await scheduleJob(trx, { kind: "expire_session", subjectId: subject, runAt: now, now, keepEarlier });
      });
    }

    async function end(handle: Database, lease: ClaimedJob, instanceId: string): Promise<void> {
      const kind = randomInt(6);
      if (kind === 0) await rescheduleJob(handle.kysely, { lease, runAt: farAway, step: 0 });
      else if (kind === 1) await markDead(handle.kysely, { lease, now, error: "on purpose" });
      else if (kind === 2) await releaseLeases(handle.kysely, instanceId);
      // 3: the worker was killed, and the lease runs out.
      else if (kind > 3) await finishJob(handle.kysely, lease);
    }

    async function run(handle: Database, job: ClaimedJob, instanceId: string): Promise<void> {
      const seen = await counter(handle, `needed:${job.subjectId}`);
      await handle.kysely
        .updateTable("accounts")
        .set({ last_success_at: seen })
        .where("id", "=", `seen:${job.subjectId}`)
        .where("last_success_at", "<", seen)
        .execute();
      // From here on, this run does not see new requests. They arrive before, during or after its end.
      const left = requestsLeft.get(job.subjectId) ?? 0;
      requestsLeft.set(job.subjectId, left - 1);
      const other = handles[randomInt(handles.length)] ?? handle;
      await Promise.all([
        dawdle(handle).then(() => end(handle, job, instanceId)),
        left > 0 ? dawdle(other).then(() => request(other, job.subjectId)) : undefined,
      ]);
    }

    async function work(handle: Database, instanceId: string): Promise<void> {
      for (;;) {
        const next = await nextRunAt(handle.kysely, { now, leaseMs });
        if (next === undefined || next >= farAway) return;
        now = Math.max(now, next);
        const jobs = await claimJobs(handle, { instanceId, limit: 1, now, leaseMs });
        for (const job of jobs) await run(handle, job, instanceId);
        await pause();
      }
    }

    await Promise.all(subjects.map((subject) => request(database, subject)));
    await Promise.all(handles.flatMap((handle, i) => [work(handle, `w${i}`), work(handle, `v${i}`)]));
    for (const subject of subjects) {
      expect(await counter(database, `needed:${subject}`)).toBe(3);
      expect(await counter(database, `seen:${subject}`)).toBe(3);
    }
  });

  test("are not run by two at once within their leases", async () => {
    const database = await openTestDatabase();
    const handles = [database, await openTestDatabase({ like: database })];
    await scheduleJob(database.kysely, { kind: "expire_session", subjectId: "a", runAt: 0, now: 0 });
    let runs = 0;
    let atOnce = 0;
    let most = 0;
    await Promise.all(
      handles.map(async (handle, worker) => {
        while (runs < 100) {
          const [job] = await claimJobs(handle, { instanceId: `${worker}`, limit: 1, now: 1, leaseMs });
          if (job === undefined) {
            await new Promise((resolve) => setImmediate(resolve));
            continue;
          }
          most = Math.max(most, ++atOnce);
          runs++;
          await scheduleJob(handle.kysely, { kind: "expire_session", subjectId: "a", runAt: 0, now: 1 });
          atOnce--;
          await rescheduleJob(handle.kysely, { lease: job, runAt: 0, step: 0 });
        }
      }),
    );
    expect(most).toBe(1);
  });
});
