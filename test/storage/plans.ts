/** What the code asks a database, and how that would find it. */
import { createQueryId, type KyselyPlugin, sql } from "kysely";
import type { Database } from "../../bff/storage/engine/database.ts";

export interface Asked {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** The statements that `read` runs with Kysely. */
export async function queriesOf(
  database: Database,
  read: (database: Database) => Promise<unknown>,
): Promise<Asked[]> {
  const asked: Asked[] = [];
  const listener: KyselyPlugin = {
    transformQuery({ node }) {
      asked.push(database.kysely.getExecutor().compileQuery(node, createQueryId()));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await read({ ...database, kysely: database.kysely.withPlugin(listener) });
  return asked;
}

/** How the database would find the rows: a line for each step. */
export async function planOf(database: Database, asked: Asked): Promise<string[]> {
  if (database.engine === "sqlite") {
    const { rows } = await sql
      .raw<{ detail: string }>(`explain query plan ${asked.sql}`)
      .execute(database.kysely);
    return rows.map(({ detail }) => detail);
  }
  // Tables this small are read whole, whatever indexes they have: so the server is told not to.
  return await database.transaction(async (trx) => {
    await sql`set local enable_seqscan = off`.execute(trx);
    // And so few rows are sorted, whatever order an index has.
    await sql`set local enable_sort = off`.execute(trx);
    const text = asked.parameters.reduce<string>(
      (query, value, index) =>
        query.replaceAll(
          new RegExp(`\\$${index + 1}(?!\\d)`, "g"),
          value === null ? "null" : `'${String(value)}'`,
        ),
      asked.sql,
    );
    const { rows } = await sql.raw<{ "QUERY PLAN": string }>(`explain ${text}`).execute(trx);
    return rows.map((row) => row["QUERY PLAN"]);
  });
}
