/**
 * Outgoing events and their way to the merchant's endpoints. An event is written in the transaction that changed the
 * state, together with one delivery and one `deliver_event` job for each endpoint: either all of it is there or nothing.
 */
import { sql } from "kysely";
import { type EventBody, type EventType, eventBody } from "../../contract.ts";
import type { Seal } from "../encryption/seal.ts";
import type { Executor } from "../engine/database.ts";
import type { DeliveryState, EventTable } from "../schema.ts";
import { type Cursor, isAfterCursor, toPage } from "./cursors.ts";
import { type DeliveryRecord, deliveriesOfEvents } from "./deliveries.ts";
import { type HandOver, type InsertedDeliveries, insertDeliveries } from "./insert-deliveries.ts";

export interface NewEvent {
  /** `evt_…` */
  readonly id: string;
  readonly type: EventType;
  /** The body (an EventBody) as JSON: exactly these bytes are kept, signed and sent. */
  readonly text: string;
  readonly sessionId?: string | null;
  readonly paymentId?: string | null;
  readonly payoutId?: string | null;
  /** Of the endpoints in the configuration. */
  readonly endpointIds: readonly string[];
  readonly now: number;
  /** For endpoints to which this process sends at once; see insert-deliveries.ts. */
  readonly handOver?: HandOver | undefined;
}

export interface StoredEvent {
  readonly id: string;
  readonly body: EventBody;
  readonly createdAt: number;
  readonly deliveries: readonly DeliveryRecord[];
}

const contextOf = (eventId: string) => `events.body:${eventId}`;

/** Call it in the transaction that changes the state the event tells of: three statements. */
export async function insertEvent(
  executor: Executor,
  seal: Seal,
  event: NewEvent,
): Promise<InsertedDeliveries> {
  const { id: eventId, endpointIds, now, handOver } = event;
  await executor
    .insertInto("events")
    .values({
      id: eventId,
      type: event.type,
      session_id: event.sessionId ?? null,
      payment_id: event.paymentId ?? null,
      payout_id: event.payoutId ?? null,
      body_sealed: seal.seal(event.text, contextOf(eventId)),
      created_at: now,
    })
    .execute();
  return await insertDeliveries(executor, { eventId, endpointIds, now, handOver });
}

/** The types of the session's own events that were recorded: not those of its payments. */
export async function announcedEnds(executor: Executor, sessionId: string): Promise<string[]> {
  const rows = await executor
    .selectFrom("events")
    .select("type")
    .distinct()
    .where("session_id", "=", sessionId)
    .where("payment_id", "is", null)
    .execute();
  return rows.map((row) => row.type);
}

/** A delivery as an attempt needs it. */
export interface DeliveryToSend {
  readonly eventId: string;
  readonly endpointId: string;
  readonly state: DeliveryState;
  readonly isEndpointDisabled: boolean;
  /** The body as JSON, exactly as it was written: what is signed and sent, the same at every attempt. */
  readonly text: string;
}

export async function findDeliveryToSend(
  executor: Executor,
  seal: Seal,
  deliveryId: string,
): Promise<DeliveryToSend | undefined> {
  const row = await executor
    .selectFrom("deliveries")
    .innerJoin("events", "events.id", "deliveries.event_id")
    .leftJoin("endpoints", "endpoints.id", "deliveries.endpoint_id")
    .select([
      "deliveries.event_id as eventId",
      "deliveries.endpoint_id as endpointId",
      "deliveries.state",
      "endpoints.disabled_at as disabledAt",
      "events.body_sealed as sealed",
    ])
    .where("deliveries.id", "=", deliveryId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { sealed, disabledAt, ...delivery } = row;
  const text = seal.open(sealed, contextOf(delivery.eventId));
  return { ...delivery, isEndpointDisabled: disabledAt !== null, text };
}

export async function findEvent(
  executor: Executor,
  seal: Seal,
  id: string,
): Promise<StoredEvent | undefined> {
  const row = await executor.selectFrom("events").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return undefined;
  const [event] = await toEvents(executor, seal, [row]);
  return event;
}

export interface EventFilter {
  readonly limit: number;
  readonly after: Cursor | null;
  readonly type?: EventType | undefined;
  readonly session?: string | undefined;
  readonly payment?: string | undefined;
  readonly payout?: string | undefined;
}

/** Newest first. */
export async function listEvents(
  executor: Executor,
  seal: Seal,
  filter: EventFilter,
): Promise<{ readonly events: readonly StoredEvent[]; readonly nextCursor: string | null }> {
  let query = executor.selectFrom("events").selectAll();
  if (filter.type !== undefined) query = query.where("type", "=", filter.type);
  if (filter.session !== undefined) query = query.where("session_id", "=", filter.session);
  if (filter.payment !== undefined) query = query.where("payment_id", "=", filter.payment);
  if (filter.payout !== undefined) query = query.where("payout_id", "=", filter.payout);
  if (filter.after !== null) query = query.where(isAfterCursor(filter.after));
  const found = await query
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(sql.lit(filter.limit + 1))
    .execute();
  const { rows, nextCursor } = toPage(found, filter.limit);
  return { events: await toEvents(executor, seal, rows), nextCursor };
}

async function toEvents(executor: Executor, seal: Seal, rows: readonly EventTable[]): Promise<StoredEvent[]> {
  const deliveries = await deliveriesOfEvents(
    executor,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    id: row.id,
    body: eventBody.parse(JSON.parse(seal.open(row.body_sealed, contextOf(row.id)))),
    createdAt: row.created_at,
    deliveries: deliveries.get(row.id) ?? [],
  }));
}
