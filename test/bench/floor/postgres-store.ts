/** The floor on PostgreSQL: a transaction is one named statement, whose steps are common table expressions. */
import pg from "pg";
import { isRow, type Read, type Store, sqlOf, type Value, valuesOf, type Write } from "./writes.ts";

const connections = 10;
const int8Oid = 20;

function textOf({ steps }: Write): string {
  let count = 0;
  const placeholder = () => {
    count++;
    return `$${count}`;
  };
  const texts = steps.map((step) => sqlOf(step, placeholder));
  const last = texts.pop() ?? "";
  const others = texts.map((text, index) => `step${index} as (${text})`);
  return others.length === 0 ? last : `with ${others.join(", ")} ${last}`;
}

export function openPostgresStore(url: string): Store {
  const types: pg.CustomTypesConfig = {
    getTypeParser: (oid, format) => (oid === int8Oid ? Number : pg.types.getTypeParser(oid, format)),
  };
  const pool = new pg.Pool({ connectionString: url, max: connections, types });
  // A lost connection shows as the error of the query that needed it.
  pool.on("error", () => undefined);
  const texts = new Map<Write, string>();

  return {
    async write(write, rows) {
      const text = texts.get(write) ?? textOf(write);
      texts.set(write, text);
      const values: Value[] = write.steps.flatMap((step, index) => valuesOf(step, rows[index] ?? {}));
      await pool.query({ name: write.name, text, values });
    },
    async read<T extends object>(read: Read, value: string) {
      const text = read.sql.replace("?", "$1");
      const { rows } = await pool.query<pg.QueryResultRow>({ name: read.name, text, values: [value] });
      const [row] = rows;
      return row !== undefined && isRow<T>(row) ? row : undefined;
    },
    close: () => pool.end(),
  };
}
