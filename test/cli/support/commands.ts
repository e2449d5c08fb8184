import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { runCommand } from "../../../bff/cli/run.ts";
import { type DemoConfig, demoConfig } from "../../../demo/config.ts";
import { type Sandbox, startSandbox } from "../../../demo/sandbox/sandbox.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";

/** Of a PostgreSQL that nobody runs. */
export const awayDatabase = { url: "postgres://checkout:canary-password@127.0.0.1:1/none" };

/** What a test of the commands has: providers, a configuration of all of them, and a folder. */
export interface CommandStage {
  readonly sandbox: Sandbox;
  readonly base: DemoConfig;
  readonly folder: string;
  readonly writeConfig: (config: unknown) => string;
  /** The configuration with one account changed. */
  readonly withAccount: (id: string, change: (account: DemoConfig["accounts"][number]) => object) => unknown;
  /** A server over a database of its own, and its configuration for the commands that follow. */
  readonly startServer: (
    databaseName: string,
  ) => Promise<{ readonly app: TestApp; readonly config: DemoConfig }>;
}

export async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const out: string[] = [];
  const error: string[] = [];
  const code = await runCommand(args, {
    out: (line) => void out.push(line),
    error: (line) => void error.push(line),
    env,
  });
  return { code, out: out.join("\n"), error: error.join("\n") };
}

/** Starts the stage before the tests of the file and ends it after them. */
export function commandStage(): () => CommandStage {
  let started: CommandStage | undefined;
  beforeAll(async () => {
    started = await startStage();
  });
  afterAll(async () => {
    await started?.sandbox.stop();
    if (started !== undefined) rmSync(started.folder, { recursive: true, force: true });
  });
  return () => {
    if (started === undefined) throw new Error("the stage has not started");
    return started;
  };
}

async function startStage(): Promise<CommandStage> {
  const sandbox = await startSandbox();
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-cli-"));
  const databasePath = join(folder, "checkout.db");
  const urls = { bffUrl: "http://127.0.0.1:1", shopUrl: "http://127.0.0.1:2" };
  const base = demoConfig({ sandbox, ...urls, databasePath });
  return {
    sandbox,
    base,
    folder,
    writeConfig(config) {
      const file = join(folder, "config.json");
      writeFileSync(file, JSON.stringify(config));
      return file;
    },
    withAccount(id, change) {
      const accounts = base.accounts.map((account) => (account.id === id ? change(account) : account));
      return { ...base, accounts };
    },
    async startServer(databaseName) {
      const database = { url: `sqlite:${join(folder, databaseName)}` };
      let config = base;
      const app = await startTestApp({
        sandbox,
        config: (given) => {
          config = { ...given, database };
          return config;
        },
      });
      return { app, config };
    },
  };
}
