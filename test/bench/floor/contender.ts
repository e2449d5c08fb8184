/** The two that are compared, each a process of its own on a database of its own, with the same configuration. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../../../bff/storage/engine/database.ts";
import { builtProgram } from "../support/built.ts";
import { openBenchContext } from "../support/open-context.ts";
import { type BenchDatabase, benchConfig, createBenchDatabase } from "../support/product.ts";
import type { Bench } from "../support/run-bench.ts";
import type { TimedSandbox } from "../support/start-timed-sandbox.ts";
import { type DatabaseView, openDatabaseView } from "./database-view.ts";
import { type MeasuredProcess, startMeasured } from "./measured-process.ts";
import { floorOptionsOf } from "./options.ts";
import { type PostgresProxy, startPostgresProxy } from "./postgres-proxy.ts";

export type Side = "product" | "floor";
export const sides: readonly Side[] = ["product", "floor"];

export interface Contender extends MeasuredProcess {
  readonly side: Side;
  readonly url: string;
  /** The origin of the merchant's page. */
  readonly origin: string;
  readonly apiKeys: readonly string[];
  /** With it, the product says at `/metrics` how it is. */
  readonly metricsToken: string;
  readonly view: DatabaseView;
  readonly proxy: PostgresProxy | undefined;
}

export interface ContenderOptions {
  readonly side: Side;
  readonly engine: Engine;
  readonly sandbox: TimedSandbox;
  /** Origin of the merchant's endpoint. */
  readonly merchant: string;
  /** Statements are counted, which costs something; PostgreSQL is reached by a proxy then. */
  readonly counted: boolean;
  /** Default: an empty one of its own. */
  readonly database?: BenchDatabase;
}

export async function startContender(bench: Bench, options: ContenderOptions): Promise<Contender> {
  const { side, engine, sandbox, merchant, counted } = options;
  const database = options.database ?? (await createBenchDatabase(bench, engine));
  const proxy = counted && engine === "postgres" ? await startPostgresProxy(database.url) : undefined;
  bench.cleanup.defer(() => proxy?.close());
  const config = await benchConfig({ sandbox, databaseUrl: proxy?.url ?? database.url, merchant });
  const name = `${side}-${config.listen.port}`;
  const file = join(bench.folder, `${name}.json`);
  if (side === "floor") {
    // The floor creates no tables of its own.
    await using migrated = new AsyncDisposableStack();
    await openBenchContext({ cleanup: migrated }, { ...config, database: { url: database.url } });
  }
  writeFileSync(file, JSON.stringify(side === "product" ? config : floorOptionsOf(config)));
  const preloads = counted && engine === "sqlite" ? ["sqlite-counter"] : [];
  const measured = await startMeasured(bench, {
    name,
    program: side === "product" ? builtProgram : join(import.meta.dirname, "main.ts"),
    args: side === "product" ? ["serve", "--config", file] : [file],
    preloads,
    readyUrl: `${config.publicUrl}/readyz`,
  });
  const view = await openDatabaseView(engine, database.url);
  bench.cleanup.defer(() => view.close());
  return {
    side,
    url: config.publicUrl,
    origin: merchant,
    apiKeys: config.merchant.apiKeys.map(({ secret }) => secret),
    metricsToken: config.metrics.token,
    readCpuMs: measured.readCpuMs,
    readWrittenBytes: measured.readWrittenBytes,
    readCounts: async () => (proxy === undefined ? await measured.readCounts() : { ...proxy.counts }),
    view,
    proxy,
    stop: measured.stop,
  };
}
