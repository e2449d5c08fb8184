import fc from "fast-check";
import { listPayments } from "../../../bff/storage/repositories/payments.ts";
import { takeQueryLock } from "../../../bff/storage/repositories/query-locks.ts";
import { listSessions } from "../../../bff/storage/repositories/sessions.ts";
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
  operation(
    "takeQueryLock of a payment",
    fc.record({ id: paymentId, now: time, floorMs: oneOf(0, 3) }),
    (input) => (_world, executor) => takeQueryLock(executor, { ...input, on: "payments", lockMs: leaseMs }),
  ),
];
