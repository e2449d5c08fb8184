/** The merchant API, `/v1`. Source: docs/http-api.md#merchant-api. */
import type { z } from "zod";
import type { Scope } from "../../config/types.ts";
import {
  balance,
  createdSession,
  createPayoutRequest,
  createSessionRequest,
  emptyRequest,
  eraseRequest,
  erasure,
  eventView,
  listAccountsAnswer,
  listEventsQuery,
  listOf,
  listPaymentsQuery,
  listPayoutsQuery,
  listSessionsQuery,
  payment,
  payout,
  resolvePaymentRequest,
  resolvePayoutRequest,
  session,
  statement,
  statementQuery,
} from "../../contract.ts";
import { type AnswerSpec, noBody, noQuery, type Operation } from "./operation.ts";

type Parts<Query extends z.ZodType, Body extends z.ZodType> = Pick<
  Operation<Query, Body>,
  "id" | "path" | "summary" | "errors"
> & { readonly scopes: readonly Scope[]; readonly answer: AnswerSpec };

function read<Query extends z.ZodType = typeof noQuery>(
  parts: Parts<Query, typeof noBody> & { readonly query: Query },
): Operation<Query, typeof noBody> {
  const { scopes, answer, ...rest } = parts;
  return {
    ...rest,
    method: "GET",
    tag: "merchant",
    access: { kind: "api_key", scopes },
    body: noBody,
    idempotency: "none",
    answers: { 200: answer },
  };
}

function change<Body extends z.ZodType>(
  parts: Parts<typeof noQuery, Body> & {
    readonly body: Body;
    readonly status: 200 | 201;
    readonly idempotency?: "required";
  },
): Operation<typeof noQuery, Body> {
  const { scopes, answer, status, idempotency = "optional", ...rest } = parts;
  return {
    ...rest,
    method: "POST",
    tag: "merchant",
    access: { kind: "api_key", scopes },
    query: noQuery,
    idempotency,
    answers: { [status]: answer },
  };
}

const providerAnswer = {
  "X-Provider-Answer": "`none` when the provider did not answer, or was not queried; else absent",
};

const sessions = ["sessions"] as const;
const payouts = ["payouts"] as const;
const operate = ["operate"] as const;
const reports = ["reports"] as const;
/** A key that takes payments may also read their events. */
const events = ["reports", "sessions"] as const;

export const createSessionOperation = change({
  id: "createSession",
  path: "/v1/sessions",
  summary: "Create a session: what is to be paid, once",
  scopes: sessions,
  body: createSessionRequest,
  status: 201,
  answer: {
    description: "The session, with its client token and hosted page this once",
    schema: createdSession,
  },
  errors: ["validation_failed", "no_eligible_method"],
});
export const listSessionsOperation = read({
  id: "listSessions",
  path: "/v1/sessions",
  summary: "List sessions, newest first",
  scopes: sessions,
  query: listSessionsQuery,
  answer: { description: "A page of sessions", schema: listOf(session) },
  errors: ["validation_failed"],
});
export const readSessionOperation = read({
  id: "readSession",
  path: "/v1/sessions/{id}",
  summary: "Read a session with its payments",
  scopes: sessions,
  query: noQuery,
  answer: { description: "The session", schema: session },
  errors: ["not_found"],
});
export const cancelSessionOperation = change({
  id: "cancelSession",
  path: "/v1/sessions/{id}/cancel",
  summary: "Cancel a session and, where the provider can, its open payment",
  scopes: sessions,
  body: emptyRequest,
  status: 200,
  answer: { description: "The session", schema: session },
  errors: ["not_found", "session_closed", "payment_in_progress", "payment_being_confirmed"],
});
export const listPaymentsOperation = read({
  id: "listPayments",
  path: "/v1/payments",
  summary: "List payments, newest first, without their timelines",
  scopes: sessions,
  query: listPaymentsQuery,
  answer: { description: "A page of payments", schema: listOf(payment) },
  errors: ["validation_failed"],
});
export const readPaymentOperation = read({
  id: "readPayment",
  path: "/v1/payments/{id}",
  summary: "Read a payment with its timeline",
  scopes: sessions,
  query: noQuery,
  answer: { description: "The payment", schema: payment },
  errors: ["not_found"],
});
export const refreshPaymentOperation = change({
  id: "refreshPayment",
  path: "/v1/payments/{id}/refresh",
  summary: "Query the provider now for a payment's state",
  scopes: sessions,
  body: emptyRequest,
  status: 200,
  answer: { description: "The payment as it then stands", schema: payment, headers: providerAnswer },
  errors: ["not_found", "account_not_configured"],
});
export const resolvePaymentOperation = change({
  id: "resolvePayment",
  path: "/v1/payments/{id}/resolve",
  summary: "Settle a payment that is in review",
  scopes: sessions,
  body: resolvePaymentRequest,
  status: 200,
  answer: { description: "The payment", schema: payment },
  errors: ["validation_failed", "not_found", "not_in_review"],
});
export const createPayoutOperation = change({
  id: "createPayout",
  path: "/v1/payouts",
  summary: "Pay money out",
  scopes: payouts,
  body: createPayoutRequest,
  status: 201,
  idempotency: "required",
  answer: { description: "The payout", schema: payout },
  errors: ["validation_failed", "not_supported_by_provider"],
});
export const listPayoutsOperation = read({
  id: "listPayouts",
  path: "/v1/payouts",
  summary: "List payouts, newest first, without their timelines",
  scopes: payouts,
  query: listPayoutsQuery,
  answer: { description: "A page of payouts", schema: listOf(payout) },
  errors: ["validation_failed"],
});
export const readPayoutOperation = read({
  id: "readPayout",
  path: "/v1/payouts/{id}",
  summary: "Read a payout with its timeline",
  scopes: payouts,
  query: noQuery,
  answer: { description: "The payout", schema: payout },
  errors: ["not_found"],
});
export const refreshPayoutOperation = change({
  id: "refreshPayout",
  path: "/v1/payouts/{id}/refresh",
  summary: "Query the provider now for a payout's state",
  scopes: payouts,
  body: emptyRequest,
  status: 200,
  answer: { description: "The payout as it then stands", schema: payout, headers: providerAnswer },
  errors: ["not_found", "account_not_configured"],
});
export const resolvePayoutOperation = change({
  id: "resolvePayout",
  path: "/v1/payouts/{id}/resolve",
  summary: "Settle a payout that is in review",
  scopes: operate,
  body: resolvePayoutRequest,
  status: 200,
  answer: { description: "The payout", schema: payout },
  errors: ["validation_failed", "not_found", "not_in_review"],
});
export const listAccountsOperation = read({
  id: "listAccounts",
  path: "/v1/accounts",
  summary: "List the configured provider accounts: what they can do and how they do",
  scopes: reports,
  query: noQuery,
  answer: { description: "All accounts, in the order they are tried", schema: listAccountsAnswer },
  errors: [],
});
export const readBalanceOperation = read({
  id: "readBalance",
  path: "/v1/accounts/{id}/balance",
  summary: "Query a provider for an account's balance",
  scopes: reports,
  query: noQuery,
  answer: { description: "The balance; null where the provider has no such figure", schema: balance },
  errors: ["not_found", "not_supported_by_provider", "provider_unavailable"],
});
export const readStatementOperation = read({
  id: "readStatement",
  path: "/v1/accounts/{id}/statement",
  summary: "Fetch a day's statement from the provider and match it with our payments",
  scopes: reports,
  query: statementQuery,
  answer: { description: "The statement and what does not agree", schema: statement },
  errors: ["validation_failed", "not_found", "not_supported_by_provider", "provider_unavailable"],
});
export const listEventsOperation = read({
  id: "listEvents",
  path: "/v1/events",
  summary: "List outgoing events, newest first, with their deliveries",
  scopes: events,
  query: listEventsQuery,
  answer: { description: "A page of events", schema: listOf(eventView) },
  errors: ["validation_failed"],
});
export const readEventOperation = read({
  id: "readEvent",
  path: "/v1/events/{id}",
  summary: "Read an event with its deliveries",
  scopes: events,
  query: noQuery,
  answer: { description: "The event", schema: eventView },
  errors: ["not_found"],
});
export const redeliverEventOperation = change({
  id: "redeliverEvent",
  path: "/v1/events/{id}/redeliver",
  summary: "Deliver an event once more",
  scopes: events,
  body: emptyRequest,
  status: 200,
  answer: { description: "The event", schema: eventView },
  errors: ["not_found"],
});

export const eraseCustomerOperation = change({
  id: "eraseCustomer",
  path: "/v1/customers/erase",
  summary: "Erase a person's data: at once where all has ended, else when it ends",
  scopes: operate,
  body: eraseRequest,
  status: 200,
  answer: { description: "What was erased, and what is kept until it ends", schema: erasure },
  errors: ["validation_failed"],
});

export const merchantOperations: readonly Operation[] = [
  createSessionOperation,
  listSessionsOperation,
  readSessionOperation,
  cancelSessionOperation,
  listPaymentsOperation,
  readPaymentOperation,
  refreshPaymentOperation,
  resolvePaymentOperation,
  createPayoutOperation,
  listPayoutsOperation,
  readPayoutOperation,
  refreshPayoutOperation,
  resolvePayoutOperation,
  listAccountsOperation,
  readBalanceOperation,
  readStatementOperation,
  listEventsOperation,
  readEventOperation,
  redeliverEventOperation,
  eraseCustomerOperation,
];
