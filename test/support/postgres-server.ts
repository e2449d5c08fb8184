/** Starts a PostgreSQL server, for tests and measurements. Most tests use `createTestDatabase` instead. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { z } from "zod";

/** A running server. `url` is that of a superuser on the database `postgres`, and survives stops and starts. */
export interface PostgresServer {
  readonly url: string;
  /** Stops it as an operator would: the server ends all connections properly. */
  stop(): Promise<void>;
  /** Stops it as a crash would: without a checkpoint, so the next start recovers from the log. */
  crash(): Promise<void>;
  /** Starts it again on the same port after `stop` or `crash`. */
  start(): Promise<void>;
  /**
   * Stops it and starts it as a standby, as a failover manager does with an old primary: it answers reads and refuses writes,
   * until `select pg_promote()`. For a server that `canBeStandby`.
   */
  demote(): Promise<void>;
  /** Stops it and removes its files. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** An empty database. `drop` ends the connections to it and removes it. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const report = z.union([
  z.object({ state: z.literal("running"), url: z.string() }),
  z.object({ state: z.literal("stopped") }),
  z.object({ state: z.literal("failed"), reason: z.string() }),
]);

export interface PostgresServerOptions {
  /** Flushes to disk before each acknowledgement, as in production. Tests do without, because it is slow. */
  readonly durable?: boolean;
  readonly canBeStandby?: boolean;
  /** The folder of `initdb` and `postgres`. Default: those among the packages. */
  readonly programs?: string;
}

/** Starts a server on a free port, with its files in a temporary folder. It ends with this process, however that ends. */
export async function startPostgresServer(options: PostgresServerOptions = {}): Promise<PostgresServer> {
  const program = fileURLToPath(new URL("postgres-keeper.ts", import.meta.url));
  const args = [
    ...(options.durable === true ? ["--durable"] : []),
    ...(options.canBeStandby === true ? ["--standby"] : []),
    ...(options.programs === undefined ? [] : [`--programs=${options.programs}`]),
  ];
  const keeper = spawn(process.execPath, [program, ...args], {
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(keeper, "close");
  const reports = createInterface({ input: keeper.stdout })[Symbol.asyncIterator]();

  async function expectState(state: "running" | "stopped"): Promise<string> {
    const next = await reports.next();
    if (next.done === true) throw new Error("the PostgreSQL keeper ended without a word");
    const said = report.parse(JSON.parse(next.value));
    if (said.state === "failed") throw new Error(said.reason);
    if (said.state !== state) throw new Error(`the PostgreSQL keeper said ${said.state}, not ${state}`);
    return said.state === "running" ? said.url : "";
  }
  async function tell(command: "start" | "stop" | "crash" | "demote"): Promise<void> {
    keeper.stdin.write(`${command}\n`);
    await expectState(command === "start" || command === "demote" ? "running" : "stopped");
  }

  const url = await expectState("running");
  return {
    url,
    stop: () => tell("stop"),
    crash: () => tell("crash"),
    start: () => tell("start"),
    demote: () => tell("demote"),
    async [Symbol.asyncDispose]() {
      keeper.stdin.end();
      await ended;
    },
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export function databaseName(url: string): string {
  return new URL(url).pathname.slice(1);
}

/** A database that exists already. */
export function databaseAt(serverUrl: string, url: string): TestDatabase {
  const drop = () => execute(serverUrl, `drop database if exists ${databaseName(url)} with (force)`);
  return { url, drop };
}

/**
 * Creates a database with a unique name on the server of `serverUrl`. By files, which takes half of the time of writing
 * each page to the log.
 * @param template the name of the database to copy, which nobody uses now. Default: an empty one.
 */
export async function createDatabase(serverUrl: string, template = "template1"): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await execute(serverUrl, `create database ${name} template ${template} strategy file_copy`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return databaseAt(serverUrl, url.href);
}
