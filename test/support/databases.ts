/**
 * Suites that hold on both engines:
 *
 *     forEachEngine("sessions", (openTestDatabase) => {
 *       test("…", async () => {
 *         const database = await openTestDatabase();
 *
 * Each call gives a new database with its tables, on a real file or the run's PostgreSQL server.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe } from "vitest";
import {
  type Database,
  type DatabaseOptions,
  type Engine,
  openDatabase,
} from "../../bff/storage/database.ts";
import { migrate } from "../../bff/storage/migrator.ts";
import { createTestDatabase } from "./postgres.ts";

export interface TestDatabaseOptions extends Partial<Omit<DatabaseOptions, "url">> {
  /** Opens this database once more, as another process would. */
  readonly like?: Database;
  /** False leaves it without tables. */
  readonly migrated?: boolean;
}

/** What it opens is closed and removed after the suite; closing it earlier does no harm. */
export type OpenTestDatabase = (options?: TestDatabaseOptions) => Promise<Database>;

export const engines: readonly Engine[] = ["sqlite", "postgres"];

export function forEachEngine(
  name: string,
  define: (openTestDatabase: OpenTestDatabase, engine: Engine) => void,
): void {
  for (const engine of engines) {
    describe(`${name} on ${engine}`, () => define(testDatabases(engine), engine));
  }
}

/** For a suite that needs both engines in one test: call it in `describe`. */
export function testDatabases(engine: Engine): OpenTestDatabase {
  const cleanups: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
  });

  async function createUrl(): Promise<string> {
    if (engine === "postgres") {
      const created = await createTestDatabase();
      cleanups.push(() => created.drop());
      return created.url;
    }
    const folder = mkdtempSync(join(tmpdir(), "pay-checkout-sqlite-"));
    cleanups.push(async () => rmSync(folder, { recursive: true, force: true }));
    return `sqlite:${join(folder, "checkout.db")}`;
  }

  return async ({ like, migrated = true, ...options } = {}) => {
    const database = await openDatabase({ url: like?.url ?? (await createUrl()), ...options });
    cleanups.push(() => database.close());
    if (migrated) await migrate(database);
    return database;
  };
}
