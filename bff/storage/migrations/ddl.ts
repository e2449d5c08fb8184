/** The few words in which the two engines' table definitions differ. */
import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine/database.ts";

export interface DdlWords {
  /** Compared by code point on both engines, so that cursors and tests get the same order. */
  readonly text: string;
  /** 64 bits. */
  readonly int: string;
  /** Ends a table whose rows are looked up one by one. */
  readonly table: string;
  /** Ends a table of small rows that are read in the order of their key. */
  readonly clustered: string;
}

const words: Record<Engine, DdlWords> = {
  sqlite: { text: "text", int: "integer", table: "strict", clustered: "strict, without rowid" },
  postgres: { text: 'text collate "C"', int: "bigint", table: "", clustered: "" },
};

export function ddlWords(engine: Engine): DdlWords {
  return words[engine];
}

/** `column in ('a', 'b')` as a check. Like every SQL check, it accepts null. */
export function oneOf(column: string, values: readonly string[]): string {
  return `check (${column} in (${values.map((value) => `'${value}'`).join(", ")}))`;
}

export function flag(column: string): string {
  return `check (${column} in (0, 1))`;
}

/** Runs the statements one after the other. They are constants of ours and hold no text from outside. */
export async function runAll(database: Kysely<unknown>, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
