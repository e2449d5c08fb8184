/** Outgoing events, written in the transaction that changed the state, with a delivery for each endpoint. */
import type { EventBody, EventType } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { newId } from "../../core/ids.ts";
import type { Executor } from "../../storage/engine/database.ts";
import { deliveryId } from "../../storage/repositories/deliveries.ts";
import { insertEvent } from "../../storage/repositories/events.ts";
import type { ServiceContext } from "../context.ts";
import { leaseMs } from "../runs/lease-duration.ts";
import { heldPlacesOf } from "./deliver-after-commit.ts";

interface EmitInput {
  readonly trx: Executor;
  readonly type: EventType;
  readonly data: EventBody["data"];
  readonly sessionId: string | null;
  readonly paymentId: string | null;
  readonly payoutId: string | null;
  readonly now: number;
}

/** Writes one event, with a delivery for each endpoint. */
export async function emitEvent(context: ServiceContext, input: EmitInput): Promise<void> {
  const { trx, type, sessionId, paymentId, payoutId, now } = input;
  const { instanceId } = context;
  const eventId = newId("evt", context.random);
  const body: EventBody = { type, timestamp: toIsoTime(now), data: input.data };
  const text = JSON.stringify(body);
  const endpointIds = context.endpoints.map((endpoint) => endpoint.id);
  const places = heldPlacesOf(trx);
  const placed = new Set(endpointIds.filter((endpointId) => places?.reserve(endpointId)));
  const { disabled, handedOver } = await insertEvent(trx, context.seal, {
    id: eventId,
    type,
    text,
    sessionId,
    paymentId,
    payoutId,
    endpointIds,
    now,
    handOver: { endpointIds: placed, instanceId, leaseMs },
  });
  for (const [endpointId, job] of handedOver)
    places?.fill(job, { deliveryId: deliveryId(eventId, endpointId), eventId, endpointId, text });
  if (handedOver.size + disabled.length < endpointIds.length)
    context.database.afterCommit(trx, () => context.wakeJobs("webhooks"));
  for (const endpointId of disabled) {
    context.database.afterCommit(trx, () => {
      context.metrics.count("webhook_deliveries", { outcome: "disabled" });
      context.logger.error({ eventId, endpointId }, "event not sent: its endpoint is disabled");
    });
  }
}
