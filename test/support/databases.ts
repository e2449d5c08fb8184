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
import { sql } from "kysely";
import { afterAll, describe, onTestFinished, TestRunner } from "vitest";
import {
  type Database,
  type DatabaseOptions,
  type Engine,
  openDatabase,
} from "../../bff/storage/engine/database.ts";
import { migrate } from "../../bff/storage/migrations/migrator.ts";
import { emptyDatabase } from "./empty-database.ts";
import { borrowTestDatabase, createTestDatabase } from "./postgres.ts";

export interface TestDatabaseOptions extends Partial<Omit<DatabaseOptions, "url">> {
  /** Opens this database once more, as another process would. */
  readonly like?: Database;
  /** False leaves it without tables. */
  readonly migrated?: boolean;
  /** For all tests of the suite, though one of them opens it. */
  readonly shared?: boolean;
}

/**
 * What it opens is closed and put away after the test that opened it, or after the suite where none did; closing it
 * earlier does no harm.
 */
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

type Cleanup = () => Promise<void>;

async function undo(cleanups: Cleanup[]): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

/** For a suite that needs both engines in one test: call it in `describe`. */
export function testDatabases(engine: Engine): OpenTestDatabase {
  const ofSuite: Cleanup[] = [];
  const ofTest: Cleanup[] = [];
  afterAll(() => undo(ofSuite));

  function cleanupsOf(shared: boolean): Cleanup[] {
    if (shared || TestRunner.getCurrentTest() === undefined) return ofSuite;
    // After every afterEach: what those stop may still write.
    if (ofTest.length === 0) onTestFinished(() => undo(ofTest));
    return ofTest;
  }

  async function createUrl(cleanups: Cleanup[]): Promise<string> {
    if (engine === "postgres") {
      const created = await createTestDatabase();
      cleanups.push(() => created.drop());
      return created.url;
    }
    const folder = mkdtempSync(join(tmpdir(), "pay-checkout-sqlite-"));
    cleanups.push(async () => rmSync(folder, { recursive: true, force: true }));
    return `sqlite:${join(folder, "checkout.db")}`;
  }

  return async ({ like, migrated = true, shared = false, ...options } = {}) => {
    const cleanups = cleanupsOf(shared);
    const borrowed =
      like === undefined && migrated && engine === "postgres" ? await borrowTestDatabase() : undefined;
    if (borrowed !== undefined) cleanups.push(() => borrowed.giveBack());
    const url = like?.url ?? borrowed?.url ?? (await createUrl(cleanups));
    const database = await openDatabase({ url, ...options });
    cleanups.push(() => database.close());
    if (borrowed?.isNew === false) {
      await cutOffOthers(database);
      await emptyDatabase(database);
    } else if (migrated) await migrate(database);
    return database;
  };
}

/** Whoever used it before this. Call it before the pool has more than one connection. */
async function cutOffOthers(database: Database): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
  `.execute(database.kysely);
}
