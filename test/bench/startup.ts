/**
 * The built BFF: from `node dist/bff/cli.js serve` to the first 200 of `/readyz`, and its memory at rest. Once on a
 * database that is not there yet (all migrations), then several times on the one that is.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startSandbox } from "../../demo/sandbox/sandbox.ts";
import type { KeyFigure } from "./report/results.ts";
import { assertBuilt, builtProgram } from "./support/built.ts";
import { inMs, quantile } from "./support/numbers.ts";
import { type BenchConfig, benchConfig, createBenchDatabase } from "./support/product.ts";
import { type Bench, runBench } from "./support/run-bench.ts";

const warmStarts = 7;
const restMs = 5_000;
const lookEveryMs = 2;
const mostStartMs = 20_000;
const goalMs = 1_000;
const mostMemoryMb = 120;

const startKey = (what: string, tookMs: number): KeyFigure => ({
  what,
  ...{ value: Math.round(tookMs), unit: "ms", better: "lower", goal: goalMs },
});

/** A new connection each time, and nothing loaded for it: asking must not take part in what is measured. */
async function isReady(url: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  get(`${url}/readyz`, { agent: false }, (answer) => resolve(answer.resume().statusCode === 200)).once(
    "error",
    () => resolve(false),
  );
  return await promise;
}

interface Started {
  readonly tookMs: number;
  stop(): Promise<void>;
}

async function startBuilt(bench: Bench, config: BenchConfig): Promise<Started> {
  const file = join(bench.folder, "config.json");
  writeFileSync(file, JSON.stringify(config));
  const began = performance.now();
  const child = spawn(process.execPath, [builtProgram, "serve", "--config", file], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = once(child, "close");
  bench.cleanup.defer(() => void child.kill("SIGKILL"));
  while (!(await isReady(config.publicUrl))) {
    if (child.exitCode !== null) throw new Error(`the BFF ended with ${child.exitCode}`);
    if (performance.now() - began > mostStartMs) throw new Error("the BFF did not become ready");
    await pause(lookEveryMs);
  }
  const tookMs = performance.now() - began;
  return {
    tookMs,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Resident memory in MB, as the process itself counts it. */
async function readMemory(config: BenchConfig): Promise<number> {
  const headers = { authorization: `Bearer ${config.metrics.token}` };
  const text = await (await fetch(`${config.publicUrl}/metrics`, { headers })).text();
  const bytes = /^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1];
  return Number(bytes) / 1e6;
}

await runBench("The built BFF on SQLite", async (bench) => {
  assertBuilt();
  const sandbox = await startSandbox();
  bench.cleanup.defer(() => sandbox.stop());
  const { url: databaseUrl } = await createBenchDatabase(bench, "sqlite");
  const config = await benchConfig({ sandbox, databaseUrl });

  bench.say("the first start …");
  const first = await startBuilt(bench, config);
  await first.stop();
  bench.say("more starts …");
  const warm: number[] = [];
  for (let start = 0; start < bench.size(warmStarts); start++) {
    const { tookMs, stop } = await startBuilt(bench, config);
    warm.push(tookMs);
    await stop();
  }
  bench.say("at rest …");
  const resting = await startBuilt(bench, config);
  await pause(restMs);
  const memory = await readMemory(config);
  await resting.stop();
  return [
    {
      what: "start to /readyz, new database",
      measured: inMs(first.tookMs),
      key: startKey("built BFF ready, new database with all migrations", first.tookMs),
    },
    {
      what: "start to /readyz, existing database",
      measured: `median ${inMs(quantile(warm, 0.5))}, worst ${inMs(Math.max(...warm))} (of ${warm.length})`,
      key: startKey("built BFF ready, database there", quantile(warm, 0.5)),
    },
    {
      what: "resident memory after 5 s of rest",
      measured: `${memory.toFixed(0)} MB`,
      key: {
        what: "memory of the built BFF at rest, SQLite",
        ...{ value: Math.round(memory), unit: "MB", better: "lower", goal: mostMemoryMb },
      },
    },
  ];
});
