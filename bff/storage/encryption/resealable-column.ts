/** How the texts of one column are sealed anew. */
import { type Expression, type SqlBool, sql, type Transaction } from "kysely";
import type { Executor } from "../engine/database.ts";
import type { Schema } from "../schema.ts";
import type { SealedColumn } from "./sealed-columns.ts";

export interface SealedText {
  readonly id: string;
  readonly sealed: string | null;
}

export interface Exchange {
  readonly id: string;
  /** As it was read. Another text than this stays as it is. */
  readonly from: string;
  readonly to: string;
}

export interface Page {
  /** With what the texts begin that need no work. */
  readonly prefix: string;
  /** The id after which it begins. */
  readonly after: string;
  readonly limit: number;
}

export interface ResealableColumn {
  readonly column: SealedColumn;
  /** Texts that begin otherwise, in the order of their ids. */
  list(executor: Executor, page: Page): Promise<SealedText[]>;
  /** @returns how many rows were changed: 1, or 0 when another process was first. */
  exchange(trx: Transaction<Schema>, exchange: Exchange): Promise<number>;
}

/** Has a text that does not begin with the prefix. */
export function isStale(column: Expression<string | null>, { prefix }: Page) {
  return sql<SqlBool>`${column} is not null and substr(${column}, 1, ${prefix.length}) <> ${prefix}`;
}

export async function count(update: { executeTakeFirst(): Promise<{ readonly numUpdatedRows: bigint }> }) {
  return Number((await update.executeTakeFirst()).numUpdatedRows);
}
