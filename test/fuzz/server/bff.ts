/** The BFF from source as a process of its own, which is asked what it has used. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { readLog, type ServerLog } from "./log.ts";

const root = join(import.meta.dirname, "../../..");
const startMs = 60_000;
const stopMs = 15_000;
const usageMs = 30_000;

const usage = z.object({
  cpuMs: z.number(),
  heapBytes: z.number(),
  reservedBytes: z.number(),
  externalBytes: z.number(),
  residentBytes: z.number(),
  sockets: z.number(),
});
/**
 * `cpuMs` is what its main thread has computed; `reservedBytes` what V8 has taken for its heap, used or not; `sockets` the
 * open connections of both directions.
 */
export type Usage = z.output<typeof usage>;

export interface Bff {
  readonly url: string;
  readonly log: ServerLog;
  /** `held`: after a garbage collection. Throws when the process has ended, or does not answer. */
  usage(what?: "held"): Promise<Usage>;
  /** Why it is not well; null when it is. */
  objectToHealth(): Promise<string | null>;
  /** @returns what was wrong with its end */
  stop(): Promise<string[]>;
}

/** @param config a whole configuration, listening at `url` */
export async function startBff(options: {
  readonly config: unknown;
  readonly url: string;
  readonly folder: string;
}): Promise<Bff> {
  const { url, folder } = options;
  const file = join(folder, "config.json");
  writeFileSync(file, JSON.stringify(options.config));
  const probe = join(import.meta.dirname, "probe.ts");
  const args = ["--expose-gc", "--import", probe, join(root, "bff/cli.ts"), "serve", "--config", file];
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: root,
    // A process group of its own: whoever interrupts the run still wants to know what the server holds.
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // So that a health check has its line, too.
    env: { ...process.env, CHECKOUT_LOG_LEVEL: "debug" },
  });
  if (child.stdout === null || child.stderr === null) throw new Error("the BFF has no output");
  const log = readLog(child.stdout);
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors = `${errors}${chunk}`.slice(-4_000);
  });
  const ended = once(child, "exit");

  const endedAlready = () => child.exitCode !== null || child.signalCode !== null;
  const status = async () => {
    try {
      const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(10_000) });
      await answer.arrayBuffer();
      return answer.status;
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException) return 0;
      throw error;
    }
  };

  const until = performance.now() + startMs;
  while ((await status()) !== 200) {
    if (endedAlready() || performance.now() > until) throw new Error(`the BFF does not start: ${errors}`);
    await pause(50);
  }
  return {
    url,
    log,
    async usage(what) {
      if (endedAlready()) throw new Error(`the BFF has ended: ${errors}`);
      const answer = once(child, "message", { signal: AbortSignal.timeout(usageMs) });
      const asked = new Promise<void>((resolve, reject) =>
        child.send(what ?? "used", (error) => (error === null ? resolve() : reject(error))),
      );
      const [[message]] = await Promise.all([answer, asked]);
      return usage.parse(message);
    },
    async objectToHealth() {
      if (endedAlready()) return `the process has ended (${child.exitCode ?? child.signalCode}): ${errors}`;
      const now = await status();
      return now === 200 ? null : `/healthz answers ${now}`;
    },
    async stop() {
      if (endedAlready()) return [`the process has ended (${child.exitCode ?? child.signalCode}): ${errors}`];
      child.kill("SIGTERM");
      const limit = setTimeout(() => child.kill("SIGKILL"), stopMs);
      const [code, signal] = await ended;
      clearTimeout(limit);
      const late = code === 0 ? [] : [`SIGTERM ended it with ${code ?? signal}`];
      return errors === "" ? late : [...late, `it wrote to standard error: ${errors.slice(0, 1_000)}`];
    },
  };
}
