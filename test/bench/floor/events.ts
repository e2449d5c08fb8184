/** Events with their deliveries. */
import { newId } from "./crypto.ts";
import { leasedJob } from "./jobs.ts";
import type { Floor } from "./options.ts";
import { iso } from "./views.ts";
import type { Outgoing } from "./webhooks.ts";
import type { Row } from "./writes.ts";

export interface NewEvent {
  readonly type: string;
  /** The number of the event within its session. */
  readonly sequence: number;
  /** `data` without the number. */
  readonly data: object;
  readonly sessionId: string;
  readonly paymentId: string | null;
  /** Epoch ms. */
  readonly now: number;
}

/** The rows of an event with its delivery and its job, and what is to be sent once they are durable. */
export function recordEvent(
  { crypto, endpointId }: Floor,
  { type, sequence, data, sessionId, paymentId, now }: NewEvent,
): { readonly rows: readonly Row[]; readonly outgoing: Outgoing } {
  const eventId = newId("evt");
  const deliveryId = `${eventId}:${endpointId}`;
  const body = JSON.stringify({ type, timestamp: iso(now), data: { sequence, ...data } });
  const job = leasedJob("deliver_event", deliveryId, { queue: `webhooks:${endpointId}`, now });
  const event = {
    id: eventId,
    type,
    session_id: sessionId,
    payment_id: paymentId,
    body_sealed: crypto.seal(body, `events.body:${eventId}`),
    created_at: now,
  };
  const delivery = {
    id: deliveryId,
    event_id: eventId,
    endpoint_id: endpointId,
    state: "pending",
    updated_at: now,
  };
  return { rows: [event, delivery, job], outgoing: { eventId, deliveryId, jobId: job.id, body } };
}
