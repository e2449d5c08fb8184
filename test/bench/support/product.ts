/** The BFF to be measured: its configuration, its database, and itself as a process of its own. */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Engine } from "../../../bff/storage/engine/database.ts";
import { type DemoConfig, type DemoConfigOptions, demoConfig } from "../../../demo/config.ts";
import { findFreePort } from "../../../scripts/free-port.ts";
import { startProgram } from "../../../scripts/program.ts";
import { createDatabase, startPostgresServer } from "../../support/postgres-server.ts";
import type { Bench } from "./run-bench.ts";

const readyMs = 120_000;

type ApiKey = DemoConfig["merchant"]["apiKeys"][number];

/** The demo's configuration with the product's default limits of rate, behind one balancer, and with several API keys. */
export interface BenchConfig extends Omit<DemoConfig, "merchant" | "network"> {
  readonly merchant: Omit<DemoConfig["merchant"], "apiKeys"> & { readonly apiKeys: readonly ApiKey[] };
  readonly network: DemoConfig["network"] & { readonly trustedProxies: number };
  readonly metrics: { readonly token: string };
}

/**
 * By default a minute has 6,000 calls for an API key and 600 for a customer's address. The keys take turns, and each
 * customer has an address of his own, which the balancer would report.
 */
const keys = 16;

export interface BenchConfigOptions {
  readonly sandbox: DemoConfigOptions["sandbox"];
  readonly databaseUrl: string;
  /** Origin of the merchant's page and endpoint; an address where nobody listens unless told otherwise. */
  readonly merchant?: string;
}

/** On a free port, with fresh keys. */
export async function benchConfig(options: BenchConfigOptions): Promise<BenchConfig> {
  const { sandbox, databaseUrl, merchant = "http://127.0.0.1:9" } = options;
  const bffUrl = `http://127.0.0.1:${await findFreePort()}`;
  const { merchant: shop, network, ...rest } = demoConfig({ sandbox, bffUrl, shopUrl: merchant });
  const [{ scopes }] = shop.apiKeys;
  const apiKeys = Array.from({ length: keys }, (_, index) => ({
    id: `shop${index}`,
    secret: `sk_sandbox_${randomBytes(24).toString("hex")}`,
    scopes,
  }));
  return {
    ...rest,
    merchant: { ...shop, apiKeys },
    network: { ...network, trustedProxies: 1 },
    database: { url: databaseUrl },
    metrics: { token: randomBytes(16).toString("hex") },
  };
}

/** The address of a customer, by their number. */
export function addressOf(index: number): string {
  return `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
}

/** The same merchant on the same database at another address: a second process behind a balancer. */
export async function beside(config: BenchConfig): Promise<BenchConfig> {
  return { ...config, listen: { host: "127.0.0.1", port: await findFreePort() } };
}

export interface BenchDatabase {
  readonly url: string;
  /** For the table: what it promises when the power goes. */
  readonly label: string;
}

/** An empty database: a file, or one on a PostgreSQL server that writes to disk as in production. */
export async function createBenchDatabase(bench: Bench, engine: Engine): Promise<BenchDatabase> {
  if (engine === "sqlite") {
    const file = `${randomBytes(4).toString("hex")}.db`;
    return { url: `sqlite:${join(bench.folder, file)}`, label: "SQLite" };
  }
  const given = process.env.TEST_DATABASE_URL ?? "";
  const server = given === "" ? bench.cleanup.use(await startPostgresServer({ durable: true })) : undefined;
  const database = await createDatabase(server?.url ?? given);
  bench.cleanup.defer(database.drop);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query("select current_setting('fsync') as fsync");
  await client.end();
  return { url: database.url, label: `PostgreSQL, fsync ${rows[0]?.fsync}` };
}

export interface BenchBff {
  readonly url: string;
  /** As a power cut would end it. */
  kill(): Promise<void>;
}

/** @param entry from source unless it is named; what the type stripping costs is over when it is ready. */
export async function startBff(bench: Bench, config: BenchConfig, entry = "bff/cli.ts"): Promise<BenchBff> {
  const { host, port } = config.listen;
  const file = join(bench.folder, `config-${port}.json`);
  writeFileSync(file, JSON.stringify(config));
  const program = startProgram({
    name: `The BFF on port ${port}`,
    entry,
    args: ["serve", "--config", file],
    logFile: join(bench.folder, `bff-${port}.log`),
  });
  bench.cleanup.defer(() => program.stop());
  const url = `http://${host}:${port}`;
  await program.answers(`${url}/readyz`, readyMs);
  return { url, kill: () => program.stop("SIGKILL") };
}
