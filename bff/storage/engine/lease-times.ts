/** Leases and rests that end at a time, among processes whose clocks differ, and can be set back. */
import { type RawBuilder, sql } from "kysely";
import { latestEnd } from "../../core/clock.ts";

/**
 * That what ends at the time in this column is over, or was never begun.
 *
 * @param input.longestMs so long it lasts at most: a later end than that was written by a clock that has been set back
 *   since, and says nothing.
 */
export function isOver(
  column: string,
  input: { readonly now: number; readonly longestMs: number },
): RawBuilder<boolean> {
  const ref = sql.ref(column);
  return sql<boolean>`(${ref} is null or ${ref} <= ${input.now} or ${ref} > ${latestEnd(input)})`;
}
