/** A database for a schedule: empty, with its tables. */
import type { Database } from "../../../bff/storage/engine/database.ts";
import { openMigratedInMemory } from "../../support/templates.ts";

export interface OpenedDatabase extends AsyncDisposable {
  readonly database: Database;
}

/** Without a file: a killed process is an abandoned transaction here; a real kill -9 is test/kill/'s to try. */
export async function openInMemory(): Promise<OpenedDatabase> {
  const database = await openMigratedInMemory();
  return { database, [Symbol.asyncDispose]: () => database.close() };
}
