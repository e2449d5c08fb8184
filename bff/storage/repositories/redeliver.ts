import type { Executor } from "../engine/database.ts";
import { scheduleJob, webhookQueue } from "../jobs/jobs.ts";
import { deliveryId } from "./deliveries.ts";
import { enableEndpoints } from "./disabled-endpoints.ts";

/**
 * Schedules the event for each of these endpoints again, from the start of the schedule, whatever its state.
 * This includes endpoints that it was never sent to, and enables disabled ones. Call it in a transaction.
 *
 * @returns undefined when there is no such event.
 */
export async function redeliver(
  executor: Executor,
  options: { readonly eventId: string; readonly endpointIds: readonly string[]; readonly now: number },
): Promise<{ readonly revived: number } | undefined> {
  const { eventId, endpointIds, now } = options;
  const event = await executor
    .selectFrom("events")
    .select(["id", "created_at"])
    .where("id", "=", eventId)
    .executeTakeFirst();
  if (event === undefined) return undefined;
  await deliverAgain(executor, { event, endpointIds, runAt: now, now });
  return { revived: await enableEndpoints(executor, { endpointIds, now }) };
}

/** The deliveries of one event start anew, or begin. Call it in a transaction. */
export async function deliverAgain(
  executor: Executor,
  options: {
    readonly event: { readonly id: string; readonly created_at: number };
    readonly endpointIds: readonly string[];
    /** Epoch ms. */
    readonly runAt: number;
    readonly now: number;
  },
): Promise<void> {
  const { event, endpointIds, runAt, now } = options;
  for (const endpointId of [...endpointIds].sort()) {
    const id = deliveryId(event.id, endpointId);
    const queue = webhookQueue(endpointId);
    const job = { kind: "deliver_event", subjectId: id, queue, runAt, now } as const;
    await scheduleJob(executor, { ...job, restart: true });
    const pending = { state: "pending", dead_reason: null, updated_at: now } as const;
    await executor
      .insertInto("deliveries")
      .values({ id, event_id: event.id, endpoint_id: endpointId, event_at: event.created_at, ...pending })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(pending))
      .execute();
  }
}
