import { expect, test } from "vitest";
import { createLeases } from "../../bff/services/process/held-leases.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { type ClaimedJob, scheduleJob } from "../../bff/storage/jobs/jobs.ts";
import { forEachEngine } from "../support/databases.ts";
import { createFickleDatabase } from "./support/away.ts";

const leaseMs = 10_000;

async function schedule(database: Database, ids: readonly string[]): Promise<void> {
  for (const subjectId of ids) {
    await scheduleJob(database.kysely, { kind: "sync_payment", subjectId, runAt: 0, now: 0 });
  }
}

async function claim(
  database: Database,
  now: number,
  instanceId: string,
  limit = 200,
): Promise<ClaimedJob[]> {
  return await claimJobs(database, { instanceId, now, limit, leaseMs });
}

const leasesOfOne = () => createLeases({ instanceId: "one", leaseMs });
const subjects = (jobs: readonly ClaimedJob[]) => jobs.map((job) => job.subjectId).sort();

forEachEngine("the leases of a process", (open) => {
  test("are kept up while its runs are under way, and only those", async () => {
    const database = await open();
    await schedule(database, ["under way", "ended"]);
    const leases = leasesOfOne();
    // One after the other, because jobs that are claimed together share a token.
    const jobs = [...(await claim(database, 0, "one", 1)), ...(await claim(database, 0, "one", 1))];
    for (const job of jobs) leases.begin(job);
    for (const job of jobs) if (job.subjectId === "ended") leases.end(job);
    expect(leases.count()).toBe(1);
    await leases.keepUp(database.kysely, 9_000);
    expect(subjects(await claim(database, leaseMs, "two"))).toEqual(["ended"]);
    await leases.keepUp(database.kysely, 18_000);
    expect(await claim(database, 27_999, "three")).not.toContainEqual(
      expect.objectContaining({ subjectId: "under way" }),
    );
    expect(subjects(await claim(database, 28_000, "four"))).toContain("under way");
  });

  test("of jobs that were claimed together are kept up as long as one of them runs", async () => {
    const database = await open();
    await schedule(database, ["a", "b", "c"]);
    const leases = leasesOfOne();
    const jobs = await claim(database, 0, "one");
    for (const job of jobs) leases.begin(job);
    for (const job of jobs.slice(1)) leases.end(job);
    await leases.keepUp(database.kysely, 9_000);
    expect(subjects(await claim(database, leaseMs, "two"))).not.toContain(jobs[0]?.subjectId);
  });

  test("are kept up in any number", async () => {
    const database = await open();
    const ids = Array.from({ length: 230 }, (_, index) => `p${index}`);
    await database.transaction(async (trx) => {
      for (const subjectId of ids) {
        const lease = { lockedBy: "one", leaseMs };
        await scheduleJob(trx, { kind: "sync_payment", subjectId, runAt: 0, now: 0, ...lease });
      }
    });
    const held = await database.kysely.selectFrom("jobs").select(["id", "lease_token"]).execute();
    const leases = leasesOfOne();
    for (const { id, lease_token } of held) leases.begin({ id, token: lease_token ?? "" });
    await leases.keepUp(database.kysely, 9_000);
    expect(await claim(database, 18_999, "two", 300)).toEqual([]);
    expect(await claim(database, 19_000, "two", 300)).toHaveLength(230);
  });

  test("are handed back at once when a run could not be written, so that nobody waits for them to run out", async () => {
    const database = await open();
    await schedule(database, ["abandoned"]);
    const leases = leasesOfOne();
    for (const job of await claim(database, 0, "one")) {
      leases.begin(job);
      leases.abandon(job);
    }
    expect(leases.count()).toBe(1);
    await leases.keepUp(database.kysely, 1_000);
    expect(leases.count()).toBe(0);
    expect(subjects(await claim(database, 1_000, "two"))).toEqual(["abandoned"]);
  });

  test("are handed back once the database is there again, and then what is under way is kept up", async () => {
    const database = await open();
    await schedule(database, ["abandoned", "under way"]);
    const leases = leasesOfOne();
    const jobs = [...(await claim(database, 0, "one", 1)), ...(await claim(database, 0, "one", 1))];
    for (const job of jobs) leases.begin(job);
    for (const job of jobs) if (job.subjectId === "abandoned") leases.abandon(job);
    const fickle = createFickleDatabase(database);
    fickle.isAway = true;
    await expect(leases.keepUp(fickle.database.kysely, 3_000)).rejects.toThrow("away");
    expect(leases.count()).toBe(2);
    expect(await claim(database, 3_000, "two")).toEqual([]);
    fickle.isAway = false;
    await leases.keepUp(fickle.database.kysely, 6_000);
    expect(leases.count()).toBe(1);
    expect(subjects(await claim(database, 6_000, "two"))).toEqual(["abandoned"]);
    expect(await claim(database, 15_999, "three")).toEqual([]);
  });

  test("that could be handed back only in part are handed back for the rest the next time", async () => {
    const database = await open();
    await schedule(database, ["a", "b", "c"]);
    const leases = leasesOfOne();
    for (const job of await claim(database, 0, "one")) {
      leases.begin(job);
      leases.abandon(job);
    }
    const fickle = createFickleDatabase(database);
    fickle.awayAfter = 1;
    await expect(leases.keepUp(fickle.database.kysely, 1_000)).rejects.toThrow("away");
    expect(leases.count()).toBe(2);
    Object.assign(fickle, { isAway: false, awayAfter: Number.POSITIVE_INFINITY });
    await leases.keepUp(fickle.database.kysely, 2_000);
    expect(subjects(await claim(database, 2_000, "two"))).toEqual(["a", "b", "c"]);
  });

  test("that somebody else has by now are not taken back by handing them back", async () => {
    const database = await open();
    await schedule(database, ["a"]);
    const leases = leasesOfOne();
    for (const job of await claim(database, 0, "one")) {
      leases.begin(job);
      leases.abandon(job);
    }
    expect(await claim(database, leaseMs, "two")).toHaveLength(1);
    await leases.keepUp(database.kysely, leaseMs + 1_000);
    expect(leases.count()).toBe(0);
    expect(await claim(database, leaseMs + 2_000, "three")).toEqual([]);
  });
});
