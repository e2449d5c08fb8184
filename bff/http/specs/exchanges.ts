/** What was said to and by a provider, in the merchant API. Source: docs/exchanges.md#read-them. */
import { listExchangesAnswer } from "../../contract.ts";
import { allowed, read } from "./merchant-operation.ts";
import { noQuery, type Operation } from "./operation.ts";

export const listPaymentExchangesOperation = read({
  id: "listPaymentExchanges",
  path: "/v1/payments/{id}/exchanges",
  summary: "Read what was said between us and the provider about a payment",
  scopes: allowed.operate,
  query: noQuery,
  answer: { description: "The exchanges, oldest first", schema: listExchangesAnswer },
  errors: ["not_found"],
});
export const listPayoutExchangesOperation = read({
  id: "listPayoutExchanges",
  path: "/v1/payouts/{id}/exchanges",
  summary: "Read what was said between us and the provider about a payout",
  scopes: allowed.operate,
  query: noQuery,
  answer: { description: "The exchanges, oldest first", schema: listExchangesAnswer },
  errors: ["not_found"],
});

export const exchangeOperations: readonly Operation[] = [
  listPaymentExchangesOperation,
  listPayoutExchangesOperation,
];
