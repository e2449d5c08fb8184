/** A server as a process of its own that says how much it has used. It never outlives this process. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Bench } from "../support/run-bench.ts";
import type { Counts } from "./counts.ts";

export interface MeasuredProcess {
  /** CPU of the process since it started, user and system, in ms. */
  readCpuMs(): Promise<number>;
  /** What it has given to the disk since it started; 0 where the system does not say (Linux does). */
  readWrittenBytes(): Promise<number>;
  /** Copies; of SQLite only when it was started to be counted, of PostgreSQL only by a proxy. */
  readCounts(): Promise<Counts>;
  stop(): Promise<void>;
}

export interface MeasuredProcessOptions {
  /** Of its log. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Modules of this folder that are loaded before it. The one that reports always is. */
  readonly preloads?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Answers 200 once it can be used. */
  readonly readyUrl: string;
}

/** Ends what hangs; a busy machine is no reason. */
const readyMs = 120_000;
const report = z.object({
  cpu: z.object({ user: z.number(), system: z.number() }),
  writtenBytes: z.number(),
  counts: z.object({ statements: z.number(), commits: z.number(), roundTrips: z.number() }),
});

async function waitForReady(url: string, isRunning: () => boolean): Promise<void> {
  const deadline = performance.now() + readyMs;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    if (!isRunning() || performance.now() > deadline) throw new Error(`nothing answers at ${url}`);
    await pause(20);
  }
}

export async function startMeasured(
  bench: Pick<Bench, "folder" | "cleanup">,
  { name, program, args, preloads = [], env = {}, readyUrl }: MeasuredProcessOptions,
): Promise<MeasuredProcess> {
  const log = openSync(join(bench.folder, `${name}.log`), "a");
  const loaded = ["reporter", ...preloads];
  const child = fork(program, args, {
    execArgv: loaded.flatMap((each) => ["--import", join(import.meta.dirname, `${each}.ts`)]),
    stdio: ["ignore", log, log, "ipc"],
    env: { ...process.env, ...env },
  });
  closeSync(log);
  const ended = once(child, "exit");
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    if (!isRunning()) return;
    child.kill("SIGTERM");
    const killer = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(killer);
  };
  bench.cleanup.defer(stop);
  await waitForReady(readyUrl, isRunning);

  async function readReport() {
    const answer = once(child, "message");
    child.send("report");
    const [message] = await answer;
    return report.parse(message);
  }
  return {
    async readCpuMs() {
      const { cpu } = await readReport();
      return (cpu.user + cpu.system) / 1000;
    },
    readWrittenBytes: async () => (await readReport()).writtenBytes,
    readCounts: async () => (await readReport()).counts,
    stop,
  };
}
