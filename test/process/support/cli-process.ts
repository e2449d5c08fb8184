/** The command line as a process of its own, on a configuration file that the test writes and changes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { findFreePort } from "../../../scripts/free-port.ts";
import { builtCli } from "./server.ts";

export interface CliProcess {
  readonly child: ChildProcess;
  readonly output: { out: string; error: string };
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** A shop's folder with its configuration. */
export interface Shop {
  readonly folder: string;
  readonly url: string;
  readonly databasePath: string;
  /** Writes the file anew: the base, with these keys in place of its own. */
  configure(changes?: object): void;
  /** Writes any text into the file. */
  configureWith(text: string): void;
  run(...args: readonly string[]): CliProcess;
  /** Starts `serve`. Resolves when it answers. */
  serve(): Promise<CliProcess>;
  status(path: string, apiKey: string): Promise<number>;
}

const folders: string[] = [];
const running = new Set<ChildProcess>();

export const merchant = {
  name: "Cantina del Sol",
  apiKeys: [{ id: "backend", secret: "sk_of_a_process", scopes: ["sessions", "reports"] }],
  allowedOrigins: ["http://127.0.0.1:8080"],
};

export async function openShop(changes: object = {}): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-shop-"));
  folders.push(folder);
  const file = join(folder, "config.json");
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const databasePath = join(folder, "checkout.db");
  const base = {
    environment: "sandbox",
    listen: { host: "127.0.0.1", port },
    publicUrl: url,
    database: { url: `sqlite:${databasePath}` },
    merchant,
    network: { allowPrivateAddresses: true },
    accounts: [
      {
        id: "paypro-mx",
        provider: "paypro",
        baseUrl: "http://127.0.0.1:9",
        credentials: { merchantNo: "2000000001", appSecret: "made-up-secret" },
        methods: [{ method: "store", channel: "store", currency: "MXN", countries: ["MX"] }],
      },
    ],
    ...changes,
  };
  const configureWith = (text: string) => writeFileSync(file, text);
  const configure = (other: object = {}) => configureWith(JSON.stringify({ ...base, ...other }));
  configure();

  function run(...args: readonly string[]): CliProcess {
    const child = spawn(process.execPath, [builtCli, ...args, "--config", file], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    const output = { out: "", error: "" };
    child.stdout.on("data", (chunk) => {
      output.out += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      output.error += String(chunk);
    });
    const ended = once(child, "close").then(([code, signal]) => {
      running.delete(child);
      return { code, signal };
    });
    return { child, output, ended };
  }

  return {
    folder,
    url,
    databasePath,
    configure,
    configureWith,
    run,
    async serve() {
      const started = run("serve");
      const ready = () =>
        fetch(`${url}/readyz`).then(
          ({ status }) => status,
          () => 0,
        );
      await expect.poll(ready, { timeout: 30_000 }).toBe(200);
      return started;
    },
    status: async (path, apiKey) =>
      (await fetch(url + path, { headers: { authorization: `Bearer ${apiKey}` } })).status,
  };
}

/** Stops the process as an operator does, and gives its exit code. */
export async function stop({ child, ended }: CliProcess): Promise<number | null> {
  child.kill("SIGTERM");
  return (await ended).code;
}

/** For `afterEach`. */
export async function closeShops(): Promise<void> {
  for (const child of [...running]) {
    const closed = once(child, "close");
    child.kill("SIGKILL");
    await closed;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
