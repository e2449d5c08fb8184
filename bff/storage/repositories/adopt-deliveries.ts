/** An endpoint that had no id in the configuration was known by its address. Once it has one, it keeps what it had. */
import { sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import { webhookQueue } from "../jobs/jobs.ts";

export interface NamedEndpoint {
  readonly id: string;
  /** What it was known by before it had an id. */
  readonly addressId: string;
}

/**
 * Gives each endpoint what it has under the id of its address: that it is disabled, the deliveries that wait (their queue
 * changes, and nothing else, because they may be under way), and the dead ones, so that they are listed, replayed and
 * revived. What belongs to an endpoint that is not configured stays as it is. Call it in a transaction.
 */
export async function adoptDeliveries(
  executor: Executor,
  endpoints: readonly NamedEndpoint[],
): Promise<void> {
  for (const endpoint of endpoints) {
    if (endpoint.id === endpoint.addressId) continue;
    await adoptWaiting(executor, endpoint);
    await adoptState(executor, endpoint);
    await adoptDead(executor, endpoint);
  }
}

async function adoptWaiting(executor: Executor, { id, addressId }: NamedEndpoint): Promise<void> {
  await executor
    .updateTable("jobs")
    .set({ queue: webhookQueue(id) })
    .where("queue", "=", webhookQueue(addressId))
    .where("dead_at", "is", null)
    .execute();
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
}

/** A delivery's id is made of its endpoint's, so each one is written anew with its log, and the old one removed. */
async function adoptDead(executor: Executor, { id, addressId }: NamedEndpoint): Promise<void> {
  const newId = sql<string>`old.event_id || ':' || cast(${id} as text)`;
  const dead = () =>
    executor
      .selectFrom("deliveries as old")
      .where("old.endpoint_id", "=", addressId)
      // A literal, because the index covers only these.
      .where("old.state", "=", sql.lit("dead"));
  await executor
    .insertInto("deliveries")
    .columns(["id", "event_id", "endpoint_id", "state", "dead_reason", "event_at", "updated_at"])
    .expression(
      dead().select(({ ref }) => [
        newId.as("id"),
        ref("old.event_id").as("event_id"),
        sql<string>`cast(${id} as text)`.as("endpoint_id"),
        ref("old.state").as("state"),
        ref("old.dead_reason").as("dead_reason"),
        ref("old.event_at").as("event_at"),
        ref("old.updated_at").as("updated_at"),
      ]),
    )
    // It was sent again under the new id meanwhile.
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  await executor
    .insertInto("delivery_attempts")
    .columns(["delivery_id", "seq", "at", "status", "error", "duration_ms"])
    .expression(
      dead()
        .innerJoin("delivery_attempts as line", "line.delivery_id", "old.id")
        .select([
          newId.as("delivery_id"),
          "line.seq",
          "line.at",
          "line.status",
          "line.error",
          "line.duration_ms",
        ]),
    )
    .onConflict((conflict) => conflict.columns(["delivery_id", "seq"]).doNothing())
    .execute();
  const oldIds = () => dead().select("old.id");
  const deadJobs = dead().select(sql<string>`'deliver_event:' || old.id`.as("id"));
  await executor.deleteFrom("jobs").where("id", "in", deadJobs).execute();
  await executor.deleteFrom("delivery_attempts").where("delivery_id", "in", oldIds()).execute();
  await executor
    .deleteFrom("deliveries")
    .where("endpoint_id", "=", addressId)
    .where("state", "=", sql.lit("dead"))
    .execute();
}
