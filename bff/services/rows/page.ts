/** Lists of the merchant API: pages, newest first. */
import { fail, type Result, succeed } from "../../core/errors.ts";
import { type Cursor, decodeCursor, toPage } from "../../storage/repositories/cursors.ts";

/** A page of a list, newest first. */
export interface Page<T> {
  readonly data: T[];
  readonly nextCursor: string | null;
}

/** A filter of rows as a request has it: with a cursor and ISO times. */
export type PageRequest<Filter> = Omit<Filter, "after" | "from" | "to"> & {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

/** What every list says of its request: which page is wanted, and what times. */
export interface PageStart {
  /** The last row of the page before; null for the first page. */
  readonly after: Cursor | null;
  /** Epoch ms. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** For the cursor of the next page. */
  readonly list: string;
}

const wrongCursor = fail("validation_failed", "The cursor is of another list, or of other filters.", [
  { path: "cursor", message: "is not a cursor of this list with these filters" },
]);
const wrongTimes = fail("validation_failed", "The times are the wrong way round.", [
  { path: "to", message: "must not be before from" },
]);

/** @param name of the list. Its cursors go with the filters that they were given out for. */
export function readPageStart(
  name: string,
  { cursor, limit: _limit, ...filters }: PageRequest<unknown>,
): Result<PageStart> {
  const { from, to } = filters;
  const list = `${name} ${JSON.stringify(
    Object.entries(filters)
      .filter(([, value]) => value !== undefined)
      .sort(),
  )}`;
  const after = cursor === undefined ? null : decodeCursor(cursor, list);
  if (after === undefined) return wrongCursor;
  const [since, until] = [from, to].map((time) => (time === undefined ? undefined : Date.parse(time)));
  if (since !== undefined && until !== undefined && until < since) return wrongTimes;
  return succeed({ after, from: since, to: until, list });
}

interface PageFilter extends Omit<PageStart, "list"> {
  /** One more than the page has, to see whether there is another. */
  readonly limit: number;
}

/** @param list.read called with the request's own filter, and what stands for its cursor and times. */
export async function readPage<Row extends { readonly created_at: number; readonly id: string }, View>(
  request: PageRequest<unknown>,
  list: {
    readonly name: string;
    readonly read: (filter: PageFilter) => Promise<readonly Row[]>;
    readonly view: (row: Row) => View;
  },
): Promise<Result<Page<View>>> {
  const start = readPageStart(list.name, request);
  if (!start.ok) return start;
  const { list: own, ...filter } = start.value;
  const rows = await list.read({ ...filter, limit: request.limit + 1 });
  const page = toPage(rows, request.limit, own);
  return succeed({ data: page.rows.map(list.view), nextCursor: page.nextCursor });
}
