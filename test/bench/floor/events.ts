/** Events with their deliveries. */
import { randomText } from "./crypto.ts";
import { leasedJob } from "./jobs.ts";
import type { Floor } from "./options.ts";
import { type Customer, iso, type sessionView } from "./views.ts";
import type { Outgoing } from "./webhooks.ts";
import type { Row } from "./writes.ts";

export interface NewEvent {
  readonly type: string;
  /** The number of the event within its session. */
  readonly sequence: number;
  /** `data` without the number. */
  readonly data: { readonly session: ReturnType<typeof sessionView>; readonly payment?: object };
  readonly sessionId: string;
  readonly paymentId: string | null;
  /** Epoch ms. */
  readonly now: number;
}

/** The customer as an endpoint may see one. */
function maskCustomer({ name, email, phone }: Customer): Customer {
  const address = `${email.charAt(0)}…${email.slice(email.lastIndexOf("@"))}`;
  return { name: `${name.charAt(0)}…`, email: address, phone: `…${phone.slice(-4)}` };
}

/** The rows of an event with its delivery and its job, and what is to be sent once they are durable. */
export function recordEvent(
  { crypto, endpointId }: Floor,
  { type, sequence, data, sessionId, paymentId, now }: NewEvent,
): { readonly rows: readonly Row[]; readonly outgoing: Outgoing } {
  const eventId = `evt_${randomText(27)}`;
  const deliveryId = `${eventId}:${endpointId}`;
  const textOf = (shown: NewEvent["data"]) =>
    JSON.stringify({ type, timestamp: iso(now), data: { sequence, ...shown } });
  const { customer } = data.session;
  const masked = customer === null ? null : maskCustomer(customer);
  const job = leasedJob("deliver_event", deliveryId, { queue: `webhooks:${endpointId}`, now });
  const event = {
    id: eventId,
    type,
    session_id: sessionId,
    payment_id: paymentId,
    body_sealed: crypto.seal(textOf(data), `events.body:${eventId}`),
    created_at: now,
  };
  const delivery = {
    id: deliveryId,
    event_id: eventId,
    endpoint_id: endpointId,
    state: "pending",
    event_at: now,
    updated_at: now,
  };
  const body = textOf({ ...data, session: { ...data.session, customer: masked } });
  return { rows: [event, delivery, job], outgoing: { eventId, deliveryId, jobId: job.id, body } };
}
