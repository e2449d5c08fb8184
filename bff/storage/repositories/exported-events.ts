/** Events for a table: with their deliveries, and without their bodies. */
import { sql } from "kysely";
import type { EventType } from "../../contract.ts";
import type { Executor } from "../engine/database.ts";
import type { EventTable } from "../schema/events.ts";
import { type Cursor, isAfterCursor } from "./cursors.ts";
import { type DeliveryRecord, deliveriesOfEvents } from "./deliveries.ts";

export interface ExportedEvent extends Omit<EventTable, "body_sealed"> {
  readonly deliveries: readonly DeliveryRecord[];
}

/** Newest first. `from` and `to` are epoch ms. */
export async function listEventsToExport(
  executor: Executor,
  filter: {
    readonly from: number;
    readonly to: number;
    readonly type?: EventType | undefined;
    readonly after: Cursor | null;
    readonly limit: number;
  },
): Promise<readonly ExportedEvent[]> {
  let query = executor
    .selectFrom("events")
    .select(["id", "type", "session_id", "payment_id", "payout_id", "created_at"])
    .where("created_at", ">=", filter.from)
    .where("created_at", "<", filter.to);
  if (filter.type !== undefined) query = query.where("type", "=", filter.type);
  if (filter.after !== null) query = query.where(isAfterCursor(filter.after));
  const rows = await query
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(sql.lit(filter.limit))
    .execute();
  const deliveries = await deliveriesOfEvents(
    executor,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, deliveries: deliveries.get(row.id) ?? [] }));
}
