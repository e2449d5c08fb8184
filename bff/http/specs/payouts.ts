/** Payouts in the merchant API. Source: docs/merchant-api.md#payouts. */
import {
  createPayoutRequest,
  decidePayoutRequest,
  emptyRequest,
  listOf,
  listPayoutsQuery,
  payout,
  resolvePayoutRequest,
} from "../../contract.ts";
import { allowed, change, providerAnswer, read } from "./merchant-operation.ts";
import { noQuery, type Operation } from "./operation.ts";

export const createPayoutOperation = change({
  id: "createPayout",
  path: "/v1/payouts",
  summary: "Pay money out",
  scopes: allowed.payouts,
  body: createPayoutRequest,
  status: 201,
  idempotency: "required",
  answer: { description: "The payout", schema: payout },
  errors: ["validation_failed", "payout_limit_exceeded", "not_supported_by_provider"],
});
export const listPayoutsOperation = read({
  id: "listPayouts",
  path: "/v1/payouts",
  summary: "List payouts, newest first, without their timelines",
  scopes: allowed.readPayouts,
  query: listPayoutsQuery,
  answer: { description: "A page of payouts", schema: listOf(payout) },
  errors: ["validation_failed"],
});
export const readPayoutOperation = read({
  id: "readPayout",
  path: "/v1/payouts/{id}",
  summary: "Read a payout with its timeline",
  scopes: allowed.readPayouts,
  query: noQuery,
  answer: { description: "The payout", schema: payout },
  errors: ["not_found"],
});
export const refreshPayoutOperation = change({
  id: "refreshPayout",
  path: "/v1/payouts/{id}/refresh",
  summary: "Query the provider now for a payout's state",
  scopes: allowed.refreshPayouts,
  body: emptyRequest,
  status: 200,
  answer: { description: "The payout as it then stands", schema: payout, headers: providerAnswer },
  errors: ["not_found", "account_not_configured"],
});
export const resolvePayoutOperation = change({
  id: "resolvePayout",
  path: "/v1/payouts/{id}/resolve",
  summary: "Settle a payout that is in review",
  scopes: allowed.operate,
  body: resolvePayoutRequest,
  status: 200,
  answer: { description: "The payout", schema: payout },
  errors: ["validation_failed", "not_found", "not_in_review"],
});
const decided = {
  body: decidePayoutRequest,
  status: 200,
  answer: { description: "The payout", schema: payout },
} as const;
export const approvePayoutOperation = change({
  id: "approvePayout",
  path: "/v1/payouts/{id}/approve",
  summary: "Approve a payout that waits for another person, and send it",
  scopes: allowed.approvePayouts,
  ...decided,
  errors: [
    "payout_limit_exceeded",
    "validation_failed",
    "not_found",
    "same_actor",
    "not_awaiting_approval",
    "account_not_configured",
    "nothing_received",
    "payment_in_review",
    "payment_being_confirmed",
    "refund_exceeds_received",
  ],
});
export const rejectPayoutOperation = change({
  id: "rejectPayout",
  path: "/v1/payouts/{id}/reject",
  summary: "Reject a payout that waits for another person",
  scopes: allowed.approvePayouts,
  ...decided,
  errors: ["validation_failed", "not_found", "same_actor", "not_awaiting_approval"],
});

export const payoutOperations: readonly Operation[] = [
  createPayoutOperation,
  listPayoutsOperation,
  readPayoutOperation,
  refreshPayoutOperation,
  resolvePayoutOperation,
  approvePayoutOperation,
  rejectPayoutOperation,
];
