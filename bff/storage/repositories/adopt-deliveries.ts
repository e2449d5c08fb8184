/** An endpoint that had no id in the configuration was known by its address. Once it has one, it keeps what it had. */
import { sql } from "kysely";
import type { Database, Executor } from "../engine/database.ts";
import { webhookQueue } from "../jobs/jobs.ts";

export interface NamedEndpoint {
  readonly id: string;
  /** What it was known by before it had an id. */
  readonly addressId: string;
}

/** How many deliveries of each kind one transaction moves: SQLite has one writer, which would wait for all of them. */
const perTransaction = 500;

/**
 * Gives each endpoint what it has under the id of its address: its deliveries that are not delivered, so that they are
 * listed, replayed and revived with its others, and that it is disabled. A delivery that is under way changes only its
 * queue; the next call takes it. What belongs to an endpoint that is not configured stays as it is.
 */
export async function adoptDeliveries(
  database: Pick<Database, "transaction">,
  endpoints: readonly NamedEndpoint[],
  isStopped = () => false,
): Promise<void> {
  for (const endpoint of endpoints)
    while (!isStopped() && (await database.transaction((trx) => adoptSome(trx, endpoint))));
}

/**
 * Moves one batch, in the caller's transaction.
 *
 * @param eventId only the deliveries of this event.
 * @returns whether there may be more.
 */
export async function adoptSome(
  executor: Executor,
  endpoint: NamedEndpoint,
  eventId?: string,
): Promise<boolean> {
  if (endpoint.id === endpoint.addressId) return false;
  const waiting = await takeWaiting(executor, endpoint, eventId);
  const dead = await findDead(executor, endpoint, eventId);
  await rename(executor, endpoint, [...waiting.free, ...dead]);
  // The endpoint last, as whoever records an attempt locks it.
  await adoptState(executor, endpoint);
  return waiting.moved === perTransaction || dead.length === perTransaction;
}

async function adoptState(executor: Executor, { id, addressId }: NamedEndpoint): Promise<void> {
  await executor
    .updateTable("endpoints")
    .set({ id })
    .where("id", "=", addressId)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("endpoints as named").select("named.id").where("named.id", "=", id))),
    )
    .execute();
  // Where the endpoint's own row says how it stands, this one says nothing any more.
  await executor.deleteFrom("endpoints").where("id", "=", addressId).execute();
}

/**
 * Moves what waits into the queue of the endpoint's id.
 *
 * @returns how many waited, and those deliveries that no process is sending; none will begin to.
 */
async function takeWaiting(
  executor: Executor,
  { id, addressId }: NamedEndpoint,
  eventId?: string,
): Promise<{ readonly moved: number; readonly free: readonly string[] }> {
  const waiting = () =>
    executor
      .selectFrom("jobs")
      .select("id")
      // Also what was under way at an earlier call.
      .where("queue", "in", [webhookQueue(addressId), webhookQueue(id)])
      .where("dead_at", "is", null)
      .where("subject_id", eventId === undefined ? "like" : "=", `${eventId ?? "%"}:${addressId}`);
  const move = (which: ReturnType<typeof waiting>) =>
    executor
      .updateTable("jobs")
      .set({ queue: webhookQueue(id) })
      .where("id", "in", which);
  // Without a limit: only as many match as are being sent now.
  await move(waiting().where("locked_by", "is not", null)).execute();
  const rows = await move(waiting().where("locked_by", "is", null).limit(perTransaction))
    .returning(["subject_id", "locked_by"])
    .execute();
  // A process may have taken one between the choice and the change.
  const free = rows.filter(({ locked_by }) => locked_by === null).map(({ subject_id }) => subject_id);
  return { moved: rows.length, free };
}

async function findDead(
  executor: Executor,
  { addressId }: NamedEndpoint,
  eventId?: string,
): Promise<readonly string[]> {
  const dead = executor
    .selectFrom("deliveries")
    .leftJoin("jobs", (join) => join.on("jobs.id", "=", sql<string>`'deliver_event:' || deliveries.id`))
    .select("deliveries.id")
    .where("deliveries.endpoint_id", "=", addressId)
    // A literal, because the index covers only these.
    .where("deliveries.state", "=", sql.lit("dead"))
    .where("jobs.locked_by", "is", null)
    .limit(perTransaction);
  const rows = await (eventId === undefined
    ? dead
    : dead.where("deliveries.id", "=", `${eventId}:${addressId}`)
  ).execute();
  return rows.map((row) => row.id);
}

/**
 * A delivery's id is made of its endpoint's, so each one is written anew with its log and its job, and the old one removed.
 * Where the event was sent again under the new id meanwhile, that delivery and its job count.
 */
async function rename(
  executor: Executor,
  { id, addressId }: NamedEndpoint,
  oldIds: readonly string[],
): Promise<void> {
  if (oldIds.length === 0) return;
  const newId = sql<string>`old.event_id || ':' || cast(${id} as text)`;
  const old = () => executor.selectFrom("deliveries as old").where("old.id", "in", oldIds);
  await executor
    .insertInto("deliveries")
    .columns(["id", "event_id", "endpoint_id", "state", "dead_reason", "event_at", "updated_at"])
    .expression(
      old().select(({ ref }) => [
        newId.as("id"),
        ref("old.event_id").as("event_id"),
        sql<string>`cast(${id} as text)`.as("endpoint_id"),
        ref("old.state").as("state"),
        ref("old.dead_reason").as("dead_reason"),
        ref("old.event_at").as("event_at"),
        ref("old.updated_at").as("updated_at"),
      ]),
    )
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  await executor
    .insertInto("delivery_attempts")
    .columns(["delivery_id", "seq", "at", "status", "error", "duration_ms"])
    .expression(
      old()
        .innerJoin("delivery_attempts as line", "line.delivery_id", "old.id")
        .select([
          newId.as("delivery_id"),
          sql<number>`line.seq + (select coalesce(max(known.seq), 0) from delivery_attempts as known
            where known.delivery_id = ${newId})`.as("seq"),
          "line.at",
          "line.status",
          "line.error",
          "line.duration_ms",
        ]),
    )
    .execute();
  const oldJobs = oldIds.map((one) => `deliver_event:${one}`);
  const renamed = (column: "id" | "subject_id") =>
    sql<string>`replace(${sql.ref(`jobs.${column}`)}, cast(${`:${addressId}`} as text), cast(${`:${id}`} as text))`;
  await executor
    .updateTable("jobs")
    .set({ id: renamed("id"), subject_id: renamed("subject_id"), queue: webhookQueue(id) })
    .where("jobs.id", "in", oldJobs)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("jobs as named").select("named.id").where("named.id", "=", renamed("id")))),
    )
    .execute();
  await executor.deleteFrom("jobs").where("id", "in", oldJobs).execute();
  await executor.deleteFrom("delivery_attempts").where("delivery_id", "in", oldIds).execute();
  await executor.deleteFrom("deliveries").where("id", "in", oldIds).execute();
}
