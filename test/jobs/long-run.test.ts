/** A run of reconciliation takes minutes: it keeps its lease, and it ends soon when its process does. */
import { expect, onTestFinished, test } from "vitest";
import { startJobs } from "../../bff/jobs/loop.ts";
import { runJob } from "../../bff/jobs/run-job.ts";
import type { QueryResult } from "../../bff/providers/contract.ts";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { jobId, scheduleJob } from "../../bff/storage/jobs/jobs.ts";
import { writeOrders } from "../services/support/reconcile.ts";
import { answers, type Stage } from "../services/support/stage.ts";
import { forEachStage } from "../services/support/stages.ts";
import { findJob } from "../support/find-job.ts";

const leaseMs = 10_000;
const heartbeatMs = 3_000;
const job = jobId("reconcile", "weak");
const pending = answers({});
/** The stage's first day is yesterday then. */
const runAt = Date.UTC(2026, 10, 21, 14);

async function openDue(stage: Stage, orders: number) {
  await writeOrders(stage.database, "payment", orders);
  await stage.time.runUntil(runAt);
  await scheduleJob(stage.database.kysely, { kind: "reconcile", subjectId: "weak", runAt, now: runAt });
  const held: (() => void)[] = [];
  stage.script.query = (ref) =>
    new Promise<QueryResult>((resolve) => {
      held.push(() => resolve(pending(ref)));
    });
  return held;
}

async function claim(stage: Stage, instanceId: string) {
  const now = stage.time.now();
  return await claimJobs(stage.database, { instanceId, now, limit: 10, leaseMs, queue: "maintenance" });
}

const isFinished = async ({ database }: Stage) =>
  (await database.kysely.selectFrom("reconciliations").select("finished_at").executeTakeFirst())
    ?.finished_at !== null;

forEachStage("a run that takes long", (open) => {
  test("keeps its lease, so that no other process begins it a second time", async () => {
    const stage = await open();
    const held = await openDue(stage, 5);
    const { context } = stage;
    const [claimed] = await claim(stage, context.instanceId);
    if (claimed === undefined) throw new Error("nothing is due");
    const run = runJob(context, claimed);
    await expect.poll(() => held.length).toBe(5);
    for (let beat = 0; beat < 10; beat++) {
      await stage.time.runUntil(stage.time.now() + heartbeatMs);
      await context.leases.keepUp(context.database.kysely, context.clock.now());
      expect(await claim(stage, "other")).toEqual([]);
    }
    for (const answer of held) answer();
    expect(await run).toBe("rescheduled");
    expect(stage.asked).toHaveLength(5);
    expect(await isFinished(stage)).toBe(true);
  });

  test("ends when its process shuts down, and another process goes on at once with the rest", async () => {
    const stage = await open();
    const held = await openDue(stage, 40);
    const loop = startJobs(stage.context);
    onTestFinished(() => loop.stop(0));
    await expect.poll(() => held.length).toBe(16);
    const stopped = loop.stop(10_000);
    for (const answer of held) answer();
    await stopped;
    expect(stage.asked).toHaveLength(16);
    expect(await isFinished(stage)).toBe(false);
    expect(await findJob(stage.database.kysely, job)).toMatchObject({ run_at: runAt, locked_by: null });
    stage.script.query = pending;
    const other = stage.join("other");
    const [claimed] = await claim(stage, "other");
    if (claimed === undefined) throw new Error("nothing is due");
    await runJob(other, claimed);
    expect(stage.asked).toHaveLength(40);
    expect(new Set(stage.asked.map(({ orderNo }) => orderNo)).size).toBe(40);
    expect(await isFinished(stage)).toBe(true);
  });
});
