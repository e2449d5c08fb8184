/** Writes as batches, whole changes, and prepared reads: of the database itself, so never inside a transaction. */

import fc from "fast-check";
import { payoutStatuses } from "../../../bff/contract.ts";
import { say } from "../../../bff/core/details.ts";
import { gate, type Write } from "../../../bff/storage/engine/statements.ts";
import {
  finishJobWrites,
  insertJob,
  leaseFreeJob,
  scheduleJobWrite,
} from "../../../bff/storage/jobs/job-writes.ts";
import { claimedJobOf, type JobLease, newJobRow } from "../../../bff/storage/jobs/jobs.ts";
import { insertReceipt } from "../../../bff/storage/repositories/callbacks.ts";
import { eventWrites } from "../../../bff/storage/repositories/event-writes.ts";
import { insertPayout, movePayout } from "../../../bff/storage/repositories/held-payouts.ts";
import {
  insertPayment,
  insertSession,
  movePayment,
  moveSession,
} from "../../../bff/storage/repositories/held-sessions.ts";
import { bindHeldKey, insertKey, takeOverKey } from "../../../bff/storage/repositories/idempotency-keys.ts";
import { lockPayment, releasePaymentQueryLock } from "../../../bff/storage/repositories/query-locks.ts";
import { insertPaymentLine, insertPayoutLine } from "../../../bff/storage/repositories/timelines.ts";
import type { JobKind } from "../../../bff/storage/schema/jobs.ts";
import { keyRow, paymentRow, payoutRow, sessionRow } from "../rows.ts";
import {
  endpointIds,
  eventId,
  instanceId,
  keyId,
  kind,
  leaseMs,
  type Operation,
  oneOf,
  orderNo,
  paymentId,
  paymentStatus,
  payoutId,
  seal,
  sessionId,
  sessionStatus,
  subjectId,
  time,
} from "./operation.ts";
import { part } from "./part.ts";
import { reconciliationParts } from "./reconciliation.ts";
import { refundParts } from "./refunds.ts";

const isGate = fc.boolean();
const gateIf = (condition: boolean, write: Write) => (condition ? gate(write) : write);
const version = fc.integer({ min: 0, max: 2 });
const flag = fc.integer({ min: 0, max: 2 });
const payoutStatus = oneOf(...payoutStatuses.slice(0, 2));
const line = {
  from: null,
  cause: "query",
  actor: null,
  noteSealed: null,
  detail: oneOf(null, say("time_over", {})),
} as const;
const resourceId = oneOf("cs_A", "po_A");
const schedule = {
  runAt: time,
  now: time,
  step: fc.nat(3),
  keepEarlier: fc.boolean(),
  restart: fc.boolean(),
};

const rows = [
  part(
    "insertSession",
    fc.record({ id: sessionId, created_at: time, reference: oneOf("r", "R"), status: sessionStatus }),
    ({ id, ...changes }) => [insertSession(sessionRow(id, changes))],
  ),
  part(
    "moveSession",
    fc.record({ id: sessionId, payment_count: fc.integer({ min: -1, max: 3 }), loaded: version, isGate }),
    ({ id, loaded, isGate: gated, ...changes }) => {
      const row = sessionRow(id, { ...changes, version: loaded + 1 });
      return [gateIf(gated, moveSession({ ...row, loaded_version: loaded }))];
    },
  ),
  part(
    "insertPayment",
    fc.record({ id: paymentId, session: sessionId, created_at: time, order_no: orderNo }),
    ({ id, session, ...changes }) => [insertPayment(paymentRow(id, session, changes))],
  ),
  part(
    "movePayment",
    fc.record({ id: paymentId, from: paymentStatus, status: paymentStatus, confirm_pending: flag, isGate }),
    ({ id, from, isGate: gated, ...changes }) => [
      gateIf(gated, movePayment({ ...paymentRow(id, "cs_A", changes), from })),
    ],
  ),
  part(
    "insertPaymentLine",
    fc.record({ subjectId: paymentId, at: time, to: paymentStatus, detail: line.detail }),
    (input) => [insertPaymentLine({ ...line, ...input })],
  ),
  part(
    "insertPayout",
    fc.record({ id: payoutId, created_at: time, order_no: orderNo, reference: oneOf("r", "R") }),
    ({ id, ...changes }) => [insertPayout(payoutRow(id, changes))],
  ),
  part(
    "movePayout",
    fc.record({ id: payoutId, from: payoutStatus, status: payoutStatus, loaded: version, isGate }),
    ({ id, from, status, loaded, isGate: gated }) => {
      const row = payoutRow(id, { status, version: loaded + 1 });
      return [gateIf(gated, movePayout({ ...row, from, loaded_version: loaded }))];
    },
  ),
  part(
    "insertPayoutLine",
    fc.record({ subjectId: payoutId, at: time, to: payoutStatus, detail: line.detail }),
    (input) => [insertPayoutLine({ ...line, ...input })],
  ),
];

const beside = [
  ...reconciliationParts,
  ...refundParts,
  part("releasePaymentQueryLock", fc.record({ id: paymentId, takenAt: time }), ({ id, takenAt }) => [
    releasePaymentQueryLock({ id, until: takenAt + leaseMs }),
  ]),
  part(
    "lockPayment",
    fc.record({ id: paymentId, now: time, heldSince: fc.option(time), queriedAt: fc.option(time), isGate }),
    ({ id, now, heldSince, queriedAt, isGate: gated }) => {
      const heldUntil = heldSince === null ? -1 : heldSince + leaseMs;
      const change = { id, now, until: now + leaseMs, heldUntil, queriedAt: queriedAt ?? -1 };
      return [gateIf(gated, lockPayment(change))];
    },
  ),
  part("insertReceipt", fc.record({ subjectId, digest: oneOf("1", "2"), receivedAt: time }), (receipt) => [
    insertReceipt(receipt),
  ]),
  part(
    "insertKey",
    fc.record({ id: keyId, resource_id: fc.option(resourceId), created_at: time }),
    ({ id, ...changes }) => [
      insertKey(keyRow(id, { ...changes, body_hash: "1", locked_until: changes.created_at + leaseMs })),
    ],
  ),
  part("takeOverKey", fc.record({ id: keyId, heldSince: time, now: time, isGate }), (input) => {
    const from = input.heldSince + leaseMs;
    const lockedUntil = input.now + leaseMs;
    const none = { resourceId: null, status: null, response: null, subjectId: null };
    const free = { state: "running", ...none } as const;
    return [gateIf(input.isGate, takeOverKey({ ...free, id: input.id, from, lockedUntil }))];
  }),
  part("bindHeldKey", fc.record({ id: keyId, heldSince: time, resourceId, isGate }), (input) => {
    const held = { id: input.id, lockedUntil: input.heldSince + leaseMs };
    return [gateIf(input.isGate, bindHeldKey({ ...held, resourceId: input.resourceId }))];
  }),
  part(
    "eventWrites",
    fc.record({
      id: eventId,
      type: oneOf("payment.pending" as const, "session.expired" as const),
      sessionId: fc.option(sessionId),
      endpointIds,
      disabled: endpointIds,
      leased: endpointIds,
      at: time,
    }),
    ({ endpointIds: ids, disabled, leased, ...event }, _world, born) => {
      const text = JSON.stringify({ type: event.type, timestamp: "2026-11-19T12:00:00.000Z", data: {} });
      const deliveries = ids.map((endpointId) => ({
        endpointId,
        isDisabled: disabled.includes(endpointId),
        lease: leased.includes(endpointId) ? { lockedBy: "one", leaseMs } : {},
      }));
      const written = eventWrites(seal, { ...event, text, paymentId: null, payoutId: null, deliveries });
      born.push(...written.leased.map(({ job }) => job));
      return written.writes;
    },
  ),
];

const jobs = [
  part(
    "insertJob",
    fc.record({ kind, subjectId, runAt: time, now: time, lockedBy: fc.option(instanceId) }),
    ({ lockedBy, ...job }, _world, born) => {
      const row = newJobRow({ ...job, ...(lockedBy === null ? {} : { lockedBy, leaseMs }) });
      const claimed = claimedJobOf(row);
      if (claimed !== undefined) born.push(claimed);
      return [insertJob(row)];
    },
  ),
  part(
    "leaseFreeJob",
    fc.record({ kind, subjectId, runAt: time, now: time, step: fc.nat(2), lockedBy: instanceId, isGate }),
    ({ isGate: gated, ...job }, _world, born) => {
      const row = newJobRow({ ...job, leaseMs });
      const claimed = claimedJobOf(row);
      if (claimed !== undefined) born.push(claimed);
      return [gateIf(gated, leaseFreeJob(row))];
    },
  ),
  part("scheduleJobWrite", fc.record({ kind, subjectId, ...schedule }), (job) => [scheduleJobWrite(job)]),
  part(
    "scheduleJobWrite completing",
    fc.record({ index: fc.nat(5), ...schedule }),
    ({ index, ...job }, world) => {
      const lease = world.leases.at(-1 - index);
      if (lease === undefined) return [];
      const colon = lease.id.indexOf(":");
      const own = { kind: lease.id.slice(0, colon) as JobKind, subjectId: lease.id.slice(colon + 1) };
      return [scheduleJobWrite({ ...own, ...job, completing: lease.token })];
    },
  ),
  part("finishJobWrites", fc.nat(5), (index, world) => {
    const lease = world.leases.at(-1 - index);
    return lease === undefined ? [] : finishJobWrites(lease);
  }),
];

/** Decides once. If a gate or a unique value shows that the known rows are wrong, decides again and writes nothing. */
export const batchOperation: fc.Arbitrary<Operation> = fc
  .array(fc.oneof(...rows, ...beside, ...jobs), { minLength: 1, maxLength: 4 })
  .map((parts) => ({
    toString: () => `batch[${parts.join(", ")}]`,
    async call(world) {
      let writes: readonly Write[] | undefined;
      const born: JobLease[] = [];
      const refused = await world.database.change({
        load: [],
        decide() {
          if (writes !== undefined) {
            const isGated = writes.some((write) => write.isGate);
            return { writes: [], result: isGated ? "gate or unique" : "unique in a batch" };
          }
          writes = parts.flatMap((one) => one.writes(world, born));
          return { writes, result: null };
        },
      });
      if (refused !== null) return { refused };
      world.leases.push(...born);
      return "committed";
    },
  }));
