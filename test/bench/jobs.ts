/**
 * Jobs claimed and finished: the real loop of one process, 16 at a time, on jobs that find nothing to do (the
 * payment they are about does not exist), so that the queue itself is measured: claim, one read, finish.
 */
import { setTimeout as pause } from "node:timers/promises";
import { startJobs } from "../../bff/jobs/loop.ts";
import type { ServiceContext } from "../../bff/services/context.ts";
import { leaseMs } from "../../bff/services/runs/lease-duration.ts";
import { nextRunAt } from "../../bff/storage/jobs/claim-jobs.ts";
import { scheduleJob } from "../../bff/storage/jobs/jobs.ts";
import { startSandbox } from "../../demo/sandbox/sandbox.ts";
import { perSecond } from "./support/numbers.ts";
import { openBenchContext } from "./support/open-context.ts";
import { benchConfig, createBenchDatabase } from "./support/product.ts";
import { runBench } from "./support/run-bench.ts";

const jobs = 5000;
const perTransaction = 500;

async function writeJobs(context: ServiceContext, count: number): Promise<void> {
  const now = context.clock.now();
  for (let start = 0; start < count; start += perTransaction) {
    await context.database.transaction(async (trx) => {
      for (let index = start; index < Math.min(start + perTransaction, count); index++) {
        await scheduleJob(trx, { kind: "sync_payment", subjectId: `pay_bench${index}`, runAt: now, now });
      }
    });
  }
}

/** @returns how long it took until none was left, in ms. */
async function workOff(context: ServiceContext): Promise<number> {
  const began = performance.now();
  const loop = startJobs(context);
  const { kysely } = context.database;
  while ((await nextRunAt(kysely, { now: Date.now(), leaseMs })) !== undefined) await pause(5);
  const tookMs = performance.now() - began;
  await loop.stop(1000);
  return tookMs;
}

await runBench("Jobs claimed and finished", async (bench) => {
  const sandbox = await startSandbox();
  bench.cleanup.defer(() => sandbox.stop());
  const figures = [];
  for (const engine of ["sqlite", "postgres"] as const) {
    bench.say(`${engine} …`);
    const { url: databaseUrl, label } = await createBenchDatabase(bench, engine);
    const context = await openBenchContext(bench, await benchConfig({ sandbox, databaseUrl }));
    await writeJobs(context, bench.size(jobs / 10));
    await workOff(context);
    await writeJobs(context, bench.size(jobs));
    figures.push({ what: label, measured: perSecond(bench.size(jobs), await workOff(context)) });
  }
  return figures;
});
