/**
 * The audit: rows are added in the batch of the change that they are about, are never changed, and leave when they are
 * old.
 */

import { type Selectable, sql } from "kysely";
import { dayMs } from "../../core/days.ts";
import type { Engine, Executor } from "../engine/database.ts";
import { defineStatement } from "../engine/statements.ts";
import type { AuditTable } from "../schema.ts";
import { type Cursor, isOnPage, type Stretch } from "./cursors.ts";
import { allOf, hasValues, narrowestOf } from "./value-filters.ts";

/** As it is read: with its number. */
export type NumberedAuditRow = Readonly<Selectable<AuditTable>>;
/** As it is written: the database gives it its number. */
export type AuditRow = Omit<NumberedAuditRow, "seq">;

export const insertAuditRow = defineStatement("insert audit row", (db, row: AuditRow) =>
  db.insertInto("audit").values({
    id: row.id,
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    address: row.address,
    request_id: row.request_id,
    before: row.before,
    after: row.after,
    created_at: row.created_at,
  }),
);

/** The same inside a transaction. */
export async function addAuditRow(executor: Executor, row: AuditRow): Promise<void> {
  await executor.insertInto("audit").values(row).execute();
}

/** The database itself refuses to delete a younger row (migration 0013). */
const keptMs = 400 * dayMs;

/**
 * The oldest rows before a time, if the database lets them go by its own clock. It may differ from the clock of this
 * process.
 */
export async function listOldAuditRows(
  executor: Executor,
  { engine, before, limit }: { readonly engine: Engine; readonly before: number; readonly limit: number },
): Promise<readonly NumberedAuditRow[]> {
  const clock =
    engine === "sqlite"
      ? sql<number>`(unixepoch() * 1000)`
      : sql<number>`(extract(epoch from clock_timestamp()) * 1000)`;
  return await executor
    .selectFrom("audit")
    .selectAll()
    .where("created_at", "<", before)
    .where("created_at", "<=", sql<number>`${clock} - ${sql.lit(keptMs)}`)
    .orderBy("created_at")
    .orderBy("seq")
    .limit(sql.lit(limit))
    .execute();
}

export const removeAuditRow = defineStatement("remove audit row", (db, { id }: { id: string }) =>
  db.deleteFrom("audit").where("id", "=", id),
);

/** The cursor's `id` is the number of a row. */
export interface AuditFilter extends Stretch {
  readonly limit: number;
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
}

const newestFirst = { time: "created_at", id: "seq", idOf: ({ id }: Cursor) => Number(id) } as const;

/** Newest first; those of one millisecond in the order in which they were written. */
export async function listAuditRows(executor: Executor, filter: AuditFilter): Promise<NumberedAuditRow[]> {
  const { subject, actor } = filter;
  const values = { subject, actor };
  return await executor
    .selectFrom("audit")
    .selectAll()
    .where(allOf(hasValues(values, narrowestOf(values, [["subject"]])), isOnPage(filter, newestFirst)))
    .orderBy("created_at", "desc")
    .orderBy("seq", "desc")
    .limit(sql.lit(filter.limit))
    .execute();
}
