/** Databases for schedules: empty, with their tables, one after the other. */
import { sql } from "kysely";
import { type Database, openDatabase } from "../../../bff/storage/database.ts";
import { migrate } from "../../../bff/storage/migrator.ts";

export interface OpenedDatabase extends AsyncDisposable {
  readonly database: Database;
}

/** Without a file: a killed process is an abandoned transaction here; a real kill -9 is test/kill/'s to try. */
export async function openInMemory(): Promise<OpenedDatabase> {
  const database = await openDatabase({ url: "sqlite::memory:" });
  await migrate(database);
  return { database, [Symbol.asyncDispose]: () => database.close() };
}

/** Every table's rows, but not the list of migrations: cheaper than a new database for each schedule. */
export async function emptyPostgres(database: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'
  `.execute(database.kysely);
  const tables = sql.join(rows.map(({ name }) => sql.table(name)));
  await sql`truncate ${tables}`.execute(database.kysely);
}
