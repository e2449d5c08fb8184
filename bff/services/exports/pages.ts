/** The rows of an export, page by page, so that its memory does not grow with it. */
import type { Cursor } from "../../storage/repositories/cursors.ts";
import { type Cells, csvOf } from "./csv.ts";

/** Few enough that a customer's request does not wait long for the turn of one page. */
export const rowsPerPage = 250;

interface Listed {
  readonly id: string;
  readonly created_at: number;
}

export interface Table<Row extends Listed> {
  readonly columns: Cells;
  /** The rows after a position, newest first. */
  readonly list: (page: { readonly after: Cursor | null; readonly limit: number }) => Promise<readonly Row[]>;
  readonly cells: (row: Row) => Cells;
}

/** Each piece is read when the one before has been taken. Throws what a page throws. */
export async function* csvPieces<Row extends Listed>(table: Table<Row>): AsyncGenerator<string, void, void> {
  let after: Cursor | null = null;
  let header: readonly Cells[] = [table.columns];
  for (;;) {
    const rows: readonly Row[] = await table.list({ after, limit: rowsPerPage });
    const piece = csvOf([...header, ...rows.map(table.cells)], header.length > 0);
    header = [];
    if (piece !== "") yield piece;
    const last = rows.at(-1);
    if (rows.length < rowsPerPage || last === undefined) return;
    after = { createdAt: last.created_at, id: last.id };
  }
}
