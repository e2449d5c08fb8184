import fc from "fast-check";
import { listPayments } from "../../../bff/storage/repositories/payments.ts";
import { listSessions } from "../../../bff/storage/repositories/sessions.ts";
import {
  after,
  limit,
  oneOf,
  operation,
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
];
