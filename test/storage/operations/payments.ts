import fc from "fast-check";
import { paymentExceptions } from "../../../bff/contract.ts";
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
      status: fc.option(fc.array(paymentStatus, { minLength: 1, maxLength: 3 }), { nil: undefined }),
      account: fc.option(oneOf("paypro-mx", "cxpay-in"), { nil: undefined }),
      reference: fc.option(oneOf("r", "R"), { nil: undefined }),
      exception: fc.option(fc.constantFrom(...paymentExceptions), { nil: undefined }),
      currency: fc.option(oneOf("MXN", "INR"), { nil: undefined }),
      from: fc.option(time, { nil: undefined }),
      to: fc.option(time, { nil: undefined }),
    }),
    (input) => (_world, executor) => listPayments(executor, input),
  ),
];
