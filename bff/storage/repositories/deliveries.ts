/**
 * A delivery: one event to one endpoint. A `deliver_event` job drives it, with the delivery's id as its subject. The
 * job holds the time of the next attempt and the number of attempts since the schedule was last started. The delivery
 * holds its state, and `delivery_attempts` every attempt. A transaction that changes both the job and the delivery
 * changes the job first, so that two transactions never wait for each other.
 */
import { sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import type { DeliveryState } from "../schema/events.ts";

export interface AttemptRecord {
  readonly at: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly durationMs: number;
}

export interface DeliveryRecord {
  readonly id: string;
  readonly eventId: string;
  readonly endpointId: string;
  readonly state: DeliveryState;
  readonly nextAttemptAt: number | null;
  readonly attempts: readonly AttemptRecord[];
}

export function deliveryId(eventId: string, endpointId: string): string {
  return `${eventId}:${endpointId}`;
}

/** The deliveries of each event, in the order of their endpoints' ids, with the whole log. */
export async function deliveriesOfEvents(
  executor: Executor,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DeliveryRecord[]>> {
  if (eventIds.length === 0) return new Map();
  const rows = await executor
    .selectFrom("deliveries")
    .leftJoin("jobs", (join) => join.on("jobs.id", "=", sql<string>`'deliver_event:' || deliveries.id`))
    .select([
      "deliveries.id",
      "deliveries.event_id as eventId",
      "deliveries.endpoint_id as endpointId",
      "deliveries.state",
      "jobs.run_at as runAt",
      "jobs.rerun_at as rerunAt",
      "jobs.locked_by as lockedBy",
    ])
    .where("deliveries.event_id", "in", eventIds)
    .orderBy("deliveries.id")
    .execute();
  const ids = rows.map((row) => row.id);
  const attempts = await attemptsOf(executor, ids);
  const records = rows.map(({ runAt, rerunAt, lockedBy, ...row }): DeliveryRecord => {
    // While an attempt is under way, the next attempt is a redelivery that was requested meanwhile.
    const nextAt = lockedBy === null ? runAt : (rerunAt ?? runAt);
    const nextAttemptAt = row.state === "pending" ? nextAt : null;
    return { ...row, nextAttemptAt, attempts: attempts.get(row.id) ?? [] };
  });
  return Map.groupBy(records, (record) => record.eventId);
}

async function attemptsOf(
  executor: Executor,
  deliveryIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AttemptRecord[]>> {
  if (deliveryIds.length === 0) return new Map();
  const rows = await executor
    .selectFrom("delivery_attempts")
    .select(["delivery_id as deliveryId", "at", "status", "error", "duration_ms as durationMs"])
    .where("delivery_id", "in", deliveryIds)
    .orderBy("delivery_id")
    .orderBy("seq")
    .execute();
  const log = new Map<string, AttemptRecord[]>();
  for (const { deliveryId: id, ...attempt } of rows) {
    const earlier = log.get(id);
    if (earlier === undefined) log.set(id, [attempt]);
    else earlier.push(attempt);
  }
  return log;
}

/** Makes a dead delivery pending again. Call it in the transaction that schedules its job. */
export async function reviveDelivery(
  executor: Executor,
  delivery: { readonly id: string; readonly at: number },
): Promise<void> {
  await executor
    .updateTable("deliveries")
    .set({ state: "pending", dead_reason: null, updated_at: delivery.at })
    .where("id", "=", delivery.id)
    .execute();
}

/**
 * Appends a line to the log. If the delivery changes too, change it first: the lock on its row orders the
 * lines.
 */
export async function appendAttempt(executor: Executor, id: string, attempt: AttemptRecord): Promise<void> {
  await executor
    .insertInto("delivery_attempts")
    .values((eb) => ({
      delivery_id: id,
      seq: eb
        .selectFrom("delivery_attempts")
        .select(sql<number>`coalesce(max(seq), 0) + 1`.as("seq"))
        .where("delivery_id", "=", id),
      at: attempt.at,
      status: attempt.status,
      error: attempt.error,
      duration_ms: attempt.durationMs,
    }))
    .execute();
}
