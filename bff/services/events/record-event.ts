/** Outgoing events, written in the transaction that changed the state, with a delivery for each endpoint. */
import type { EventBody, EventType } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { newId } from "../../core/ids.ts";
import type { Executor } from "../../storage/engine/database.ts";
import { insertEvent } from "../../storage/repositories/events.ts";
import type { ServiceContext } from "../context.ts";

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
  const id = newId("evt", context.random);
  const body: EventBody = { type: input.type, timestamp: toIsoTime(input.now), data: input.data };
  const endpointIds = context.endpoints.map((endpoint) => endpoint.id);
  const { sessionId, paymentId, payoutId, now } = input;
  const ids = { sessionId, paymentId, payoutId };
  const disabled = await insertEvent(input.trx, context.seal, { id, body, ...ids, endpointIds, now });
  if (disabled.length < endpointIds.length)
    context.database.afterCommit(input.trx, () => context.wakeJobs("telling"));
  for (const endpointId of disabled) {
    context.database.afterCommit(input.trx, () => {
      context.metrics.count("webhook_deliveries", { outcome: "disabled" });
      context.logger.error({ eventId: id, endpointId }, "event not sent: its endpoint is disabled");
    });
  }
}
