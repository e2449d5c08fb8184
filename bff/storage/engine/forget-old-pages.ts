import { sql } from "kysely";
import type { Database } from "./database.ts";

/** SQLite: moves the write-ahead log into the file and empties it, so that no earlier version of a page stays. */
export async function forgetOldPages(database: Database): Promise<void> {
  if (database.engine !== "sqlite") return;
  await sql`pragma wal_checkpoint(truncate)`.execute(database.kysely);
}
