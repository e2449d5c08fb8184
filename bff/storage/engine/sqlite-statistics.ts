/**
 * Statistics of the tables, by which SQLite chooses among indexes. It makes none by itself.
 *
 * Source: https://sqlite.org/lang_analyze.html#pragopt
 */
import { CompiledQuery } from "kysely";
import { z } from "zod";
import type { SqliteConnection } from "./sqlite-connection.ts";
import type { SqliteWriter } from "./sqlite-writer.ts";

/** Writes nothing: gives the statements for the tables that have none, or have grown or shrunk tenfold since. */
const listStale = "pragma optimize = 0x10003";
/** Rows of each index that are looked at, so that a table of millions takes no longer than one of thousands. */
const setLimit = "pragma analysis_limit = 1000";
const staleRow = z.object({ optimize: z.string().startsWith("ANALYZE ") });

/** @returns how many tables were looked at */
export async function keepStatistics(of: {
  readonly writer: SqliteWriter;
  /** The writer's. */
  readonly connection: SqliteConnection;
  /** Undefined for a database in memory. */
  readonly reader: SqliteConnection | undefined;
}): Promise<number> {
  const { writer, connection, reader } = of;
  const stale = await writer.alone(() => {
    connection.run(setLimit);
    return z.array(staleRow).parse(connection.execute(CompiledQuery.raw(listStale)).rows);
  });
  // One table at a time, so that changes come in between.
  for (const { optimize } of stale) await writer.alone(() => connection.run(optimize));
  if (stale.length > 0) reader?.reopen();
  return stale.length;
}
