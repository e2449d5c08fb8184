/** Reads outgoing events, for merchants and for deliveries. event-writes.ts writes them. */
import { type SelectQueryBuilder, sql } from "kysely";
import { type EventBody, type EventType, eventBody, eventType } from "../../contract.ts";
import { textWithoutCustomerSecrets } from "../../core/personal-details.ts";
import type { Seal } from "../encryption/seal.ts";
import type { Database, Executor } from "../engine/database.ts";
import { defineQuery } from "../engine/statements.ts";
import type { DeliveryState, EventTable } from "../schema/events.ts";
import type { Schema } from "../schema.ts";
import { isOnPage, type Stretch, toPage } from "./cursors.ts";
import { type DeliveryRecord, deliveriesOfEvents } from "./deliveries.ts";
import { bodyContextOf } from "./event-writes.ts";
import { allOf, hasValues, narrowestOf } from "./value-filters.ts";

export interface StoredEvent {
  readonly id: string;
  readonly type: EventType;
  /** Throws when it does not open, or is none. */
  readonly readBody: () => EventBody;
  readonly createdAt: number;
  readonly deliveries: readonly DeliveryRecord[];
}

/** A delivery with the data that an attempt needs. */
export interface DeliveryToSend {
  readonly eventId: string;
  readonly endpointId: string;
  readonly state: DeliveryState;
  readonly isEndpointDisabled: boolean;
  /** What the event is about; null where it is about none. */
  readonly sessionId: string | null;
  readonly paymentId: string | null;
  readonly payoutId: string | null;
  /**
   * The body as JSON, as it was written, but for a customer's secret in an event of an earlier version. The same text is
   * signed and sent at every attempt.
   */
  readonly text: string;
}

interface SealedDelivery
  extends Pick<DeliveryToSend, "eventId" | "endpointId" | "state" | "sessionId" | "paymentId" | "payoutId"> {
  readonly disabledAt: number | null;
  readonly sealed: string;
}

const sealedDelivery = defineQuery<{ id: string }, SealedDelivery>("sealed delivery", (db, { id }) =>
  db
    .selectFrom("deliveries")
    .innerJoin("events", "events.id", "deliveries.event_id")
    .leftJoin("endpoints", "endpoints.id", "deliveries.endpoint_id")
    .select([
      "deliveries.event_id as eventId",
      "deliveries.endpoint_id as endpointId",
      "deliveries.state",
      "endpoints.disabled_at as disabledAt",
      "events.session_id as sessionId",
      "events.payment_id as paymentId",
      "events.payout_id as payoutId",
      "events.body_sealed as sealed",
    ])
    .where("deliveries.id", "=", id),
);

export async function findDeliveryToSend(
  database: Database,
  seal: Seal,
  deliveryId: string,
): Promise<DeliveryToSend | undefined> {
  const [row] = await database.read(sealedDelivery({ id: deliveryId }));
  if (row === undefined) return undefined;
  const { sealed, disabledAt, ...delivery } = row;
  const text = textWithoutCustomerSecrets(seal.open(sealed, bodyContextOf(delivery.eventId)));
  return { ...delivery, isEndpointDisabled: disabledAt !== null, text };
}

const eventById = defineQuery<{ id: string }, EventTable>("event by id", (db, { id }) =>
  db.selectFrom("events").selectAll().where("id", "=", id),
);

export async function findEvent(
  database: Database,
  seal: Seal,
  id: string,
): Promise<StoredEvent | undefined> {
  const [event] = await toEvents(database.kysely, seal, await database.read(eventById({ id })));
  return event;
}

export interface EventFilter extends Stretch {
  readonly limit: number;
  readonly type?: EventType | undefined;
  readonly session?: string | undefined;
  readonly payment?: string | undefined;
  readonly payout?: string | undefined;
  /** True: every delivery of it has arrived. False: one has not. */
  readonly delivered?: boolean | undefined;
}

/** The events of one are few, so that they are read and looked at. */
export const isAboutOne = ({ session, payment, payout }: EventFilter) =>
  (session ?? payment ?? payout) !== undefined;

/**
 * Newest first.
 *
 * @param filter.list for the cursor of the next page: which list it is of, with its filters.
 */
export async function listEvents(
  executor: Executor,
  seal: Seal,
  filter: EventFilter & { readonly list: string },
): Promise<{ readonly events: readonly StoredEvent[]; readonly nextCursor: string | null }> {
  const found =
    filter.delivered === false && !isAboutOne(filter)
      ? await readUndelivered(executor, filter)
      : await selectEvents(executor, filter).execute();
  const { rows, nextCursor } = toPage(found, filter.limit, filter.list);
  return { events: await toEvents(executor, seal, rows), nextCursor };
}

const isUndelivered = sql<boolean>`exists (select 1 from deliveries
  where deliveries.event_id = events.id and deliveries.state <> 'delivered')`;

/** One row more than the page has. */
function selectEvents(executor: Executor, filter: EventFilter) {
  return newestEvents(executor.selectFrom("events").selectAll(), { ...filter, limit: filter.limit + 1 });
}

/** Those that a filter names, newest first. */
export function newestEvents<Row>(
  events: SelectQueryBuilder<Schema, "events", Row>,
  filter: EventFilter,
): SelectQueryBuilder<Schema, "events", Row> {
  const values = {
    payment_id: filter.payment,
    session_id: filter.session,
    payout_id: filter.payout,
    type: filter.type,
  };
  const sought = narrowestOf(values, [["payment_id"], ["session_id"], ["payout_id"]]);
  let query = events.where(allOf(hasValues(values, sought), isOnPage(filter)));
  if (filter.delivered === true) query = query.where(sql<boolean>`not ${isUndelivered}`);
  if (filter.delivered === false) query = query.where(isUndelivered);
  return query.orderBy("created_at", "desc").orderBy("id", "desc").limit(sql.lit(filter.limit));
}

/** One row more than the page has. */
async function readUndelivered(executor: Executor, filter: EventFilter): Promise<EventTable[]> {
  const ids = await undeliveredEvents(executor, { ...filter, limit: filter.limit + 1 });
  if (ids.length === 0) return [];
  const rows = await executor.selectFrom("events").selectAll().where("id", "in", ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  // An event can be removed between the two reads.
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * The ids of events that an endpoint has not taken, newest first. It begins with the deliveries that have not arrived: they
 * are few beside all events, and their index has the list's order.
 *
 * @param filter one that is about no session, payment or payout
 */
export async function undeliveredEvents(executor: Executor, filter: EventFilter): Promise<readonly string[]> {
  let query = executor
    .selectFrom("deliveries")
    .select(["event_at", "event_id"])
    .distinct()
    // A literal, because the partial index covers only these.
    .where("state", "<>", sql.lit("delivered"))
    .where(allOf(isOnPage(filter, { time: "event_at", id: "event_id" })));
  if (filter.type !== undefined) {
    query = query.where(
      sql<boolean>`(select events.type from events where events.id = deliveries.event_id) = ${filter.type}`,
    );
  }
  const heads = await query
    .orderBy("event_at", "desc")
    .orderBy("event_id", "desc")
    .limit(sql.lit(filter.limit))
    .execute();
  return heads.map((head) => head.event_id);
}

async function toEvents(executor: Executor, seal: Seal, rows: readonly EventTable[]): Promise<StoredEvent[]> {
  const deliveries = await deliveriesOfEvents(
    executor,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    id: row.id,
    type: eventType.parse(row.type),
    readBody: () => eventBody.parse(JSON.parse(seal.open(row.body_sealed, bodyContextOf(row.id)))),
    createdAt: row.created_at,
    deliveries: deliveries.get(row.id) ?? [],
  }));
}
