/**
 * The numbers of the events of one session or payout. They grow, also over a restore from a backup: the backup does not
 * know how many events have gone out since, but it knows when the session was made.
 *
 * Source: docs/rules.md#rule-24-a-restored-database-forgets-no-money
 */

/**
 * @param count how many events are recorded now; the first of them has the number after the others' last, or at least
 * one more than the seconds since the creation.
 * @param now epoch ms.
 * @returns the number of the last of them.
 */
export function lastSequence(
  { event_sequence: before, created_at }: { readonly event_sequence: number; readonly created_at: number },
  count: number,
  now: number,
): number {
  return Math.max(before, Math.floor((now - created_at) / 1_000)) + count;
}
