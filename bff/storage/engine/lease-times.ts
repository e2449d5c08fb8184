/** SQL for leases and pauses that end at a time, among processes whose clocks differ or are set back. */
import { type RawBuilder, sql } from "kysely";
import { latestEnd } from "../../core/clock.ts";

/**
 * SQL predicate: the lease or pause that ends at the time in this column is over, or was never begun. The same
 * in TypeScript: `isOver` of core/clock.ts.
 *
 * @param input.longestMs the longest it can last. A later end was written by a clock that has been set back
 *   since, and is ignored.
 */
export function isOver(
  column: string,
  input: { readonly now: number; readonly longestMs: number },
): RawBuilder<boolean> {
  const ref = sql.ref(column);
  return sql<boolean>`(${ref} is null or ${ref} <= ${input.now} or ${ref} > ${latestEnd(input)})`;
}
