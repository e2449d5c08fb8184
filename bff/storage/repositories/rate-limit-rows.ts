/** The rows in which the processes over one PostgreSQL keep the counts of their rate limits. */
import { sql } from "kysely";
import type { Database } from "../engine/database.ts";
import type { RateLimitTable } from "../schema.ts";

export type StoredCount = Readonly<RateLimitTable>;

/**
 * Adds to the counts, in the order of their keys, so that two processes do not deadlock. A window that has ended begins
 * anew, and so does one that ends later than any can: a clock that has been set back since wrote it.
 *
 * @returns the counts of all processes.
 */
export async function storeCounts(
  database: Database,
  input: { readonly rows: readonly StoredCount[]; readonly now: number; readonly latest: number },
): Promise<readonly StoredCount[]> {
  const { now, latest } = input;
  const rows = input.rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const values = sql.join(rows.map(({ key, points, expire }) => sql`(${key}, ${points}, ${expire})`));
  const isOver = sql`(rate_limits.expire <= ${now} or rate_limits.expire > ${latest})`;
  const stored = await sql<StoredCount>`
    insert into rate_limits (key, points, expire) values ${values}
    on conflict (key) do update set
      points = case when ${isOver} then excluded.points else rate_limits.points + excluded.points end,
      expire = case when ${isOver} then excluded.expire else rate_limits.expire end
    returning key, points, expire`.execute(database.kysely);
  return stored.rows;
}

const rowsPerDelete = 10_000;

/** Leaves rows alone that another process is writing. */
export async function deleteEndedCounts(
  database: Database,
  { before }: { readonly before: number },
): Promise<void> {
  await sql`delete from rate_limits where key in (
    select key from rate_limits where expire < ${before} limit ${sql.lit(rowsPerDelete)} for update skip locked
  )`.execute(database.kysely);
}
