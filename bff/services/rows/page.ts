import { fail } from "../../core/errors.ts";
import { encodeCursor } from "../../storage/repositories/cursors.ts";

/** A page of a list, newest first. */
export interface Page<T> {
  readonly data: T[];
  readonly nextCursor: string | null;
}

export const wrongCursor = fail("validation_failed", "The cursor is not one that this API gave out.", [
  { path: "cursor", message: "is not a cursor of this list" },
]);

/** The first `limit` rows. One row more than that means that there is a next page. */
export function pageOf<Row extends { readonly id: string; readonly created_at: number }>(
  rows: readonly Row[],
  limit: number,
): Page<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const nextCursor =
    rows.length > limit && last !== undefined
      ? encodeCursor({ createdAt: last.created_at, id: last.id })
      : null;
  return { data, nextCursor };
}
