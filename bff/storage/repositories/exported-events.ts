/** Events for a table: with their deliveries, and without their bodies. */
import type { Executor } from "../engine/database.ts";
import type { EventTable } from "../schema/events.ts";
import { type DeliveryRecord, deliveriesOfEvents } from "./deliveries.ts";
import { type EventFilter, isAboutOne, newestEvents, undeliveredEvents } from "./events.ts";

type EventRow = Omit<EventTable, "body_sealed">;

export interface ExportedEvent extends EventRow {
  readonly deliveries: readonly DeliveryRecord[];
}

/** Newest first. */
export async function listEventsToExport(
  executor: Executor,
  filter: EventFilter,
): Promise<readonly ExportedEvent[]> {
  const rows = await readRows(executor, filter);
  const deliveries = await deliveriesOfEvents(
    executor,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, deliveries: deliveries.get(row.id) ?? [] }));
}

async function readRows(executor: Executor, filter: EventFilter): Promise<readonly EventRow[]> {
  const rows = executor
    .selectFrom("events")
    .select(["id", "type", "session_id", "payment_id", "payout_id", "created_at"]);
  if (filter.delivered !== false || isAboutOne(filter)) return await newestEvents(rows, filter).execute();
  const ids = await undeliveredEvents(executor, filter);
  if (ids.length === 0) return [];
  return await rows.where("id", "in", ids).orderBy("created_at", "desc").orderBy("id", "desc").execute();
}
