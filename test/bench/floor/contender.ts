/** The two that are compared, each a process of its own on a database of its own, with the same configuration. */
import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Engine } from "../../../bff/storage/engine/database.ts";
import { builtProgram } from "../support/built.ts";
import { openBenchContext } from "../support/open-context.ts";
import { type BenchConfig, benchConfig, createBenchDatabase } from "../support/product.ts";
import type { Bench } from "../support/run-bench.ts";
import type { TimedSandbox } from "../support/start-timed-sandbox.ts";
import type { Counts } from "./counts.ts";
import { type DatabaseView, openDatabaseView } from "./database-view.ts";
import { floorOptionsOf } from "./options.ts";
import { type PostgresProxy, startPostgresProxy } from "./postgres-proxy.ts";

export type Side = "product" | "floor";
export const sides: readonly Side[] = ["product", "floor"];

export interface Contender {
  readonly side: Side;
  readonly url: string;
  /** The origin of the merchant's page. */
  readonly origin: string;
  readonly apiKeys: readonly string[];
  /** CPU of the process since it started, user and system, in ms. */
  readCpuMs(): Promise<number>;
  /** Copies; of SQLite only when it was started to be counted, of PostgreSQL only by a proxy. */
  readCounts(): Promise<Counts>;
  readonly view: DatabaseView;
  readonly proxy: PostgresProxy | undefined;
  stop(): Promise<void>;
}

export interface ContenderOptions {
  readonly side: Side;
  readonly engine: Engine;
  readonly sandbox: TimedSandbox;
  /** Origin of the merchant's endpoint. */
  readonly merchant: string;
  /** Statements are counted, which costs something; PostgreSQL is reached by a proxy then. */
  readonly counted: boolean;
}

/**
 * The limits of rate are the product's defaults: 6,000 calls a minute and API key, 600 a minute and customer. So many
 * keys take turns, and each customer has an address of his own (drive.ts), as behind a balancer.
 */
const keys = 16;
const readyMs = 30_000;
const report = z.object({
  cpu: z.object({ user: z.number(), system: z.number() }),
  counts: z.object({ statements: z.number(), commits: z.number(), roundTrips: z.number() }),
});

/** The bench's configuration with default limits, behind one proxy, with several API keys. */
function withDefaultLimits(config: BenchConfig) {
  const { limits: _unlimited, merchant, network, ...rest } = config;
  const apiKeys = Array.from({ length: keys }, (_, index) => ({
    id: `shop${index}`,
    secret: `sk_sandbox_${randomBytes(24).toString("hex")}`,
    scopes: ["sessions", "reports"],
  }));
  return { ...rest, merchant: { ...merchant, apiKeys }, network: { ...network, trustedProxies: 1 } };
}

async function waitForReady(url: string, isRunning: () => boolean): Promise<void> {
  const deadline = performance.now() + readyMs;
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    if (!isRunning() || performance.now() > deadline) throw new Error(`nothing answers at ${url}`);
    await pause(20);
  }
}

export async function startContender(bench: Bench, options: ContenderOptions): Promise<Contender> {
  const { side, engine, sandbox, merchant, counted } = options;
  const database = await createBenchDatabase(bench, engine);
  const proxy = counted && engine === "postgres" ? await startPostgresProxy(database.url) : undefined;
  bench.cleanup.defer(() => proxy?.close());
  const given = await benchConfig({ sandbox, databaseUrl: proxy?.url ?? database.url, merchant });
  const config = withDefaultLimits(given);
  const name = `${side}-${config.listen.port}`;
  const file = join(bench.folder, `${name}.json`);
  if (side === "floor") {
    // The floor creates no tables of its own.
    await using migrated = new AsyncDisposableStack();
    await openBenchContext({ cleanup: migrated }, { ...given, database: { url: database.url } });
  }
  writeFileSync(file, JSON.stringify(side === "product" ? config : floorOptionsOf(given)));
  const preloads = counted && engine === "sqlite" ? ["reporter", "sqlite-counter"] : ["reporter"];
  const log = openSync(join(bench.folder, `${name}.log`), "a");
  const program = side === "product" ? builtProgram : join(import.meta.dirname, "main.ts");
  const child = fork(program, side === "product" ? ["serve", "--config", file] : [file], {
    execArgv: preloads.flatMap((each) => ["--import", join(import.meta.dirname, `${each}.ts`)]),
    stdio: ["ignore", log, log, "ipc"],
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
  await waitForReady(config.publicUrl, isRunning);
  const view = await openDatabaseView(engine, database.url);
  bench.cleanup.defer(() => view.close());

  async function readReport() {
    const answer = once(child, "message");
    child.send("report");
    const [message] = await answer;
    return report.parse(message);
  }
  return {
    side,
    url: config.publicUrl,
    origin: merchant,
    apiKeys: config.merchant.apiKeys.map(({ secret }) => secret),
    async readCpuMs() {
      const { cpu } = await readReport();
      return (cpu.user + cpu.system) / 1000;
    },
    readCounts: async () => ({ ...(proxy?.counts ?? (await readReport()).counts) }),
    view,
    proxy,
    stop,
  };
}
