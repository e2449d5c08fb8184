/** The BFF as an operating system sees it: a process that listens, is killed and started again. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { DemoConfig } from "../../../demo/config.ts";
import { bundledCli } from "./bundle-global-setup.ts";

const root = join(import.meta.dirname, "../../..");
const startMs = 30_000;

export interface BffProcess {
  readonly url: string;
  readonly databaseUrl: string;
  /** Starts it (again) and waits until it is ready. */
  start(): Promise<void>;
  /** As a power cut would end it. */
  kill(): Promise<void>;
  /** As an orchestrator would end it. @returns the exit code */
  terminate(): Promise<number | null>;
  isReady(): Promise<boolean>;
  /** What it has written so far, for the message of a failure. */
  output(): string;
}

/** @param config its `listen` and `publicUrl` say where. */
export function createBffProcess(config: DemoConfig, folder: string): BffProcess {
  const { host, port } = config.listen;
  const url = `http://${host}:${port}`;
  const file = join(folder, `config-${port}.json`);
  writeFileSync(file, JSON.stringify(config));
  let child: ChildProcess | undefined;
  let written = "";

  const isReady = async (): Promise<boolean> => {
    try {
      const answer = await fetch(`${url}/readyz`);
      await answer.arrayBuffer();
      return answer.status === 200;
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  };
  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<number | null> => {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null) return ending?.exitCode ?? null;
    const closed = once(ending, "close");
    ending.kill(signal);
    const [code] = await closed;
    return code;
  };

  return {
    url,
    databaseUrl: config.database.url,
    isReady,
    output: () => written.slice(-4_000),
    async start() {
      child = spawn(process.execPath, [bundledCli, "serve", "--config", file], {
        cwd: root,
        stdio: ["ignore", "pipe", "pipe"],
      });
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on("data", (chunk: Buffer) => {
          written = (written + chunk.toString()).slice(-100_000);
        });
      }
      await expect.poll(isReady, { timeout: startMs, interval: 25 }).toBe(true);
    },
    async kill() {
      await end("SIGKILL");
    },
    async terminate() {
      return await end("SIGTERM");
    },
  };
}
