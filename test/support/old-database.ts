import { Migrator } from "kysely/migration";
import type { Database } from "../../bff/storage/engine/database.ts";
import { migrationsFor } from "../../bff/storage/migrations/migrator.ts";
import type { OpenTestDatabase } from "./databases.ts";

/** A database as the migrations up to this one made it. */
export async function openOldDatabase(
  openTestDatabase: OpenTestDatabase,
  lastMigration: string,
): Promise<Database> {
  const database = await openTestDatabase({ migrated: false });
  await database.transaction(async (trx) => {
    const provider = { getMigrations: async () => migrationsFor(database.engine) };
    const { error } = await new Migrator({ db: trx, provider }).migrateTo(lastMigration);
    if (error !== undefined) throw error;
  });
  return database;
}
