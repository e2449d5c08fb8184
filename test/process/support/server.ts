/** `serve` as a process of its own, whose output the test reads, leaves, or closes. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { expect } from "vitest";
import { findFreePort } from "../../../scripts/free-port.ts";

const root = join(import.meta.dirname, "../../..");
/** The program as it is published. A start from source takes more than twice as long. */
export const builtCli = join(root, "dist/bff/cli.js");

/** What an orchestrator gives a process between SIGTERM and SIGKILL, with a second of air. */
export const stopMs = 12_000;

export interface ServeOptions {
  /** Changes the configuration. */
  readonly config?: (base: BaseConfig) => unknown;
  /** Arguments for Node itself. */
  readonly nodeArgs?: readonly string[];
  /** More variables of its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** False leaves the output unread. */
  readonly reads?: boolean;
}

export interface BaseConfig {
  readonly environment: "sandbox";
  readonly listen: { readonly host: string; readonly port: number };
  readonly publicUrl: string;
  readonly database: { readonly url: string };
  readonly merchant: object;
  readonly network: object;
  readonly metrics: object;
  readonly accounts: readonly object[];
}

export interface Served {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly url: string;
  readonly port: number;
  readonly text: { out: string; error: string };
  /** Resolves when it answers. */
  ready(): Promise<void>;
  get(path: string, token?: string): Promise<Response>;
  /** Sends the signal. @returns how it ended, and after how long. */
  end(signal?: NodeJS.Signals): Promise<Ending>;
  /** How it ended by itself. */
  readonly ended: Promise<Ending>;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly ms: number;
}

export const apiKey = "sk_sandbox_of_a_process";
export const metricsToken = "scrape-me";

const folders: string[] = [];
const running = new Set<Served["child"]>();

function baseConfig(port: number): BaseConfig {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-serve-"));
  folders.push(folder);
  return {
    environment: "sandbox",
    listen: { host: "127.0.0.1", port },
    publicUrl: `http://127.0.0.1:${port}`,
    database: { url: `sqlite:${join(folder, "checkout.db")}` },
    merchant: {
      name: "Cantina del Sol",
      apiKeys: [{ id: "shop", secret: apiKey, scopes: ["sessions", "payouts", "reports", "operate"] }],
      allowedOrigins: ["http://127.0.0.1:8080"],
    },
    network: { allowPrivateAddresses: true },
    metrics: { token: metricsToken },
    accounts: [accountAt("http://127.0.0.1:9")],
  };
}

/** An account whose provider is at that address. */
export function accountAt(baseUrl: string) {
  return {
    id: "paypro-mx",
    provider: "paypro",
    baseUrl,
    credentials: { merchantNo: "2000004711", appSecret: "made-up-secret" },
    methods: [{ method: "store", channel: "store", currency: "MXN", countries: ["MX"] }],
  };
}

export async function serve(options: ServeOptions = {}): Promise<Served> {
  const { config = (base: BaseConfig) => base, reads = true, nodeArgs = [] } = options;
  const port = await findFreePort();
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-serve-"));
  folders.push(folder);
  const file = join(folder, "config.json");
  writeFileSync(file, JSON.stringify(config(baseConfig(port))));
  const child = spawn(process.execPath, [...nodeArgs, builtCli, "serve", "--config", file], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...options.env },
  });
  running.add(child);
  const text = { out: "", error: "" };
  if (reads) {
    child.stdout.on("data", (chunk) => {
      text.out += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      text.error += String(chunk);
    });
  }
  let askedAt = performance.now();
  const ended = once(child, "exit").then(([code, signal]): Ending => {
    running.delete(child);
    return { code, signal, ms: performance.now() - askedAt };
  });
  const url = `http://127.0.0.1:${port}`;
  const get = (path: string, token = "") =>
    fetch(`${url}${path}`, { headers: token === "" ? {} : { authorization: `Bearer ${token}` } });
  return {
    child,
    url,
    port,
    text,
    ended,
    get,
    async ready() {
      const status = async () => (await get("/healthz")).status;
      await expect.poll(() => status().catch(() => 0), { timeout: 30_000 }).toBe(200);
    },
    async end(signal = "SIGTERM") {
      askedAt = performance.now();
      child.kill(signal);
      return await ended;
    },
  };
}

/** Ends what a test has left, and removes its files. For `afterEach`. */
export async function endAll(): Promise<void> {
  for (const child of running) {
    const closed = once(child, "exit");
    child.kill("SIGKILL");
    await closed;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
