/** The deliveries of a new event, with their jobs, in the transaction that writes the event. */
import { sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import { type ClaimedJob, claimedJobOf, newJobRow, webhookQueue } from "../jobs/jobs.ts";
import type { DeadReason, DeliveryState } from "../schema.ts";
import { appendAttempt, changeDelivery, deliveryId } from "./deliveries.ts";
import { disabledError, holdDisabledEndpoints, isDisabled } from "./disabled-endpoints.ts";

export interface NewDeliveries {
  readonly eventId: string;
  readonly endpointIds: readonly string[];
  readonly now: number;
  /** Who sends at once to some of the endpoints: those jobs are born leased to that instance. */
  readonly handOver?: HandOver | undefined;
}

export interface HandOver {
  readonly endpointIds: ReadonlySet<string>;
  readonly instanceId: string;
  readonly leaseMs: number;
}

export interface InsertedDeliveries {
  /** Endpoints that are disabled: what was to go there is dead from the start. */
  readonly disabled: readonly string[];
  /** The jobs that the instance of `handOver` has to run now, by endpoint. */
  readonly handedOver: ReadonlyMap<string, ClaimedJob>;
}

/** Part of insertEvent: two statements, unless an endpoint is disabled. */
export async function insertDeliveries(
  executor: Executor,
  options: NewDeliveries,
): Promise<InsertedDeliveries> {
  const { eventId, endpointIds, now } = options;
  if (endpointIds.length === 0) return { disabled: [], handedOver: new Map() };
  const rows = await executor
    .insertInto("deliveries")
    .values(
      endpointIds.map((endpointId) => ({
        id: deliveryId(eventId, endpointId),
        event_id: eventId,
        endpoint_id: endpointId,
        state: sql<DeliveryState>`case when ${isDisabled(endpointId)} then 'dead' else 'pending' end`,
        dead_reason: sql<DeadReason | null>`case when ${isDisabled(endpointId)} then 'endpoint_disabled' end`,
        updated_at: now,
      })),
    )
    .returning(["endpoint_id as endpointId", "state"])
    .execute();
  const seenDisabled = rows.filter(({ state }) => state === "dead").map(({ endpointId }) => endpointId);
  const disabled =
    seenDisabled.length === 0 ? new Set<string>() : await settle(executor, options, seenDisabled);
  const handedOver = await insertJobs(
    executor,
    options,
    endpointIds.filter((id) => !disabled.has(id)),
  );
  return { disabled: endpointIds.filter((id) => disabled.has(id)), handedOver };
}

/**
 * Looks again at endpoints that were seen disabled, and holds them so until the transaction ends: who enables one then
 * finds the delivery among the dead. One that was enabled in between gets its delivery as any other.
 */
async function settle(
  executor: Executor,
  { eventId, now }: NewDeliveries,
  endpointIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const disabled = await holdDisabledEndpoints(executor, endpointIds);
  for (const endpointId of endpointIds) {
    const id = deliveryId(eventId, endpointId);
    if (disabled.has(endpointId)) {
      await appendAttempt(executor, id, { at: now, status: null, error: disabledError, durationMs: 0 });
    } else await changeDelivery(executor, { id, state: "pending", at: now });
  }
  return disabled;
}

async function insertJobs(
  executor: Executor,
  { eventId, now, handOver }: NewDeliveries,
  endpointIds: readonly string[],
): Promise<ReadonlyMap<string, ClaimedJob>> {
  const handedOver = new Map<string, ClaimedJob>();
  if (endpointIds.length === 0) return handedOver;
  const rows = endpointIds.map((endpointId) => {
    const subjectId = deliveryId(eventId, endpointId);
    const job = {
      kind: "deliver_event",
      subjectId,
      queue: webhookQueue(endpointId),
      runAt: now,
      now,
    } as const;
    if (handOver?.endpointIds.has(endpointId) !== true) return newJobRow(job);
    const row = newJobRow({ ...job, lockedBy: handOver.instanceId, leaseMs: handOver.leaseMs });
    const claimed = claimedJobOf(row);
    if (claimed !== undefined) handedOver.set(endpointId, claimed);
    return row;
  });
  await executor.insertInto("jobs").values(rows).execute();
  return handedOver;
}
