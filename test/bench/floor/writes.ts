/**
 * A transaction of the floor as data: which rows it inserts, changes and deletes, in order. SQLite runs one prepared
 * statement for each step (sqlite-store.ts), PostgreSQL all of them as one statement (postgres-store.ts).
 */
export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

export interface Step {
  readonly kind: "insert" | "update" | "delete";
  readonly table: string;
  /** The columns that are written. */
  readonly set: readonly string[];
  /** The columns by which the row is found. */
  readonly where: readonly string[];
  /** SQL after an insert's values. */
  readonly onConflict: string;
}

/** Give it a row for each step. */
export interface Write {
  /** Unique: PostgreSQL prepares the statement under it. */
  readonly name: string;
  readonly steps: readonly Step[];
}

export function insert(table: string, set: readonly string[], onConflict = ""): Step {
  return { kind: "insert", table, set, where: [], onConflict };
}

export function update(table: string, set: readonly string[], where: readonly string[] = ["id"]): Step {
  return { kind: "update", table, set, where, onConflict: "" };
}

export function remove(table: string, where: readonly string[] = ["id"]): Step {
  return { kind: "delete", table, set: [], where, onConflict: "" };
}

/** @param placeholder gives `?`, or `$1`, `$2` … */
export function sqlOf(step: Step, placeholder: () => string): string {
  const { kind, table, set, where, onConflict } = step;
  const name = (column: string) => `"${column}"`;
  if (kind === "insert") {
    return `insert into ${table} (${set.map(name)}) values (${set.map(placeholder)}) ${onConflict}`;
  }
  const given = (columns: readonly string[]) => columns.map((column) => `${name(column)} = ${placeholder()}`);
  const changes = given(set).join(", ");
  const found = given(where).join(" and ");
  return kind === "update"
    ? `update ${table} set ${changes} where ${found}`
    : `delete from ${table} where ${found}`;
}

/** The values of a step's placeholders, in their order. */
export function valuesOf({ set, where }: Step, row: Row): Value[] {
  return [...set, ...where].map((column) => {
    const value = row[column];
    if (value === undefined) throw new Error(`the row lacks ${column}`);
    return value;
  });
}

/** A query that finds a row by one value; `sql` has one `?` for it. */
export interface Read {
  readonly name: string;
  readonly sql: string;
}

export interface Store {
  /** Resolves when it is durable. */
  write(write: Write, rows: readonly Row[]): Promise<void>;
  /** The first row. */
  read<T extends object>(read: Read, value: string): Promise<T | undefined>;
  close(): Promise<void>;
}

/** The query determines the columns of a row; the floor checks nothing. */
export function isRow<T extends object>(row: object): row is T {
  return row !== null;
}
