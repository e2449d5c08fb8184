/**
 * Calls of the repositories as data, so that random sequences of them can be run on two databases and compared. What
 * is random in a call's result (lease tokens, sealed bytes) does not appear in its outcome.
 */
import fc from "fast-check";
import { paymentStatuses, sessionStatuses } from "../../bff/contract.ts";
import { accountSuccesses, recordAccountSuccess } from "../../bff/storage/accounts.ts";
import { recordCallback } from "../../bff/storage/callbacks.ts";
import type { Database, Executor } from "../../bff/storage/database.ts";
import { listDeadJobs, retryDeadJob } from "../../bff/storage/dead-jobs.ts";
import { deliveriesOfEvents, findDelivery, recordAttempt, redeliver } from "../../bff/storage/deliveries.ts";
import { insertEvent, listEvents } from "../../bff/storage/events.ts";
import {
  claimIdempotencyKey,
  completeIdempotencyKey,
  forgetIdempotencyKey,
  lookUpIdempotencyKey,
  purgeIdempotencyKeys,
} from "../../bff/storage/idempotency.ts";
import {
  claimJobs,
  finishJob,
  heartbeat,
  type JobLease,
  markDead,
  nextRunAt,
  releaseLeases,
  rescheduleJob,
  scheduleJob,
} from "../../bff/storage/jobs.ts";
import {
  appendPaymentTimeline,
  changePayment,
  insertPayment,
  listPayments,
  lockPayment,
  takePaymentQueryLease,
  timelineOfPayment,
} from "../../bff/storage/payments.ts";
import {
  insertDiscrepancy,
  listDiscrepancies,
  recordReconciliation,
} from "../../bff/storage/reconciliations.ts";
import { createSeal } from "../../bff/storage/seal.ts";
import {
  findSessionByTokenHash,
  insertSession,
  listSessions,
  lockSession,
  updateSession,
} from "../../bff/storage/sessions.ts";
import { paymentRow, sessionRow } from "./rows.ts";

const seal = createSeal(new Uint8Array(32).fill(7));
const leaseMs = 5;

/** What a sequence carries from one call to the next, for each database its own. */
export interface World {
  readonly database: Database;
  readonly leases: JobLease[];
}

type Call = (world: World, executor: Executor) => Promise<unknown>;

/** Printed when a sequence fails. */
export interface Operation {
  readonly name: string;
  readonly call: Call;
  toString(): string;
}

function operation<T>(
  name: string,
  input: fc.Arbitrary<T>,
  call: (input: T) => Call,
): fc.Arbitrary<Operation> {
  return input.map((value) => ({
    name,
    call: call(value),
    toString: () => `${name}(${JSON.stringify(value)})`,
  }));
}

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
/** Few and small, so that ties, expired leases and wrong states are common. */
const time = fc.integer({ min: 0, max: 15 });
const sessionStatus = oneOf(...sessionStatuses.slice(0, 2));
const paymentStatus = oneOf(...paymentStatuses.slice(0, 2));
const limit = fc.integer({ min: 1, max: 4 });
const sessionId = oneOf("cs_A", "cs_a", "cs_B", "cs_ä");
const paymentId = oneOf("pay_A", "pay_a", "pay_B");
const eventId = oneOf("evt_A", "evt_a", "evt_B");
const subjectId = oneOf("A", "a", "b");
const instanceId = oneOf("one", "two");
const kind = oneOf("sync_payment", "expire", "deliver_event") as fc.Arbitrary<"sync_payment" | "expire">;
const after = fc.option(fc.record({ createdAt: time, id: oneOf("cs_B", "pay_B", "evt_B", "") }));
const endpointIds = fc.uniqueArray(oneOf("shop", "books"), { maxLength: 2 });

const jobOperations = [
  operation(
    "scheduleJob",
    fc.record({
      kind,
      subjectId,
      runAt: time,
      now: time,
      onlyForward: fc.boolean(),
      resetAttempts: fc.boolean(),
    }),
    (input) => (_world, executor) => scheduleJob(executor, input),
  ),
  operation(
    "scheduleJob leased",
    fc.record({ kind, subjectId, runAt: time, now: time, lockedBy: instanceId }),
    (input) => async (world, executor) => {
      const lease = await scheduleJob(executor, { ...input, leaseMs });
      if (lease !== null) world.leases.push(lease);
      return lease?.id;
    },
  ),
  operation(
    "finishJob",
    fc.nat(5),
    (index) => async (world, executor) => withLease(world, index, (lease) => finishJob(executor, lease)),
  ),
  operation(
    "rescheduleJob",
    fc.record({ index: fc.nat(5), runAt: time, error: fc.option(fc.string()) }),
    ({ index, ...input }) =>
      (world, executor) =>
        withLease(world, index, (lease) => rescheduleJob(executor, { lease, ...input })),
  ),
  operation(
    "markDead",
    fc.record({ index: fc.nat(5), now: time, error: fc.constant("on purpose") }),
    ({ index, ...input }) =>
      (world, executor) =>
        withLease(world, index, (lease) => markDead(executor, { lease, ...input })),
  ),
  operation(
    "heartbeat",
    fc.record({ instanceId, now: time }),
    (input) => (_world, executor) => heartbeat(executor, { ...input, leaseMs }),
  ),
  operation("releaseLeases", instanceId, (input) => (_world, executor) => releaseLeases(executor, input)),
  operation(
    "retryDeadJob",
    fc.record({ kind, subjectId, now: time }),
    (input) => (_world, executor) =>
      retryDeadJob(executor, { id: `${input.kind}:${input.subjectId}`, now: input.now }),
  ),
  operation("nextRunAt", fc.constant(null), () => (_world, executor) => nextRunAt(executor)),
  operation("listDeadJobs", limit, (input) => async (_world, executor) => {
    const jobs = await listDeadJobs(executor, { limit: input });
    return jobs.map((job) => job.id);
  }),
];

/** Of the database itself, so never inside a transaction. */
export const claimOperation = operation(
  "claimJobs",
  fc.record({
    instanceId,
    now: time,
    limit,
    kinds: fc.option(fc.constant(["expire" as const]), { nil: undefined }),
  }),
  ({ kinds, ...input }) =>
    async (world) => {
      const jobs = await claimJobs(world.database, {
        ...input,
        leaseMs,
        ...(kinds === undefined ? {} : { kinds }),
      });
      world.leases.push(...jobs);
      return jobs.map(({ token: _token, ...job }) => job);
    },
);

async function withLease<T>(
  world: World,
  index: number,
  end: (lease: JobLease) => Promise<T>,
): Promise<T | null> {
  const lease = world.leases.at(-1 - index);
  return lease === undefined ? null : await end(lease);
}

const paymentOperations = [
  operation(
    "insertSession",
    fc.record({
      id: sessionId,
      created_at: time,
      reference: oneOf("r", "R"),
      status: sessionStatus,
    }),
    ({ id, ...changes }) =>
      (_world, executor) =>
        insertSession(executor, sessionRow(id, changes)),
  ),
  operation("lockSession", sessionId, (input) => (_world, executor) => lockSession(executor, input)),
  operation(
    "updateSession",
    fc.record({ id: sessionId, payment_count: fc.integer({ min: -1, max: 3 }), updated_at: time }),
    ({ id, ...changes }) =>
      (_world, executor) =>
        updateSession(executor, id, changes),
  ),
  operation(
    "findSessionByTokenHash",
    sessionId,
    (input) => (_world, executor) => findSessionByTokenHash(executor, `token-${input}`),
  ),
  operation(
    "listSessions",
    fc.record({
      limit,
      after,
      reference: fc.option(oneOf("r", "R"), { nil: undefined }),
      status: fc.option(sessionStatus, { nil: undefined }),
    }),
    (input) => (_world, executor) => listSessions(executor, input),
  ),
  operation(
    "insertPayment",
    fc.record({ id: paymentId, session: sessionId, created_at: time, order_no: oneOf("1", "2", "3") }),
    ({ id, session, ...changes }) =>
      (_world, executor) =>
        insertPayment(executor, paymentRow(id, session, changes)),
  ),
  operation("lockPayment", paymentId, (input) => (_world, executor) => lockPayment(executor, input)),
  operation(
    "changePayment",
    fc.record({
      id: paymentId,
      from: paymentStatus,
      status: paymentStatus,
      confirm_pending: fc.integer({ min: 0, max: 2 }),
    }),
    ({ id, from, ...changes }) =>
      (_world, executor) =>
        changePayment(executor, { id, from, changes }),
  ),
  operation(
    "appendPaymentTimeline",
    fc.record({ payment_id: paymentId, at: time, to_status: paymentStatus }),
    (input) => (_world, executor) =>
      appendPaymentTimeline(executor, { ...input, from_status: null, cause: "query", detail: null }),
  ),
  operation(
    "timelineOfPayment",
    paymentId,
    (input) => (_world, executor) => timelineOfPayment(executor, input),
  ),
  operation(
    "takePaymentQueryLease",
    fc.record({ id: paymentId, now: time, floorMs: oneOf(0, 3) }),
    (input) => (_world, executor) => takePaymentQueryLease(executor, { ...input, leaseMs }),
  ),
  operation(
    "listPayments",
    fc.record({
      limit,
      after,
      session: fc.option(sessionId, { nil: undefined }),
      status: fc.option(paymentStatus, { nil: undefined }),
      from: fc.option(time, { nil: undefined }),
      to: fc.option(time, { nil: undefined }),
    }),
    (input) => (_world, executor) => listPayments(executor, input),
  ),
];

const eventOperations = [
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

const idempotencyRequest = { id: oneOf("k", "K"), bodyHash: oneOf("1", "2"), now: time };
const otherOperations = [
  operation(
    "claimIdempotencyKey",
    fc.record({ ...idempotencyRequest, resourceId: fc.option(oneOf("cs_A", "po_A")) }),
    (input) => (_world, executor) => claimIdempotencyKey(executor, seal, { ...input, leaseMs }),
  ),
  operation(
    "lookUpIdempotencyKey",
    fc.record(idempotencyRequest),
    (input) => (_world, executor) => lookUpIdempotencyKey(executor, seal, input),
  ),
  operation(
    "completeIdempotencyKey",
    fc.record({ id: idempotencyRequest.id, status: oneOf(201, 409), body: fc.string({ unit: "grapheme" }) }),
    (input) => (_world, executor) => completeIdempotencyKey(executor, seal, input),
  ),
  operation(
    "forgetIdempotencyKey",
    idempotencyRequest.id,
    (input) => (_world, executor) => forgetIdempotencyKey(executor, input),
  ),
  operation(
    "purgeIdempotencyKeys",
    fc.record({ before: time, limit }),
    (input) => (_world, executor) => purgeIdempotencyKeys(executor, input),
  ),
  operation(
    "recordCallback",
    fc.record({ subjectId, digest: oneOf("1", "2"), now: time }),
    (input) => (_world, executor) => recordCallback(executor, input),
  ),
  operation(
    "recordAccountSuccess",
    fc.record({ accountId: oneOf("x", "X"), at: fc.integer({ min: 0, max: 5_000 }) }),
    (input) => (_world, executor) => recordAccountSuccess(executor, input),
  ),
  operation(
    "accountSuccesses",
    fc.constant(null),
    () => async (_world, executor) => [...(await accountSuccesses(executor))].sort(),
  ),
  operation(
    "recordReconciliation",
    fc.record({
      accountId: oneOf("x", "X"),
      day: fc.constant("2026-11-19"),
      source: oneOf("statement" as const, "query" as const),
      checked: fc.integer({ min: -1, max: 9 }),
      finishedAt: fc.option(time),
      error: fc.option(fc.string()),
    }),
    (input) => (_world, executor) => recordReconciliation(executor, input),
  ),
  operation(
    "insertDiscrepancy",
    fc.record({ accountId: oneOf("x", "X"), orderNo: oneOf("o", "O", "ö"), now: time }),
    (input) => (_world, executor) =>
      insertDiscrepancy(executor, {
        ...input,
        day: "2026-11-19",
        kind: "missing_here",
        paymentId: null,
        detail: "",
      }),
  ),
  operation(
    "listDiscrepancies",
    oneOf("x", "X"),
    (accountId) => (_world, executor) => listDiscrepancies(executor, { accountId, day: "2026-11-19" }),
  ),
];

/** What every sequence starts from, so that most calls find something. */
export async function furnish(executor: Executor): Promise<void> {
  await insertSession(executor, sessionRow("cs_A", { created_at: 1 }));
  await insertSession(executor, sessionRow("cs_a", { created_at: 1 }));
  await insertPayment(executor, paymentRow("pay_A", "cs_A", { created_at: 1, order_no: "1" }));
}

/** Anything that may run inside a transaction. */
export const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 3, arbitrary: fc.oneof(...jobOperations) },
  { weight: 2, arbitrary: fc.oneof(...paymentOperations) },
  { weight: 2, arbitrary: fc.oneof(...eventOperations) },
  { weight: 1, arbitrary: fc.oneof(...otherOperations) },
);
