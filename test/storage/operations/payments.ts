import fc from "fast-check";
import {
  appendPaymentTimeline,
  changePayment,
  insertPayment,
  listPayments,
  lockPayment,
  takePaymentQueryLease,
  timelineOfPayment,
} from "../../../bff/storage/repositories/payments.ts";
import {
  findSessionByTokenHash,
  insertSession,
  listSessions,
  lockSession,
  updateSession,
} from "../../../bff/storage/repositories/sessions.ts";
import { paymentRow, sessionRow } from "../rows.ts";
import {
  after,
  leaseMs,
  limit,
  oneOf,
  operation,
  paymentId,
  paymentStatus,
  sessionId,
  sessionStatus,
  time,
} from "./operation.ts";

export const paymentOperations = [
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
