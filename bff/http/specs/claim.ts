/** The claim page's API, by the claim token of one refund. Source: docs/claim-page.md#what-the-customer-does. */
import { claim, submitClaimRequest } from "../../contract.ts";
import { noBody, noQuery, type Operation } from "./operation.ts";

const common = {
  tag: "browser",
  access: { kind: "claim_token" },
  path: "/checkout/claim",
  query: noQuery,
  idempotency: "none",
} as const;

export const readClaimOperation = {
  ...common,
  id: "readClaim",
  method: "GET",
  summary: "The refund as the customer who claims it may see it",
  body: noBody,
  answers: { 200: { description: "The refund", schema: claim } },
  errors: [],
} as const;
export const submitClaimOperation = {
  ...common,
  id: "submitClaim",
  method: "POST",
  summary: "Say where the money is to go. The same details again make nothing new",
  body: submitClaimRequest,
  answers: { 200: { description: "The refund", schema: claim } },
  errors: [
    "validation_failed",
    "claim_closed",
    "claim_already_made",
    "account_not_configured",
    "payout_limit_exceeded",
  ],
} as const;

export const claimOperations: readonly Operation[] = [readClaimOperation, submitClaimOperation];
