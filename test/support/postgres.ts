/** A fresh PostgreSQL database for a test file: `const database = await createTestDatabase()` in `beforeAll`. */
import { inject } from "vitest";
import type {} from "./postgres-global-setup.ts";
import { createDatabase, type TestDatabase } from "./postgres-server.ts";

export type { TestDatabase };

let serverUrl: Promise<string> | undefined;

async function askBroker(path: string, init?: RequestInit): Promise<string> {
  const response = await fetch(new URL(path, inject("postgresBroker")), init);
  const text = await response.text();
  if (!response.ok) throw new Error(`no PostgreSQL for this test: ${text}`);
  return text;
}

/**
 * An empty database on the run's PostgreSQL server, which the first call starts. Call `drop()` when done;
 * a database that is not dropped goes with the server, unless that is one given by `TEST_DATABASE_URL`.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  serverUrl ??= askBroker("/");
  return await createDatabase(await serverUrl);
}

/** A database that may have been another test's, with its tables and rows: making one takes longer than most tests. */
export interface BorrowedDatabase {
  readonly url: string;
  readonly isNew: boolean;
  /** When nobody is connected any more. */
  giveBack(): Promise<void>;
}

/** Whoever has changed its tables must not give it back. */
export async function borrowTestDatabase(): Promise<BorrowedDatabase> {
  const spare = await askBroker("/spare");
  const url = spare === "" ? (await createTestDatabase()).url : spare;
  return {
    url,
    isNew: spare === "",
    giveBack: async () => void (await askBroker("/spare", { method: "POST", body: url })),
  };
}
