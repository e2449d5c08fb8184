/** Lists of the merchant API: pages, newest first. */
import { fail, type Result, succeed } from "../../core/errors.ts";
import { type Cursor, decodeCursor, toPage } from "../../storage/repositories/cursors.ts";

/** A page of a list, newest first. */
export interface Page<T> {
  readonly data: T[];
  readonly nextCursor: string | null;
}

export const wrongCursor = fail("validation_failed", "The cursor is not one that this API gave out.", [
  { path: "cursor", message: "is not a cursor of this list" },
]);

/** A filter of rows as a request has it: with a cursor and ISO times. */
export type PageRequest<Filter> = Omit<Filter, "after" | "from" | "to"> & {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

interface PageFilter {
  /** The last row of the page before; null for the first page. */
  readonly after: Cursor | null;
  /** One more than the page has, to see whether there is another. */
  readonly limit: number;
  /** Epoch ms. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** @param list.read called with the request's own filter, and what stands for its cursor and times. */
export async function readPage<Row extends { readonly created_at: number; readonly id: string }, View>(
  request: PageRequest<unknown>,
  list: { readonly read: (filter: PageFilter) => Promise<readonly Row[]>; readonly view: (row: Row) => View },
): Promise<Result<Page<View>>> {
  const { cursor, limit, from, to } = request;
  const after = cursor === undefined ? null : decodeCursor(cursor);
  if (after === undefined) return wrongCursor;
  const rows = await list.read({
    after,
    limit: limit + 1,
    from: from === undefined ? undefined : Date.parse(from),
    to: to === undefined ? undefined : Date.parse(to),
  });
  const page = toPage(rows, limit);
  return succeed({ data: page.rows.map(list.view), nextCursor: page.nextCursor });
}
