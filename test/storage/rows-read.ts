/** How many rows PostgreSQL reads for what the code asks. */
import { sql } from "kysely";
import { z } from "zod";
import type { Database } from "../../bff/storage/engine/database.ts";
import { type Asked, queriesOf } from "./plans.ts";

const node = z.looseObject({
  "Relation Name": z.string().optional(),
  "Actual Rows": z.number(),
  "Actual Loops": z.number(),
  "Rows Removed by Filter": z.number().default(0),
  "Rows Removed by Index Recheck": z.number().default(0),
  get Plans() {
    return z.array(node).default([]);
  },
});
type Node = z.infer<typeof node>;
const explained = z.tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: node })]) })]);

/** What the steps that read a table have read, the rows that they threw away included. */
function rowsOf(step: Node): number {
  const looked = step["Actual Rows"] + step["Rows Removed by Filter"] + step["Rows Removed by Index Recheck"];
  const own = step["Relation Name"] === undefined ? 0 : looked * step["Actual Loops"];
  return step.Plans.reduce((sum, below) => sum + rowsOf(below), own);
}

async function rowsReadFor(database: Database, asked: Asked): Promise<number> {
  return await database.transaction(async (trx) => {
    // As in a table that is large: few rows are read whole, and sorted, whatever indexes there are.
    await sql`set local enable_seqscan = off`.execute(trx);
    await sql`set local enable_sort = off`.execute(trx);
    const text = asked.parameters.reduce<string>(
      (query, value, index) => query.replaceAll(new RegExp(`\\$${index + 1}(?!\\d)`, "g"), literal(value)),
      asked.sql,
    );
    const { rows } = await sql.raw(`explain (analyze, timing off, format json) ${text}`).execute(trx);
    const [{ "QUERY PLAN": plan }] = explained.parse(rows);
    return rowsOf(plan[0].Plan);
  });
}

const literal = (value: unknown) =>
  value === null ? "null" : typeof value === "number" ? String(value) : `'${String(value)}'`;

export interface Reading {
  readonly statements: number;
  readonly rows: number;
}

/** What the statements read that `read` runs with Kysely. */
export async function costOfReading(
  database: Database,
  read: (database: Database) => Promise<unknown>,
): Promise<Reading> {
  const asked = await queriesOf(database, read);
  let rows = 0;
  for (const one of asked) rows += await rowsReadFor(database, one);
  return { statements: asked.length, rows };
}
