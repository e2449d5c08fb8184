/** Removes what belongs to no session or payout: by its age alone. */

import { sql } from "kysely";
import type { Database } from "../engine/database.ts";
import { defineStatement, type Write } from "../engine/statements.ts";
import { listOldAuditRows, removeAuditRow } from "./audit.ts";
import { rowsPerRemoval } from "./removal.ts";

export interface LooseRow {
  readonly object: "event" | "discrepancy" | "reconciliation" | "audit_entry";
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The oldest events, discrepancies, runs of reconciliation and entries of the audit before a time; at most a batch. */
export async function listLoose(
  { kysely: executor, engine }: Pick<Database, "kysely" | "engine">,
  before: { readonly at: number; readonly day: string },
): Promise<readonly LooseRow[]> {
  const most = Math.floor(rowsPerRemoval / 5);
  const limit = sql.lit(most);
  const discrepancies = await executor
    .selectFrom("discrepancies")
    .selectAll()
    .where("found_at", "<", before.at)
    .orderBy("found_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  const runs = await executor
    .selectFrom("reconciliations")
    .selectAll()
    .where("day", "<", before.day)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("reconciliation_orders")
            .select("subject_id")
            .whereRef("reconciliation_orders.account_id", "=", "reconciliations.account_id")
            .whereRef("reconciliation_orders.day", "=", "reconciliations.day"),
        ),
      ),
    )
    .orderBy("day")
    .orderBy("id")
    .limit(limit)
    .execute();
  const events = await executor
    .selectFrom("events")
    .select(["id", "type", "payment_id", "created_at"])
    .where("session_id", "is", null)
    .where("payout_id", "is", null)
    .where("created_at", "<", before.at)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("deliveries")
            .select("deliveries.id")
            .whereRef("deliveries.event_id", "=", "events.id")
            .where("deliveries.state", "=", "pending"),
        ),
      ),
    )
    .orderBy("created_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  const audit = await listOldAuditRows(executor, { engine, before: before.at, limit: most });
  return [
    ...audit.map((row) => ({ object: "audit_entry" as const, id: row.id, values: row })),
    ...discrepancies.map((row) => ({ object: "discrepancy" as const, id: row.id, values: row })),
    ...runs.map((row) => ({ object: "reconciliation" as const, id: row.id, values: row })),
    ...events.map((row) => ({ object: "event" as const, id: row.id, values: row })),
  ];
}

const removeLooseStatements = {
  audit_entry: [removeAuditRow],
  discrepancy: [
    defineStatement("remove discrepancy", (db, { id }: { id: string }) =>
      db.deleteFrom("discrepancies").where("id", "=", id),
    ),
  ],
  reconciliation: [
    defineStatement("remove reconciliation", (db, { id }: { id: string }) =>
      db.deleteFrom("reconciliations").where("id", "=", id),
    ),
  ],
  event: [
    defineStatement(
      "remove jobs of event",
      (_db, { id }: { id: string }) => sql`delete from jobs where id in
        (select 'deliver_event:' || gone.id from deliveries gone where gone.event_id = ${id})`,
    ),
    defineStatement(
      "remove attempts of event",
      (_db, { id }: { id: string }) =>
        sql`delete from delivery_attempts where delivery_id in (select id from deliveries where event_id = ${id})`,
    ),
    defineStatement("remove deliveries of event", (db, { id }: { id: string }) =>
      db.deleteFrom("deliveries").where("event_id", "=", id),
    ),
    defineStatement("remove event", (db, { id }: { id: string }) =>
      db.deleteFrom("events").where("id", "=", id),
    ),
  ],
} as const;

export function removeLoose({ object, id }: LooseRow): Write[] {
  return removeLooseStatements[object].map((statement) => statement({ id }));
}
