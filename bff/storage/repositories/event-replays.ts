/** Replays: a range of events that is delivered once more, a page at a time. */
import { sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import { defineQuery, defineStatement, everyColumn, pick } from "../engine/statements.ts";
import { webhookQueue } from "../jobs/jobs.ts";
import type { EventTable } from "../schema/events.ts";
import type { EventReplayTable } from "../schema/replays.ts";
import { deliverAgain } from "./redeliver.ts";

export type EventReplayRow = Readonly<EventReplayTable>;

/** Events that are looked at in one transaction. */
export const eventsPerPage = 100;

const columns = everyColumn<EventReplayRow>({
  id: true,
  from_at: true,
  to_at: true,
  types: true,
  undelivered_only: true,
  after_at: true,
  after_id: true,
  scheduled: true,
  created_at: true,
  finished_at: true,
});

export const insertReplay = defineStatement("insert replay", (db, row: EventReplayRow) =>
  db.insertInto("event_replays").values(pick(row, columns)),
);

export const replayById = defineQuery<{ id: string }, EventReplayRow>("replay by id", (db, { id }) =>
  db.selectFrom("event_replays").selectAll().where("id", "=", id),
);

export interface NextEvents {
  readonly events: readonly EventTable[];
  /** The last one that was looked at; undefined: there was none. */
  readonly last: Pick<EventTable, "id" | "created_at"> | undefined;
  readonly isLast: boolean;
}

/** The next events of a replay, oldest first; those of one session in the order of their numbers. */
export async function nextToReplay(executor: Executor, replay: EventReplayRow): Promise<NextEvents> {
  const found = replay.undelivered_only === 1 ? nextUndelivered : nextOfAll;
  return await found(executor, replay);
}

async function nextOfAll(executor: Executor, replay: EventReplayRow): Promise<NextEvents> {
  const { from_at, to_at, after_at, after_id } = replay;
  const events = await executor
    .selectFrom("events")
    .selectAll()
    .where("created_at", ">=", from_at)
    .where("created_at", "<", to_at)
    .where(sql<boolean>`(created_at, id) > (${after_at}, ${after_id})`)
    .orderBy("created_at")
    .orderBy("id")
    .limit(sql.lit(eventsPerPage))
    .execute();
  return { events, last: events.at(-1), isLast: events.length < eventsPerPage };
}

/** Begins with the deliveries that have not arrived: they are few beside all events, and their index has the order. */
async function nextUndelivered(executor: Executor, replay: EventReplayRow): Promise<NextEvents> {
  const { from_at, to_at, after_at, after_id } = replay;
  const heads = await executor
    .selectFrom("deliveries")
    .select(["event_at", "event_id"])
    .distinct()
    // A literal, because the partial index covers only these.
    .where("state", "<>", sql.lit("delivered"))
    .where("event_at", ">=", from_at)
    .where("event_at", "<", to_at)
    .where(sql<boolean>`(event_at, event_id) > (${after_at}, ${after_id})`)
    .orderBy("event_at")
    .orderBy("event_id")
    .limit(sql.lit(eventsPerPage))
    .execute();
  const ids = heads.map((head) => head.event_id);
  const rows =
    ids.length === 0 ? [] : await executor.selectFrom("events").selectAll().where("id", "in", ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const last = heads.at(-1);
  return {
    // An event can be removed between the two reads.
    events: ids.flatMap((id) => byId.get(id) ?? []),
    last: last === undefined ? undefined : { id: last.event_id, created_at: last.event_at },
    isLast: heads.length < eventsPerPage,
  };
}

/** By event, the endpoints that have not taken it. */
export async function undeliveredEndpoints(
  executor: Executor,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (eventIds.length === 0) return new Map();
  const rows = await executor
    .selectFrom("deliveries")
    .select(["event_id", "endpoint_id"])
    .where("event_id", "in", eventIds)
    .where("state", "<>", "delivered")
    .execute();
  const byEvent = Map.groupBy(rows, (row) => row.event_id);
  return new Map([...byEvent].map(([id, found]) => [id, found.map((row) => row.endpoint_id)]));
}

export interface ReplayedPage {
  readonly replay: EventReplayRow;
  /** In the order in which they are sent. */
  readonly deliveries: readonly { readonly event: EventTable; readonly endpointIds: readonly string[] }[];
  /** The last event that was looked at; undefined: there was none. */
  readonly last: Pick<EventTable, "id" | "created_at"> | undefined;
  readonly isLast: boolean;
  readonly now: number;
}

/**
 * Schedules the deliveries of a page and notes how far the replay has come. Call it in a transaction. @returns false, with
 * nothing done, when another run of the job has done the page.
 */
export async function writeReplayedPage(executor: Executor, page: ReplayedPage): Promise<boolean> {
  const { replay, deliveries, last, isLast, now } = page;
  const { numUpdatedRows } = await executor
    .updateTable("event_replays")
    .set({
      after_at: last?.created_at ?? replay.after_at,
      after_id: last?.id ?? replay.after_id,
      scheduled: replay.scheduled + deliveries.reduce((sum, { endpointIds }) => sum + endpointIds.length, 0),
      finished_at: isLast ? now : null,
    })
    .where("id", "=", replay.id)
    .where("after_at", "=", replay.after_at)
    .where("after_id", "=", replay.after_id)
    .where("finished_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  // Jobs are claimed by time, so each event is due a millisecond after the one before.
  for (const [index, { event, endpointIds }] of deliveries.entries())
    await deliverAgain(executor, { event, endpointIds, runAt: now + index, now });
  return true;
}

/** Whether at least so many deliveries to one of the endpoints are due by that time. */
export async function isBacklogged(
  executor: Executor,
  {
    endpointIds,
    dueBy,
    most,
  }: { readonly endpointIds: readonly string[]; readonly dueBy: number; readonly most: number },
): Promise<boolean> {
  for (const endpointId of endpointIds) {
    const due = await executor
      .selectFrom("jobs")
      .select("id")
      .where("queue", "=", webhookQueue(endpointId))
      .where("dead_at", "is", null)
      .where("run_at", "<=", dueBy)
      .orderBy("run_at")
      .orderBy("id")
      .limit(sql.lit(1))
      .offset(sql.lit(most - 1))
      .execute();
    if (due.length > 0) return true;
  }
  return false;
}

/** Deletes what finished before that time. */
export async function purgeReplays(
  executor: Executor,
  { before }: { readonly before: number },
): Promise<void> {
  await executor.deleteFrom("event_replays").where("finished_at", "<", before).execute();
}
