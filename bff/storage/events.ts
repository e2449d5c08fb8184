/**
 * Outgoing events. An event is written in the transaction that changed the state, together with one delivery and one
 * `deliver_event` job for each endpoint: either all of it is there or nothing.
 */
import type { Selectable } from "kysely";
import type { EventType } from "../contract.ts";
import { type Cursor, isAfterCursor } from "./cursors.ts";
import type { Executor } from "./database.ts";
import { insertDeliveries } from "./deliveries.ts";
import type { EventTable } from "./schema.ts";

export type EventRow = Selectable<EventTable>;

export interface NewEvent {
  readonly event: EventRow;
  /** Of the endpoints in the configuration. */
  readonly endpointIds: readonly string[];
  readonly now: number;
}

/** Call it in the transaction that changes the state the event tells of. */
export async function insertEvent(executor: Executor, { event, endpointIds, now }: NewEvent): Promise<void> {
  await executor.insertInto("events").values(event).execute();
  await insertDeliveries(executor, { eventId: event.id, endpointIds, now });
}

export async function findEvent(executor: Executor, id: string): Promise<EventRow | undefined> {
  return await executor.selectFrom("events").selectAll().where("id", "=", id).executeTakeFirst();
}

export interface EventFilter {
  readonly limit: number;
  readonly after: Cursor | null;
  readonly type?: EventType | undefined;
  readonly session?: string | undefined;
  readonly payment?: string | undefined;
  readonly payout?: string | undefined;
}

/** Newest first. Their deliveries: `deliveriesOfEvents`. */
export async function listEvents(executor: Executor, filter: EventFilter): Promise<EventRow[]> {
  let query = executor.selectFrom("events").selectAll();
  if (filter.type !== undefined) query = query.where("type", "=", filter.type);
  if (filter.session !== undefined) query = query.where("session_id", "=", filter.session);
  if (filter.payment !== undefined) query = query.where("payment_id", "=", filter.payment);
  if (filter.payout !== undefined) query = query.where("payout_id", "=", filter.payout);
  if (filter.after !== null) query = query.where(isAfterCursor(filter.after));
  return await query.orderBy("created_at", "desc").orderBy("id", "desc").limit(filter.limit).execute();
}
