import fc from "fast-check";
import {
  deliveriesOfEvents,
  findDelivery,
  recordAttempt,
  redeliver,
  releaseStrayDeliveries,
} from "../../../bff/storage/repositories/deliveries.ts";
import { insertEvent, listEvents } from "../../../bff/storage/repositories/events.ts";
import {
  after,
  endpointIds,
  eventId,
  limit,
  oneOf,
  operation,
  seal,
  sessionId,
  time,
  withLease,
} from "./operation.ts";

export const eventOperations = [
  operation(
    "insertEvent",
    fc.record({
      id: eventId,
      type: oneOf("payment.pending" as const, "session.expired" as const),
      sessionId: fc.option(sessionId),
      endpointIds,
      now: time,
    }),
    ({ type, ...input }) =>
      (_world, executor) =>
        insertEvent(executor, seal, {
          ...input,
          body: { type, timestamp: "2026-11-19T12:00:00.000Z", data: {} },
        }),
  ),
  operation(
    "listEvents",
    fc.record({ limit, after, session: fc.option(sessionId, { nil: undefined }) }),
    (input) => (_world, executor) => listEvents(executor, seal, input),
  ),
  operation("deliveriesOfEvents", fc.uniqueArray(eventId), (input) => async (_world, executor) => [
    ...(await deliveriesOfEvents(executor, input)),
  ]),
  operation(
    "redeliver",
    fc.record({ eventId, endpointIds, now: time }),
    (input) => (_world, executor) => redeliver(executor, input),
  ),
  operation(
    "releaseStrayDeliveries",
    endpointIds,
    (input) => (_world, executor) => releaseStrayDeliveries(executor, { endpointIds: input }),
  ),
  operation(
    "recordAttempt",
    fc.record({
      index: fc.nat(3),
      at: time,
      outcome: fc.oneof(
        fc.constant({ kind: "delivered" as const }),
        fc.record({ kind: fc.constant("retry" as const), runAt: time }),
        fc.record({ kind: fc.constant("dead" as const), disableEndpoint: fc.boolean() }),
      ),
    }),
    ({ index, at, outcome }) =>
      (world, executor) =>
        withLease(world, index, async (lease) => {
          const deliveryId = lease.id.slice("deliver_event:".length);
          if ((await findDelivery(executor, deliveryId)) === undefined) return "no delivery";
          const attempt = { at, status: 500, error: null, durationMs: 1 };
          return await recordAttempt(executor, { lease, deliveryId, attempt, outcome });
        }),
  ),
];
