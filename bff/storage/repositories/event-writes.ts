/**
 * The writes of an event with its deliveries and their jobs, for the batch of the change that the event
 * reports.
 */

import type { EventType } from "../../contract.ts";
import type { Seal } from "../encryption/seal.ts";
import { sealedContext } from "../encryption/sealed-columns.ts";
import { defineStatement, gate, type Write } from "../engine/statements.ts";
import { insertJob } from "../jobs/job-writes.ts";
import { type ClaimedJob, claimedJobOf, newJobRow, webhookQueue } from "../jobs/jobs.ts";
import type { DeliveryTable, EventTable } from "../schema/events.ts";
import { deliveryId } from "./deliveries.ts";
import { disabledError } from "./disabled-endpoints.ts";

export interface NewDelivery {
  readonly endpointId: string;
  /** True: nothing is sent to the endpoint, and the delivery is dead from the start. */
  readonly isDisabled: boolean;
  /** Given when the process that writes the event also sends it. */
  readonly lease: { readonly lockedBy?: string; readonly leaseMs?: number };
}

export interface NewEvent {
  /** `evt_…` */
  readonly id: string;
  readonly type: EventType;
  /** The body (an EventBody) as JSON. It is stored as it is; personal-details.ts says how it is sent. */
  readonly text: string;
  readonly sessionId: string | null;
  readonly paymentId: string | null;
  readonly payoutId: string | null;
  /** Epoch ms. */
  readonly at: number;
  readonly deliveries: readonly NewDelivery[];
}

export interface EventWrites {
  readonly writes: Write[];
  /** The jobs that are inserted leased. */
  readonly leased: readonly { readonly endpointId: string; readonly job: ClaimedJob }[];
}

/** The context that an event's body is sealed with. */
export const bodyContextOf = (eventId: string) => sealedContext("events.body_sealed", eventId);

const insertEvent = defineStatement("insert event", (db, event: EventTable) =>
  db.insertInto("events").values({
    id: event.id,
    type: event.type,
    session_id: event.session_id,
    payment_id: event.payment_id,
    payout_id: event.payout_id,
    body_sealed: event.body_sealed,
    created_at: event.created_at,
  }),
);

const insertDelivery = defineStatement("insert delivery", (db, delivery: DeliveryTable) =>
  db.insertInto("deliveries").values({
    id: delivery.id,
    event_id: delivery.event_id,
    endpoint_id: delivery.endpoint_id,
    state: delivery.state,
    dead_reason: delivery.dead_reason,
    event_at: delivery.event_at,
    updated_at: delivery.updated_at,
  }),
);

/** As a gate it misses when the endpoint has just been enabled. Its delivery is written like any other then. */
export const holdDisabledEndpoint = defineStatement("hold disabled endpoint", (db, values: { id: string }) =>
  db
    .updateTable("endpoints")
    .set((eb) => ({ disabled_at: eb.ref("disabled_at") }))
    .where("id", "=", values.id)
    .where("disabled_at", "is not", null),
);

const insertFirstAttempt = defineStatement(
  "insert first attempt",
  (db, attempt: { deliveryId: string; at: number; error: string }) =>
    db.insertInto("delivery_attempts").values({
      delivery_id: attempt.deliveryId,
      seq: 1,
      at: attempt.at,
      status: null,
      error: attempt.error,
      duration_ms: 0,
    }),
);

export function eventWrites(seal: Seal, event: NewEvent): EventWrites {
  const leased: { readonly endpointId: string; readonly job: ClaimedJob }[] = [];
  const row: EventTable = {
    id: event.id,
    type: event.type,
    session_id: event.sessionId,
    payment_id: event.paymentId,
    payout_id: event.payoutId,
    body_sealed: seal.seal(event.text, bodyContextOf(event.id)),
    created_at: event.at,
  };
  const writes = [insertEvent(row)];
  for (const { endpointId, isDisabled, lease } of event.deliveries) {
    const id = deliveryId(event.id, endpointId);
    const delivery = {
      id,
      event_id: event.id,
      endpoint_id: endpointId,
      event_at: event.at,
      updated_at: event.at,
    };
    if (isDisabled) {
      writes.push(
        gate(holdDisabledEndpoint({ id: endpointId })),
        insertDelivery({ ...delivery, state: "dead", dead_reason: "endpoint_disabled" }),
        insertFirstAttempt({ deliveryId: id, at: event.at, error: disabledError }),
      );
      continue;
    }
    const queue = webhookQueue(endpointId);
    const job = newJobRow({
      kind: "deliver_event",
      subjectId: id,
      queue,
      runAt: event.at,
      now: event.at,
      ...lease,
    });
    const claimed = claimedJobOf(job);
    if (claimed !== undefined) leased.push({ endpointId, job: claimed });
    writes.push(insertDelivery({ ...delivery, state: "pending", dead_reason: null }), insertJob(job));
  }
  return { writes, leased };
}
