/** Refunds in the merchant API. Source: docs/refunds.md#refunds. */
import { createRefundRequest, emptyRequest, listOf, listRefundsQuery, refund } from "../../contract.ts";
import { allowed, change, read } from "./merchant-operation.ts";
import { noQuery, type Operation } from "./operation.ts";

export const createRefundOperation = change({
  id: "createRefund",
  path: "/v1/payments/{id}/refunds",
  summary: "Give money of a payment back",
  scopes: allowed.refunds,
  body: createRefundRequest,
  status: 201,
  idempotency: "required",
  answer: { description: "The refund", schema: refund },
  errors: [
    "validation_failed",
    "not_found",
    "nothing_received",
    "payment_in_review",
    "payment_being_confirmed",
    "refund_exceeds_received",
    "too_many_refunds",
    "payout_limit_exceeded",
  ],
});
export const listRefundsOperation = read({
  id: "listRefunds",
  path: "/v1/refunds",
  summary: "List refunds, newest first, without their timelines",
  scopes: allowed.readRefunds,
  query: listRefundsQuery,
  answer: { description: "A page of refunds", schema: listOf(refund) },
  errors: ["validation_failed"],
});
export const readRefundOperation = read({
  id: "readRefund",
  path: "/v1/refunds/{id}",
  summary: "Read a refund with its timeline",
  scopes: allowed.readRefunds,
  query: noQuery,
  answer: { description: "The refund", schema: refund },
  errors: ["not_found"],
});
export const cancelRefundOperation = change({
  id: "cancelRefund",
  path: "/v1/refunds/{id}/cancel",
  summary: "Cancel a refund that waits for its claim or for an approval",
  scopes: allowed.refunds,
  body: emptyRequest,
  status: 200,
  answer: { description: "The refund", schema: refund },
  errors: ["not_found", "refund_not_cancelable"],
});

export const refundOperations: readonly Operation[] = [
  createRefundOperation,
  listRefundsOperation,
  readRefundOperation,
  cancelRefundOperation,
];
