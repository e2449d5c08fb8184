/** The audit: rows are added in the batch of the change that they are about, and are never changed. */
import { sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import { defineStatement } from "../engine/statements.ts";
import type { AuditTable } from "../schema.ts";
import { type Cursor, isAfterCursor } from "./cursors.ts";

export type AuditRow = Readonly<AuditTable>;

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

export interface AuditFilter {
  readonly limit: number;
  readonly after: Cursor | null;
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  /** Epoch ms: at or after. */
  readonly from?: number | undefined;
  /** Epoch ms: before. */
  readonly to?: number | undefined;
}

/** Newest first. */
export async function listAuditRows(executor: Executor, filter: AuditFilter): Promise<AuditRow[]> {
  let query = executor.selectFrom("audit").selectAll();
  if (filter.subject !== undefined) query = query.where("subject", "=", filter.subject);
  if (filter.actor !== undefined) query = query.where("actor", "=", filter.actor);
  if (filter.from !== undefined) query = query.where("created_at", ">=", filter.from);
  if (filter.to !== undefined) query = query.where("created_at", "<", filter.to);
  if (filter.after !== null) query = query.where(isAfterCursor(filter.after));
  return await query
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(sql.lit(filter.limit))
    .execute();
}
