/** Lists, newest first, that are put together from one search for each status. */
import { type SelectQueryBuilder, sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import type { Schema } from "../schema.ts";

/**
 * One search for each status finds as many as the page has in the order of an index, so that no more rows are read and
 * sorted than those. With `status in (…)`, no index has the order.
 */
export async function newestOf<Table extends keyof Schema, Row, Status>(
  executor: Executor,
  list: {
    readonly search: (status?: Status) => SelectQueryBuilder<Schema, Table, Row>;
    /** Undefined: one search is enough. */
    readonly apart: readonly Status[] | undefined;
    readonly limit: number;
  },
): Promise<Row[]> {
  const { search, apart, limit } = list;
  const statuses = [...new Set(apart)];
  const searches = statuses.length === 0 ? [search()] : statuses.map((status) => search(status));
  const each = searches.map((one) => sql`select * from ${one} as one`);
  const query = sql<Row>`select * from (${sql.join(each, sql` union all `)}) as found
    order by created_at desc, id desc limit ${sql.lit(limit)}`;
  return [...(await query.execute(executor)).rows];
}
