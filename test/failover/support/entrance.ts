/** HAProxy before the two PostgreSQL servers: it asks each Patroni whether its server is the primary. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { vi } from "vitest";
import { findFreePort } from "../../../scripts/free-port.ts";
import type { Cluster } from "./cluster.ts";
import { readDeployFile } from "./deploy-files.ts";
import { type Program, startProgram } from "./processes.ts";
import type { Programs } from "./programs.ts";

export interface Entrance {
  /** Of the superuser, on the database `postgres`. */
  readonly url: string;
  readonly program: Program;
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** Resolves when the primary answers through it, and has the table for the scenarios. */
export async function startHaProxy(cluster: Cluster, programs: Programs, folder: string): Promise<Entrance> {
  const port = await findFreePort();
  const file = join(folder, "haproxy.cfg");
  const own: readonly [shown: string, here: string][] = [
    ["127.0.0.1:5432", `127.0.0.1:${port}`],
    ...cluster.machines.map(({ name, front }): [string, string] => [`db-${name}.internal`, front]),
  ];
  const text = own.reduce((all, [shown, here]) => all.replace(shown, here), readDeployFile("haproxy.cfg"));
  writeFileSync(file, text);
  const program = startProgram({
    command: [programs.haproxy, "-W", "-db", "-f", file],
    environment: programs.environment,
    logFile: join(folder, "haproxy.log"),
  });
  const url = `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`;
  await vi.waitFor(() => execute(url, "create table split_brain (id int)"), {
    timeout: 30_000,
    interval: 250,
  });
  return { url, program };
}
