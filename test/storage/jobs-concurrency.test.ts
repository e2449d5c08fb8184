import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import type { Database } from "../../bff/storage/database.ts";
import {
  type ClaimedJob,
  claimJobs,
  finishJob,
  markDead,
  nextRunAt,
  releaseLeases,
  rescheduleJob,
  scheduleJob,
} from "../../bff/storage/jobs.ts";
import { forEachEngine } from "../support/databases.ts";

const leaseMs = 1_000;

/** Every subject has a counter of wishes, raised in the wish's transaction, and of what a run has seen of it. */
async function makeCounters(database: Database, subjects: readonly string[]): Promise<void> {
  await database.kysely
    .insertInto("accounts")
    .values(
      subjects
        .flatMap((subject) => [`wished:${subject}`, `seen:${subject}`])
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

forEachEngine("jobs of many workers", (openTestDatabase) => {
  test("go to one worker each", async () => {
    const database = await openTestDatabase();
    const others = await Promise.all([1, 2, 3].map(() => openTestDatabase({ like: database })));
    for (let i = 0; i < 200; i++) {
      await scheduleJob(database.kysely, { kind: "expire", subjectId: `${i}`, runAt: 0, now: 0 });
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

  test("never lose a wish: whatever was wished for is seen by a run that began after it", async () => {
    const database = await openTestDatabase();
    const handles = [
      database,
      await openTestDatabase({ like: database }),
      await openTestDatabase({ like: database }),
    ];
    const subjects = ["a", "b", "c"];
    await makeCounters(database, subjects);
    let now = 0;
    let wishing = true;
    const running = new Set<string>();

    async function wish(handle: Database): Promise<void> {
      const subject = subjects[randomInt(subjects.length)] ?? "a";
      const onlyForward = randomInt(2) === 0;
      await handle.transaction(async (trx) => {
        await trx
          .updateTable("accounts")
          .set((eb) => ({ last_success_at: eb("last_success_at", "+", 1) }))
          .where("id", "=", `wished:${subject}`)
          .execute();
        await scheduleJob(trx, { kind: "expire", subjectId: subject, runAt: now, now, onlyForward });
      });
    }

    async function end(handle: Database, lease: ClaimedJob): Promise<string> {
      switch (randomInt(5)) {
        case 0:
          return await rescheduleJob(handle.kysely, { lease, runAt: now + 10_000_000 });
        case 1:
          return await markDead(handle.kysely, { lease, now, error: "on purpose" });
        default:
          return await finishJob(handle.kysely, lease);
      }
    }

    async function work(handle: Database, instanceId: string): Promise<void> {
      while (wishing || ((await nextRunAt(database.kysely)) ?? Number.POSITIVE_INFINITY) < 9_000_000) {
        now += randomInt(40);
        const jobs = await claimJobs(handle, { instanceId, limit: 2, now, leaseMs });
        for (const job of jobs) {
          const subject = job.subjectId;
          const wished = await counter(handle, `wished:${subject}`);
          // A worker that was killed: its lease runs out, or is handed back.
          const fate = randomInt(8);
          if (fate === 0) continue;
          if (fate === 1) {
            await releaseLeases(handle.kysely, instanceId);
            continue;
          }
          running.add(job.id);
          await handle.kysely
            .updateTable("accounts")
            .set({ last_success_at: wished })
            .where("id", "=", `seen:${subject}`)
            .where("last_success_at", "<", wished)
            .execute();
          await end(handle, job);
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    }

    const workers = handles.flatMap((handle, i) => [work(handle, `w${i}`), work(handle, `v${i}`)]);
    await Promise.all(
      handles.map(async (handle) => {
        for (let i = 0; i < 60; i++) {
          await wish(handle);
          await new Promise((resolve) => setImmediate(resolve));
        }
      }),
    );
    wishing = false;
    await Promise.all(workers);
    for (const subject of subjects) {
      const wished = await counter(database, `wished:${subject}`);
      expect(wished).toBeGreaterThan(0);
      expect(await counter(database, `seen:${subject}`)).toBe(wished);
    }
    expect(running.size).toBe(subjects.length);
  });

  test("are not run by two at once within their leases", async () => {
    const database = await openTestDatabase();
    const handles = [database, await openTestDatabase({ like: database })];
    await scheduleJob(database.kysely, { kind: "expire", subjectId: "a", runAt: 0, now: 0 });
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
          await scheduleJob(handle.kysely, { kind: "expire", subjectId: "a", runAt: 0, now: 1 });
          atOnce--;
          await rescheduleJob(handle.kysely, { lease: job, runAt: 0 });
        }
      }),
    );
    expect(most).toBe(1);
  });
});
