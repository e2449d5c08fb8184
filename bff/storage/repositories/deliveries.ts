/**
 * One event on its way to one endpoint. The `deliver_event` job drives it (its subject is the delivery's id): a
 * delivery's state is what can be seen of it, the job is what makes it happen. Where both are changed, the job comes
 * first, so that two transactions never wait for each other.
 */
import type { Executor } from "../engine/database.ts";
import { finishJob, type JobLease, rescheduleJob, scheduleJob } from "../jobs/jobs.ts";
import type { DeliveryTable } from "../schema.ts";
import {
  disableEndpoint,
  enableEndpoints,
  endpointDisabled,
  holdDisabledEndpoints,
} from "./disabled-endpoints.ts";

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
  readonly state: DeliveryTable["state"];
  readonly nextAttemptAt: number | null;
  /** Since it was last started: a redelivery counts from 0. The log below keeps all. */
  readonly attemptCount: number;
  readonly attempts: readonly AttemptRecord[];
}

export function deliveryId(eventId: string, endpointId: string): string {
  return `${eventId}:${endpointId}`;
}

/**
 * Part of insertEvent. An endpoint that is disabled gets a delivery that is dead from the start, with the reason in its
 * log. @returns the endpoints to which that happened.
 */
export async function insertDeliveries(
  executor: Executor,
  options: { readonly eventId: string; readonly endpointIds: readonly string[]; readonly now: number },
): Promise<string[]> {
  const { eventId, endpointIds, now } = options;
  const disabled = await holdDisabledEndpoints(executor, endpointIds);
  for (const endpointId of endpointIds) {
    const id = deliveryId(eventId, endpointId);
    const dead = disabled.has(endpointId);
    if (!dead)
      await scheduleJob(executor, { kind: "deliver_event", subjectId: id, endpointId, runAt: now, now });
    await executor
      .insertInto("deliveries")
      .values({
        id,
        event_id: eventId,
        endpoint_id: endpointId,
        state: dead ? "dead" : "pending",
        next_attempt_at: dead ? null : now,
        attempts: 0,
        updated_at: now,
      })
      .execute();
    if (dead)
      await appendAttempt(executor, id, { at: now, status: null, error: endpointDisabled, durationMs: 0 });
  }
  return endpointIds.filter((endpointId) => disabled.has(endpointId));
}

/** Without its log. */
export async function findDelivery(executor: Executor, id: string): Promise<DeliveryRecord | undefined> {
  const row = await executor.selectFrom("deliveries").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toRecord(row, []);
}

/** Of each event, by endpoint, with the whole log. */
export async function deliveriesOfEvents(
  executor: Executor,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DeliveryRecord[]>> {
  if (eventIds.length === 0) return new Map();
  const rows = await executor
    .selectFrom("deliveries")
    .selectAll()
    .where("event_id", "in", eventIds)
    .orderBy("id")
    .execute();
  const ids = rows.map((row) => row.id);
  const log =
    ids.length === 0
      ? []
      : await executor
          .selectFrom("delivery_attempts")
          .selectAll()
          .where("delivery_id", "in", ids)
          .orderBy("delivery_id")
          .orderBy("seq")
          .execute();
  const attempts = Map.groupBy(log, (attempt) => attempt.delivery_id);
  return Map.groupBy(
    rows.map((row) =>
      toRecord(
        row,
        (attempts.get(row.id) ?? []).map((attempt) => ({
          at: attempt.at,
          status: attempt.status,
          error: attempt.error,
          durationMs: attempt.duration_ms,
        })),
      ),
    ),
    (record) => record.eventId,
  );
}

function toRecord(row: DeliveryTable, attempts: readonly AttemptRecord[]): DeliveryRecord {
  return {
    id: row.id,
    eventId: row.event_id,
    endpointId: row.endpoint_id,
    state: row.state,
    nextAttemptAt: row.next_attempt_at,
    attemptCount: row.attempts,
    attempts,
  };
}

/** What follows from an attempt: it has arrived, it is tried again, or it is given up. */
export type AttemptOutcome =
  | { readonly kind: "delivered" }
  | { readonly kind: "retry"; readonly runAt: number }
  | { readonly kind: "dead"; readonly disableEndpoint: boolean };

/**
 * Writes an attempt into the log and ends the run of the job that made it; call it in a transaction. A redelivery
 * asked for meanwhile is not lost: the job stays, and so does `pending`. One whose lease was lost is logged, and only
 * its success counts, as somebody else is at it.
 *
 * @returns the state that the delivery is in now.
 */
export async function recordAttempt(
  executor: Executor,
  input: {
    readonly lease: JobLease;
    readonly deliveryId: string;
    readonly attempt: AttemptRecord;
    readonly outcome: AttemptOutcome;
  },
): Promise<DeliveryTable["state"]> {
  const { lease, attempt, outcome } = input;
  const end =
    outcome.kind === "retry"
      ? await rescheduleJob(executor, { lease, runAt: outcome.runAt, error: attempt.error })
      : await finishJob(executor, lease);
  const row = await executor
    .updateTable("deliveries")
    .set((eb) => ({
      attempts: eb("attempts", "+", 1),
      updated_at: attempt.at,
      ...stateAfter(outcome, end, attempt.at),
    }))
    .where("id", "=", input.deliveryId)
    .returning(["state", "endpoint_id as endpointId"])
    .executeTakeFirstOrThrow();
  await appendAttempt(executor, input.deliveryId, attempt);
  if (outcome.kind === "dead" && outcome.disableEndpoint)
    await disableEndpoint(executor, { endpointId: row.endpointId, at: attempt.at });
  return row.state;
}

function stateAfter(
  outcome: AttemptOutcome,
  end: "finished" | "rescheduled" | "lost",
  at: number,
): Partial<Pick<DeliveryTable, "state" | "next_attempt_at">> {
  if (outcome.kind === "retry") {
    return end === "lost" ? {} : { state: "pending", next_attempt_at: outcome.runAt };
  }
  if (end === "rescheduled") return { state: "pending", next_attempt_at: at };
  if (outcome.kind === "dead" && end === "lost") return {};
  return { state: outcome.kind, next_attempt_at: null };
}

/** For a delivery whose job was given up by a mistake of ours, with the reason in its log; in the job's transaction. */
export async function giveUpDelivery(
  executor: Executor,
  input: { readonly deliveryId: string; readonly at: number; readonly reason: string },
): Promise<void> {
  const { deliveryId: id, at, reason } = input;
  const { numUpdatedRows } = await executor
    .updateTable("deliveries")
    .set({ state: "dead", next_attempt_at: null, updated_at: at })
    .where("id", "=", id)
    .where("state", "=", "pending")
    .executeTakeFirst();
  if (numUpdatedRows === 1n)
    await appendAttempt(executor, id, { at, status: null, error: reason, durationMs: 0 });
}

async function appendAttempt(executor: Executor, id: string, attempt: AttemptRecord): Promise<void> {
  const last = await executor
    .selectFrom("delivery_attempts")
    .select("seq")
    .where("delivery_id", "=", id)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  await executor
    .insertInto("delivery_attempts")
    .values({
      delivery_id: id,
      seq: (last?.seq ?? 0) + 1,
      at: attempt.at,
      status: attempt.status,
      error: attempt.error,
      duration_ms: attempt.durationMs,
    })
    .execute();
}

/**
 * Sends the event once more to each of these endpoints, from the start of the schedule, whatever became of it before;
 * also to those it never went to, and to those that are disabled: asking for it enables them. Call it in a transaction.
 *
 * @returns undefined when there is no such event.
 */
export async function redeliver(
  executor: Executor,
  options: { readonly eventId: string; readonly endpointIds: readonly string[]; readonly now: number },
): Promise<{ readonly revived: number } | undefined> {
  const { eventId, endpointIds, now } = options;
  const event = await executor.selectFrom("events").select("id").where("id", "=", eventId).executeTakeFirst();
  if (event === undefined) return undefined;
  for (const endpointId of [...endpointIds].sort()) {
    const id = deliveryId(eventId, endpointId);
    await scheduleJob(executor, {
      kind: "deliver_event",
      subjectId: id,
      endpointId,
      runAt: now,
      now,
      resetAttempts: true,
    });
    const restart = { state: "pending", next_attempt_at: now, attempts: 0, updated_at: now } as const;
    await executor
      .insertInto("deliveries")
      .values({ id, event_id: eventId, endpoint_id: endpointId, ...restart })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(restart))
      .execute();
  }
  return { revived: await enableEndpoints(executor, { endpointIds, now }) };
}

/**
 * Gives what waits for an endpoint that is no longer configured to the queue of what is left, where it fails as any
 * other attempt does: in its own queue nobody would look.
 */
export async function releaseStrayDeliveries(
  executor: Executor,
  options: { readonly endpointIds: readonly string[] },
): Promise<void> {
  await executor
    .updateTable("jobs")
    .set({ endpoint_id: "" })
    .where("lane", "=", "telling")
    .where("dead_at", "is", null)
    .where("endpoint_id", "not in", ["", ...options.endpointIds])
    .execute();
}
