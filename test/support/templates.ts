/**
 * Databases that were migrated once, to copy: all migrations together take longer than most tests. The tests of the
 * migrations, and those of programs, begin with an empty database.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { Migrator } from "kysely/migration";
import { type Database, openDatabase } from "../../bff/storage/engine/database.ts";
import { migrate, migrationsFor } from "../../bff/storage/migrations/migrator.ts";

/** The name of the last migration that was run. Undefined: all were. */
export type LastMigration = string | undefined;

/** Runs the migrations of an empty database. */
export async function migrateTo(database: Database, last: LastMigration): Promise<void> {
  if (last === undefined) {
    await migrate(database);
    return;
  }
  await database.transaction(async (trx) => {
    const provider = { getMigrations: async () => migrationsFor(database.engine) };
    const { error } = await new Migrator({ db: trx, provider }).migrateTo(last);
    if (error !== undefined) throw error;
  });
}

/** Makes something once for each last migration. */
export function perLastMigration<Made>(make: (last: LastMigration) => Promise<Made>) {
  const made = new Map<LastMigration, Promise<Made>>();
  return (last: LastMigration): Promise<Made> => {
    const found = made.get(last) ?? make(last);
    made.set(last, found);
    return found;
  };
}

const sqliteFile = perLastMigration(async (last) => {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-template-"));
  try {
    const path = join(folder, "checkout.db");
    const database = await openDatabase({ url: `sqlite:${path}` });
    await migrateTo(database, last);
    await database.close();
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Writes a migrated SQLite file, as private as the software makes its own. */
export async function writeSqliteFile(path: string, last?: LastMigration): Promise<void> {
  writeFileSync(path, await sqliteFile(last), { mode: 0o600 });
}

const memory = "sqlite::memory:";

const statements = perLastMigration(async (last) => {
  const database = await openDatabase({ url: memory });
  await migrateTo(database, last);
  const { rows } = await sql<{ readonly sql: string }>`
    select sql from sqlite_master where sql is not null and name <> 'sqlite_sequence' order by rowid
  `.execute(database.kysely);
  await database.close();
  return rows.map((row) => row.sql);
});

/** A new SQLite database in memory, with its tables, but without the list of migrations. */
export async function openMigratedInMemory(): Promise<Database> {
  const database = await openDatabase({ url: memory });
  const texts = await statements(undefined);
  await database.transaction(async (trx) => {
    for (const text of texts) await sql.raw(text).execute(trx);
  });
  return database;
}
