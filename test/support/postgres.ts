/** A fresh PostgreSQL database for a test file: `const database = await createTestDatabase()` in `beforeAll`. */
import { inject } from "vitest";
import type {} from "./postgres-global-setup.ts";
import { createDatabase, type TestDatabase } from "./postgres-server.ts";

export type { TestDatabase };

let serverUrl: Promise<string> | undefined;

async function askBroker(): Promise<string> {
  const response = await fetch(inject("postgresBroker"));
  const text = await response.text();
  if (!response.ok) throw new Error(`no PostgreSQL for this test: ${text}`);
  return text;
}

/**
 * An empty database on the run's PostgreSQL server, which the first call starts. Call `drop()` when done;
 * a database that is not dropped goes with the server, unless that is one given by `TEST_DATABASE_URL`.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  serverUrl ??= askBroker();
  return await createDatabase(await serverUrl);
}
