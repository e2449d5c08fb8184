/** Many rows at once, made by the database itself. */
import { sql } from "kysely";
import type { Database } from "../../bff/storage/engine/database.ts";
import type { Schema } from "../../bff/storage/schema.ts";

export interface Filling<Table extends keyof Schema> {
  readonly table: Table;
  /** What every row has that `made` does not say. */
  readonly row: Partial<Schema[Table]>;
  /** By column: SQL for the row of the number `i`, which both engines understand. */
  readonly made: Readonly<Record<string, string>>;
}

/** No statement may take as long as a busy machine's limit of time. */
const rowsPerStatement = 1_000;

/** Ids as long as ours, by the number of the row. */
export const idOf = (prefix: string) =>
  `'${prefix}_000000000000' || substr(cast(10000000000 + i as text), 2)`;

function literal(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "number" ? String(value) : `'${String(value)}'`;
}

/** The statements that insert the rows of the numbers 1 to `count`. */
export function fillings<Table extends keyof Schema>(
  { table, row, made }: Filling<Table>,
  count: number,
): readonly string[] {
  const own = new Map(Object.entries(made));
  const columns = [...new Set([...Object.keys(row), ...own.keys()])];
  const given = new Map<string, unknown>(Object.entries(row));
  const texts = columns.map((name) => own.get(name) ?? literal(given.get(name)));
  const statements: string[] = [];
  for (let first = 1; first <= count; first += rowsPerStatement) {
    const last = Math.min(count, first + rowsPerStatement - 1);
    const numbers = `with recursive n(i) as (select ${first} union all select i + 1 from n where i < ${last})`;
    statements.push(
      `${numbers} insert into ${table} (${columns.join(", ")}) select ${texts.join(", ")} from n`,
    );
  }
  return statements;
}

export async function fillTable<Table extends keyof Schema>(
  database: Database,
  filling: Filling<Table>,
  count: number,
): Promise<void> {
  for (const text of fillings(filling, count)) await sql.raw(text).execute(database.kysely);
}
