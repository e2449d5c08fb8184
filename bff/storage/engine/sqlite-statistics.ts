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
const staleRow = z.object({ optimize: z.templateLiteral(['ANALYZE "main".', z.string()]) });
const indexRow = z.object({ name: z.string() });

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
  // One index at a time, so that changes come in between: a table of many takes ten times as long.
  for (const { optimize } of stale) {
    const table = optimize.slice(optimize.indexOf(".") + 1);
    const indexes = await writer.alone(
      () => connection.execute(CompiledQuery.raw(`pragma index_list(${table})`)).rows,
    );
    const names = z.array(indexRow).parse(indexes);
    if (names.length === 0) await writer.alone(() => connection.run(optimize));
    for (const { name } of names) await writer.alone(() => connection.run(`analyze "${name}"`));
  }
  if (stale.length > 0) reader?.reopen();
  return stale.length;
}
