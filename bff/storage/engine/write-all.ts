import type { Database } from "./database.ts";
import type { Write } from "./statements.ts";

/** Commits writes that depend on nothing, all or none of them. */
export async function writeAll(database: Pick<Database, "change">, writes: readonly Write[]): Promise<void> {
  await database.change({ load: [], decide: () => ({ writes, result: undefined }) });
}
