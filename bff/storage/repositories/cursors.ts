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

/** Which rows of a list are wanted, by their time. */
export interface Stretch {
  /** The last row of the page before; null for the first page. */
  readonly after: Cursor | null;
  /** At or after, epoch ms. */
  readonly from?: number | undefined;
  /** Before, epoch ms. */
  readonly to?: number | undefined;
}

/** The columns of the list's order: a time, and what is unique within one. */
interface Order {
  readonly time: string;
  readonly id: string;
  /** What stands in the cursor, as the column has it. */
  readonly idOf?: (cursor: Cursor) => string | number;
}

const newestFirst: Order = { time: "created_at", id: "id" };

/**
 * SQL predicates for the rows of a page in the order `created_at desc, id desc`.
 *
 * The cursor is compared as a pair, for which both engines seek in the index. With "earlier, or as early and …" they would
 * read the list from its start. They would also do so with `to` beside the cursor, since SQLite seeks by one of the two and
 * takes the first: each page would read all pages before it. The cursor's row is before `to` already.
 */
export function isOnPage({ after, from, to }: Stretch, order: Order = newestFirst): RawBuilder<SqlBool>[] {
  const [time, id] = [sql.ref(order.time), sql.ref(order.id)];
  const bounds: RawBuilder<SqlBool>[] = [];
  if (from !== undefined) bounds.push(sql<SqlBool>`${time} >= ${from}`);
  if (after !== null && (to === undefined || after.createdAt < to)) {
    bounds.push(sql<SqlBool>`(${time}, ${id}) < (${after.createdAt}, ${order.idOf?.(after) ?? after.id})`);
  } else if (to !== undefined) bounds.push(sql<SqlBool>`${time} < ${to}`);
  return bounds;
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
