/**
 * Filters by value, and which of them an index answers. That is decided here and not by the engine: without statistics,
 * and with those of other days, SQLite looked through all payments of an account to find those of one session.
 */
import { type RawBuilder, type SqlBool, sql } from "kysely";

/** By column; undefined where the request does not ask for one. */
export type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The columns that are sought in an index. The others are compared row by row. */
export type Sought = readonly string[];

export interface Lead {
  /** Undefined: no narrow value is asked for. */
  readonly sought: Sought | undefined;
  /** The index of what has an exception leads. */
  readonly byException: boolean;
}

/**
 * @param narrow the columns of which a value stands in few rows, the narrowest first; several together are one index's
 * @returns the first of them that is asked for; undefined when none is
 */
export function narrowestOf(values: Values, narrow: readonly Sought[]): Sought | undefined {
  return narrow.find((columns) => columns.every((column) => values[column] !== undefined));
}

/** What leads the search: the narrowest value that is asked for, else the exception. */
export function leadOf(
  values: Values,
  { narrow, exception }: { readonly narrow: readonly Sought[]; readonly exception: string | undefined },
): Lead {
  const narrowest = narrowestOf(values, narrow);
  const byException = narrowest === undefined && exception !== undefined;
  return { sought: byException ? [] : narrowest, byException };
}

/** Every one of them; true for none. */
export function allOf(...lists: readonly (readonly RawBuilder<SqlBool>[])[]): RawBuilder<SqlBool> {
  const all = lists.flat();
  return all.length === 0 ? sql<SqlBool>`1 = 1` : sql<SqlBool>`${sql.join(all, sql` and `)}`;
}

/** @param sought undefined: all of them */
export function hasValues(values: Values, sought: Sought | undefined): RawBuilder<SqlBool>[] {
  return Object.entries(values).flatMap(([column, value]) => {
    if (value === undefined) return [];
    const name = sql.ref(column);
    // For SQLite that is an expression, on which no index is. PostgreSQL sees the column, and knows its values.
    const side = sought === undefined || sought.includes(column) ? name : sql`cast(${name} as text)`;
    return [
      typeof value === "string"
        ? sql<SqlBool>`${side} = ${value}`
        : sql<SqlBool>`${side} in (${sql.join(value)})`,
    ];
  });
}
