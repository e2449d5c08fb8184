/**
 * One event on its way to one endpoint. The `deliver_event` job drives it (its subject is the delivery's id): the job
 * says when the next attempt is and how many there were since the start, the delivery what became of it, and the log
 * keeps every attempt. Where a job and its delivery are both changed the job comes first, so that two transactions never
 * wait for each other.
 */
import { sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import { webhookQueue } from "../jobs/jobs.ts";
import type { DeadReason, DeliveryState } from "../schema.ts";

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

/** Of each event, by endpoint, with the whole log. */
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
    // While an attempt is under way, a redelivery that was asked for meanwhile is what comes next.
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

/** What a delivery becomes, in the transaction that ends or schedules its job. */
export async function changeDelivery(
  executor: Executor,
  change: { readonly id: string; readonly at: number } & (
    | { readonly state: "pending" | "delivered" }
    | { readonly state: "dead"; readonly reason: DeadReason }
  ),
): Promise<void> {
  const { id, state, at } = change;
  const dead_reason = change.state === "dead" ? change.reason : null;
  await executor
    .updateTable("deliveries")
    .set({ state, dead_reason, updated_at: at })
    .where("id", "=", id)
    .execute();
}

/** One more line of the log. Where the delivery is changed too, that comes first: the lock on it orders the lines. */
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

/**
 * Gives the deliveries to an endpoint that is no longer configured to the default queue of webhooks, where they fail as
 * any other attempt does: in their own queue nobody would look.
 */
export async function releaseStrayDeliveries(
  executor: Executor,
  options: { readonly endpointIds: readonly string[] },
): Promise<void> {
  await executor
    .updateTable("jobs")
    .set({ queue: "webhooks" })
    // From the first to the last that begins with `webhooks:`, so that the index finds them.
    .where("queue", ">", "webhooks:")
    .where("queue", "<", sql<never>`'webhooks;'`)
    .where("dead_at", "is", null)
    .where("queue", "not in", ["webhooks", ...options.endpointIds.map(webhookQueue)])
    .execute();
}
