import fc from "fast-check";
import { adoptSome } from "../../../bff/storage/repositories/adopt-deliveries.ts";
import { deliveriesOfEvents } from "../../../bff/storage/repositories/deliveries.ts";
import { listEvents } from "../../../bff/storage/repositories/events.ts";
import { recordAttempt } from "../../../bff/storage/repositories/record-attempt.ts";
import { redeliver } from "../../../bff/storage/repositories/redeliver.ts";
import {
  after,
  endpointIds,
  eventId,
  limit,
  type Operation,
  oneOf,
  operation,
  seal,
  sessionId,
  time,
  withLease,
} from "./operation.ts";

export const eventOperations = [
  operation(
    "listEvents",
    fc.record({
      limit,
      after,
      session: fc.option(sessionId, { nil: undefined }),
      delivered: fc.option(fc.boolean(), { nil: undefined }),
      from: fc.option(time, { nil: undefined }),
    }),
    (input) => (_world, executor) => listEvents(executor, seal, { ...input, list: "events" }),
  ),
  operation("deliveriesOfEvents", fc.uniqueArray(eventId), (input) => async (_world, executor) => [
    ...(await deliveriesOfEvents(executor, input)),
  ]),
  operation(
    "redeliver",
    fc.record({ eventId, endpointIds, now: time }),
    (input) => (_world, executor) => redeliver(executor, input),
  ),
  operation("adoptDeliveries", endpointIds, (input) => async (_world, executor) => {
    for (const addressId of input) await adoptSome(executor, { id: "moved", addressId });
  }),
];

/** Of the database itself, so never inside a transaction. */
export const attemptOperations: readonly fc.Arbitrary<Operation>[] = [
  operation(
    "recordAttempt",
    fc.record({
      index: fc.nat(3),
      at: time,
      outcome: fc.oneof(
        fc.constant({ kind: "delivered" as const }),
        fc.record({ kind: fc.constant("retry" as const), runAt: time }),
        fc.record({ kind: fc.constant("dead" as const), reason: oneOf("gave_up", "endpoint_disabled") }),
      ),
    }),
    ({ index, at, outcome }) =>
      (world) =>
        withLease(world, index, async (lease) => {
          const deliveryId = lease.id.slice("deliver_event:".length);
          const delivery = await world.database.kysely
            .selectFrom("deliveries")
            .select("endpoint_id as endpointId")
            .where("id", "=", deliveryId)
            .executeTakeFirst();
          if (delivery === undefined) return "no delivery";
          const { endpointId } = delivery;
          const attempt = { at, status: 500, error: null, durationMs: 1 };
          const job = {
            ...lease,
            kind: "deliver_event",
            subjectId: deliveryId,
            runAt: at,
            step: 0,
            failures: 0,
          } as const;
          return await recordAttempt(world.database, { job, endpointId, attempt, outcome });
        }),
  ),
];
