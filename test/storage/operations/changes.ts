/** Whole changes that load what they change, and reads by prepared statements. */

import fc from "fast-check";
import { say } from "../../../bff/core/details.ts";
import { gate } from "../../../bff/storage/engine/statements.ts";
import { knownReceipt, knownReceiptOfCallback } from "../../../bff/storage/repositories/callbacks.ts";
import { deliveryId } from "../../../bff/storage/repositories/deliveries.ts";
import { disabledEndpointList, endpointIdsOf } from "../../../bff/storage/repositories/disabled-endpoints.ts";
import { findDeliveryToSend, findEvent } from "../../../bff/storage/repositories/events.ts";
import { heldPayout, movePayout } from "../../../bff/storage/repositories/held-payouts.ts";
import {
  heldPaymentsBeside,
  heldPaymentsOfCallback,
  heldPaymentsOfSession,
  heldSession,
  heldSessionOfCallback,
  heldSessionOfPayment,
  movePayment,
  moveSession,
} from "../../../bff/storage/repositories/held-sessions.ts";
import { keyById, stateOfKey } from "../../../bff/storage/repositories/idempotency-keys.ts";
import {
  paymentById,
  paymentByOrderNo,
  paymentsOfSession,
} from "../../../bff/storage/repositories/payments.ts";
import {
  payoutByCallbackToken,
  payoutById,
  payoutByOrderNo,
} from "../../../bff/storage/repositories/payouts.ts";
import {
  lockPaymentForQuery,
  lockPayoutForQuery,
  releasePayoutQueryLock,
  releaseQueryLock,
} from "../../../bff/storage/repositories/query-locks.ts";
import { sessionById, sessionByTokenHash } from "../../../bff/storage/repositories/sessions.ts";
import {
  insertPaymentLine,
  insertPayoutLine,
  timelineOfPayment,
  timelineOfPayout,
} from "../../../bff/storage/repositories/timelines.ts";
import { attemptOperations } from "./events.ts";
import {
  eventId,
  keyId,
  leaseMs,
  type Operation,
  oneOf,
  operation,
  orderNo,
  paymentId,
  paymentStatus,
  payoutId,
  seal,
  sessionId,
  subjectId,
  time,
} from "./operation.ts";
import { reconciliationReads } from "./reconciliation.ts";

/** In an order of their own. */
const endpointsIn = (row: { readonly disabled_endpoints: string | null }) => [...endpointIdsOf(row)].sort();

const changes = [
  operation(
    "change a session and its payments",
    fc.record({ id: sessionId, status: paymentStatus, at: time }),
    ({ id, status, at }) =>
      async ({ database }) =>
        await database.change({
          load: [heldSession({ id }), heldPaymentsOfSession({ sessionId: id })],
          decide([[session], payments]) {
            if (session === undefined) return { writes: [], result: null };
            const { version: loaded_version } = session;
            const moved = { ...session, updated_at: at, version: loaded_version + 1, loaded_version };
            const writes = payments.flatMap((payment) => [
              gate(movePayment({ ...payment, status, from: payment.status })),
              insertPaymentLine({
                subjectId: payment.id,
                at,
                from: payment.status,
                to: status,
                cause: "query",
                actor: null,
                detail: say("no_answer", { reason: `after_${payment.last_detail?.length ?? 0}` }),
                noteSealed: null,
              }),
            ]);
            const endpoints = endpointsIn(session);
            return {
              writes: [gate(moveSession(moved)), ...writes],
              result: { session: { ...session, disabled_endpoints: null }, endpoints, payments },
            };
          },
        }),
  ),
  operation(
    "change a payout",
    fc.record({ id: payoutId, at: time }),
    ({ id, at }) =>
      async ({ database }) =>
        await database.change({
          load: [heldPayout({ id })],
          decide([[payout]]) {
            if (payout === undefined) return { writes: [], result: null };
            const { version: loaded_version, status } = payout;
            const moved = { ...payout, updated_at: at, version: loaded_version + 1 };
            const line = {
              subjectId: id,
              at,
              from: status,
              to: status,
              cause: "query",
              actor: null,
              detail: null,
              noteSealed: null,
            } as const;
            return {
              writes: [gate(movePayout({ ...moved, from: status, loaded_version })), insertPayoutLine(line)],
              result: { payout: { ...payout, disabled_endpoints: null }, endpoints: endpointsIn(payout) },
            };
          },
        }),
  ),
];

const reads = [
  operation(
    "read one by what it is known by",
    fc.record({ sessionId, paymentId, payoutId, orderNo, digest: oneOf("1", "2") }),
    ({ orderNo: number, digest, ...ids }) =>
      ({ database }) =>
        database.readAll([
          sessionById({ id: ids.sessionId }),
          sessionByTokenHash({ tokenHash: `token-${ids.sessionId}` }),
          paymentById({ id: ids.paymentId }),
          paymentByOrderNo({ orderNo: number }),
          heldSessionOfCallback({ tokenHash: `callback-${ids.paymentId}` }),
          heldPaymentsOfCallback({ tokenHash: `callback-${ids.paymentId}` }),
          knownReceiptOfCallback({ tokenHash: `callback-${ids.paymentId}`, digest }),
          paymentsOfSession(ids),
          payoutById({ id: ids.payoutId }),
          payoutByOrderNo({ orderNo: number }),
          payoutByCallbackToken({ tokenHash: `callback-${ids.payoutId}` }),
        ]),
  ),
  operation(
    "lock a payment for a query",
    fc.record({ id: paymentId, now: time, floorMs: oneOf(0, 3) }),
    (input) =>
      async ({ database }) =>
        (await lockPaymentForQuery(database, { ...input, lockMs: leaseMs })).kind,
  ),
  operation(
    "lock a payout for a query",
    fc.record({ id: payoutId, now: time, floorMs: oneOf(0, 3) }),
    (input) =>
      async ({ database }) =>
        (await lockPayoutForQuery(database, { ...input, lockMs: leaseMs })).kind,
  ),
  operation(
    "release the lock of a payout",
    fc.record({ id: payoutId, takenAt: time }),
    ({ id, takenAt }) =>
      ({ database }) =>
        releaseQueryLock(database, releasePayoutQueryLock({ id, until: takenAt + leaseMs })),
  ),
  operation("read what is held with a payment", paymentId, (id) => async ({ database }) => {
    const [sessions, payments] = await database.readAll([
      heldSessionOfPayment({ paymentId: id }),
      heldPaymentsBeside({ paymentId: id }),
    ]);
    return [sessions.map((row) => ({ ...row, disabled_endpoints: endpointsIn(row) })), payments];
  }),
  operation(
    "read timelines",
    fc.record({ paymentId, payoutId }),
    (ids) =>
      ({ database }) =>
        database.readAll([timelineOfPayment(ids), timelineOfPayout(ids)]),
  ),
  operation(
    "read what is known",
    fc.record({ subjectId, digest: oneOf("1", "2") }),
    (receipt) =>
      async ({ database }) => {
        const disabled = await database.read(disabledEndpointList({}));
        return [disabled.map(endpointsIn), await database.read(knownReceipt(receipt))];
      },
  ),
  ...reconciliationReads,
  operation(
    "findDeliveryToSend",
    fc.record({ eventId, endpointId: oneOf("shop", "books") }),
    (of) =>
      ({ database }) =>
        findDeliveryToSend(database, seal, deliveryId(of.eventId, of.endpointId)),
  ),
  operation("findEvent", eventId, (id) => async ({ database }) => {
    const event = await findEvent(database, seal, id);
    return event === undefined ? undefined : { ...event, readBody: event.readBody() };
  }),
  operation(
    "read a key",
    fc.record({ id: keyId, bodyHash: oneOf("1", "2"), now: time }),
    (request) =>
      async ({ database }) => {
        const rows = await database.read(keyById(request));
        return rows.map((row) => stateOfKey(row, seal, request));
      },
  ),
];

export const changeOperation: fc.Arbitrary<Operation> = fc.oneof(...changes, ...reads, ...attemptOperations);
