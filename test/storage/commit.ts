import type { Database } from "../../bff/storage/engine/database.ts";
import type { Write } from "../../bff/storage/engine/statements.ts";

/** Commits the writes as one batch, without a load. */
export async function commit(database: Database, writes: readonly Write[]): Promise<void> {
  await database.change({ load: [], decide: () => ({ writes, result: undefined }) });
}
