/** Refunds, and what needs a person. */
import fc from "fast-check";
import { refundStatuses } from "../../../bff/contract.ts";
import { say } from "../../../bff/core/details.ts";
import {
  paymentsInReview,
  payoutsToApprove,
  refundsThatWait,
  reversalsInDoubt,
} from "../../../bff/storage/repositories/needs.ts";
import {
  insertRefund,
  listRefunds,
  moveRefund,
  setRefundsOfPayment,
} from "../../../bff/storage/repositories/refunds.ts";
import { insertRefundLine } from "../../../bff/storage/repositories/timelines.ts";
import { refundRow } from "../rows.ts";
import { after, limit, oneOf, operation, paymentId, payoutId, sessionId, time } from "./operation.ts";
import { part } from "./part.ts";

const refundId = oneOf("re_A", "re_a", "re_B");
const refundStatus = fc.constantFrom(...refundStatuses);
const maybe = <T>(input: fc.Arbitrary<T>) => fc.option(input, { nil: undefined });

export const refundParts = [
  part(
    "insertRefund",
    fc.record({
      ...{ id: refundId, payment: paymentId, session: sessionId, payout_id: fc.option(payoutId) },
      ...{ status: refundStatus, created_at: time, token_hash: fc.option(oneOf("1", "2")) },
    }),
    ({ id, payment, session, ...changes }) => [insertRefund(refundRow(id, payment, session, changes))],
  ),
  part(
    "moveRefund",
    fc.record({ id: refundId, from: refundStatus, status: refundStatus, payout_id: fc.option(payoutId) }),
    ({ id, from, ...changes }) => [moveRefund({ ...refundRow(id, "pay_A", "cs_A", changes), from })],
  ),
  part("setRefundsOfPayment", fc.record({ id: paymentId, refunds: oneOf("[]", "[1]") }), (input) => [
    setRefundsOfPayment(input),
  ]),
  part(
    "insertRefundLine",
    fc.record({ subjectId: refundId, at: time, to: refundStatus, detail: oneOf(null, say("time_over", {})) }),
    (input) => [insertRefundLine({ from: null, cause: "query", actor: null, noteSealed: null, ...input })],
  ),
];

export const refundOperations = [
  operation(
    "listRefunds",
    fc.record({
      ...{ limit, after, payment: maybe(paymentId), session: maybe(sessionId) },
      ...{ status: maybe(fc.array(refundStatus, { minLength: 1, maxLength: 3 })) },
      ...{ from: maybe(time), to: maybe(time) },
    }),
    (input) => (_world, executor) => listRefunds(executor, input),
  ),
  operation(
    "refundsThatWait",
    fc.record({ limit, status: oneOf("awaiting_approval" as const, "awaiting_claim" as const) }),
    (input) => (_world, executor) => refundsThatWait(executor, input),
  ),
  operation("what needs a person", fc.record({ limit, now: time }), ({ limit: most, now }) => {
    return async (_world, executor) => [
      await paymentsInReview(executor, { limit: most }),
      await payoutsToApprove(executor, { limit: most }),
      await reversalsInDoubt(executor, { table: "payments", now, limit: most }),
      await reversalsInDoubt(executor, { table: "payouts", now, limit: most }),
    ];
  }),
];
