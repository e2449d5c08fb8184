/** The position in a list, newest first: the time and id of the last row that was shown, as an opaque text. */
import { createHash } from "node:crypto";
import { type RawBuilder, type SqlBool, sql } from "kysely";

export interface Cursor {
  readonly createdAt: number;
  readonly id: string;
}

const checkLength = 8;
const form = /^([A-Za-z0-9_-]{8})\.([A-Za-z0-9_-]+)$/;
const content = /^(0|[1-9][0-9]{0,15}) (.{1,200})$/s;

/**
 * A check sum that detects a cursor that was cut short or typed by hand, or that is of another list. It protects nothing:
 * the list is open to whoever may read it.
 */
function checkOf(body: string, list: string): string {
  return createHash("sha256")
    .update(`pay-checkout cursor ${body} ${list}`)
    .digest("base64url")
    .slice(0, checkLength);
}

/** @param list which list it is of, with its filters. */
export function encodeCursor(cursor: Cursor, list: string): string {
  const body = Buffer.from(`${cursor.createdAt} ${cursor.id}`).toString("base64url");
  return `${checkOf(body, list)}.${body}`;
}

/** @returns undefined for a text that {@link encodeCursor} did not make for this list. */
export function decodeCursor(text: string, list: string): Cursor | undefined {
  const [, check, body] = form.exec(text) ?? [];
  if (check === undefined || body === undefined || checkOf(body, list) !== check) return undefined;
  const [, createdAt, id] = content.exec(Buffer.from(body, "base64url").toString()) ?? [];
  if (createdAt === undefined || id === undefined) return undefined;
  return { createdAt: Number(createdAt), id };
}

/**
 * SQL predicate for the rows after the cursor in the order `created_at desc, id desc`. It compares pairs, for
 * which both engines seek in the index. With "earlier, or as early and …" they would read the list from its
 * start.
 */
export function isAfterCursor(cursor: Cursor): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${sql.ref("created_at")}, ${sql.ref("id")}) < (${cursor.createdAt}, ${cursor.id})`;
}

/** Cuts a page out of `limit + 1` rows: the rows to show, and the cursor of the next page if there is one. */
export function toPage<Row extends { readonly created_at: number; readonly id: string }>(
  rows: readonly Row[],
  limit: number,
  list: string,
): { readonly rows: readonly Row[]; readonly nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    rows: page,
    nextCursor: more ? encodeCursor({ createdAt: last.created_at, id: last.id }, list) : null,
  };
}
