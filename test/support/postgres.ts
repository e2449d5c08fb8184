/** Gives a test file an empty PostgreSQL database: `const database = await createTestDatabase()` in `beforeAll`. */
import { inject } from "vitest";
import type {} from "./postgres-global-setup.ts";
import { createDatabase, type TestDatabase } from "./postgres-server.ts";
import { type LastMigration, perLastMigration } from "./templates.ts";

export type { TestDatabase };

let serverUrl: Promise<string> | undefined;

async function askBroker(path: string, init?: RequestInit): Promise<string> {
  const response = await fetch(new URL(path, inject("postgresBroker")), init);
  const text = await response.text();
  if (!response.ok) throw new Error(`no PostgreSQL for this test: ${text}`);
  return text;
}

/**
 * Creates an empty database on the PostgreSQL server of the run, which the first call starts. Call `drop()` when done.
 * Other databases go with the server, unless it is the one of `TEST_DATABASE_URL`.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  serverUrl ??= askBroker("/");
  return await createDatabase(await serverUrl);
}

const templateName = perLastMigration((last) => askBroker("/template", { method: "POST", body: last ?? "" }));

/** Creates a database with its tables, as that migration or the last one left them. */
export async function createMigratedDatabase(last?: LastMigration): Promise<TestDatabase> {
  serverUrl ??= askBroker("/");
  return await createDatabase(await serverUrl, await templateName(last));
}

/** A database that another test may have used, with its tables and rows. Creating one takes longer than most tests. */
export interface BorrowedDatabase {
  readonly url: string;
  /** Whether its tables are empty. */
  readonly isNew: boolean;
  /** Call it when all connections are closed. */
  giveBack(): Promise<void>;
}

/** A test that has changed the tables must not give it back. */
export async function borrowTestDatabase(): Promise<BorrowedDatabase> {
  const spare = await askBroker("/spare");
  const url = spare === "" ? (await createMigratedDatabase()).url : spare;
  return {
    url,
    isNew: spare === "",
    giveBack: async () => void (await askBroker("/spare", { method: "POST", body: url })),
  };
}
