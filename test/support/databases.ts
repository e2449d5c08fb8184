/**
 * Runs suites on both engines:
 *
 *     forEachEngine("sessions", (openTestDatabase) => {
 *       test("…", async () => {
 *         const database = await openTestDatabase();
 *
 * Each call opens a new database with its tables, in a real file or on the PostgreSQL server of the run.
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
import { emptyDatabase } from "./empty-database.ts";
import { borrowTestDatabase, createMigratedDatabase, createTestDatabase } from "./postgres.ts";
import { type LastMigration, writeSqliteFile } from "./templates.ts";

export interface TestDatabaseOptions extends Partial<Omit<DatabaseOptions, "url">> {
  /** Opens the same database as this one, as another process would. */
  readonly like?: Database;
  /** False: without tables. */
  readonly migrated?: boolean;
  /** The last migration that has been run, when it is an older one. */
  readonly lastMigration?: string;
  /** Keeps it open until the end of the suite, although a test opens it. */
  readonly shared?: boolean;
}

/**
 * Opens a database, which is closed and removed after the test that opened it, or after the suite when no test did. A
 * test may close it earlier.
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

interface Tables {
  readonly migrated: boolean;
  readonly lastMigration: LastMigration;
}

async function undo(cleanups: Cleanup[]): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

/** For a suite that needs both engines in one test. Call it in `describe`. */
export function testDatabases(engine: Engine): OpenTestDatabase {
  const ofSuite: Cleanup[] = [];
  const ofTest: Cleanup[] = [];
  afterAll(() => undo(ofSuite));

  function cleanupsOf(shared: boolean): Cleanup[] {
    if (shared || TestRunner.getCurrentTest() === undefined) return ofSuite;
    // After every afterEach, because the apps that those stop may still write.
    if (ofTest.length === 0) onTestFinished(() => undo(ofTest));
    return ofTest;
  }

  async function createUrl(cleanups: Cleanup[], tables: Tables): Promise<string> {
    if (engine === "postgres") {
      const created = await (tables.migrated
        ? createMigratedDatabase(tables.lastMigration)
        : createTestDatabase());
      cleanups.push(() => created.drop());
      return created.url;
    }
    const folder = mkdtempSync(join(tmpdir(), "pay-checkout-sqlite-"));
    cleanups.push(async () => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, "checkout.db");
    if (tables.migrated) await writeSqliteFile(path, tables.lastMigration);
    return `sqlite:${path}`;
  }

  return async ({ like, migrated = true, lastMigration, shared = false, ...options } = {}) => {
    const cleanups = cleanupsOf(shared);
    const borrows = like === undefined && migrated && lastMigration === undefined && engine === "postgres";
    const borrowed = borrows ? await borrowTestDatabase() : undefined;
    if (borrowed !== undefined) cleanups.push(() => borrowed.giveBack());
    const url = like?.url ?? borrowed?.url ?? (await createUrl(cleanups, { migrated, lastMigration }));
    const database = await openDatabase({ url, ...options });
    cleanups.push(() => database.close());
    if (borrowed?.isNew === false) {
      await cutOffOthers(database);
      await emptyDatabase(database);
    }
    return database;
  };
}

/** Ends all other connections to the database. Call it before the pool has more than one connection. */
async function cutOffOthers(database: Database): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
  `.execute(database.kysely);
}
