/** The merchant API, `/v1`. Source: docs/merchant-api.md#merchant-api. */
import {
  auditEntry,
  balance,
  changeSessionRequest,
  createdSession,
  createSessionRequest,
  emptyRequest,
  eraseRequest,
  erasure,
  eventView,
  listAccountsAnswer,
  listAuditQuery,
  listEventsQuery,
  listOf,
  listPaymentsQuery,
  listSessionsQuery,
  payment,
  resolvePaymentRequest,
  session,
  sessionLink,
  statement,
  statementQuery,
} from "../../contract.ts";
import { eventChangeOperations } from "./event-changes.ts";
import { exchangeOperations } from "./exchanges.ts";
import { exportOperations } from "./exports.ts";
import { allowed, change, providerAnswer, read } from "./merchant-operation.ts";
import { noQuery, type Operation } from "./operation.ts";
import { payoutOperations } from "./payouts.ts";
import { refundOperations } from "./refunds.ts";
import { searchOperations } from "./search.ts";

export const createSessionOperation = change({
  id: "createSession",
  path: "/v1/sessions",
  summary: "Create a session: what is to be paid, once",
  scopes: allowed.sessions,
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
  scopes: allowed.readPayments,
  query: listSessionsQuery,
  answer: { description: "A page of sessions", schema: listOf(session) },
  errors: ["validation_failed"],
});
export const readSessionOperation = read({
  id: "readSession",
  path: "/v1/sessions/{id}",
  summary: "Read a session with its payments",
  scopes: allowed.readPayments,
  query: noQuery,
  answer: { description: "The session", schema: session },
  errors: ["not_found"],
});
export const cancelSessionOperation = change({
  id: "cancelSession",
  path: "/v1/sessions/{id}/cancel",
  summary: "Cancel a session and, where the provider can, its open payment",
  scopes: allowed.sessions,
  body: emptyRequest,
  status: 200,
  answer: { description: "The session", schema: session },
  errors: ["not_found", "session_closed", "payment_in_progress", "payment_being_confirmed"],
});
export const changeSessionOperation = change({
  id: "changeSession",
  method: "PATCH",
  path: "/v1/sessions/{id}",
  summary: "Change what is still to be paid",
  scopes: allowed.sessions,
  body: changeSessionRequest,
  status: 200,
  answer: { description: "The session", schema: session },
  errors: [
    "validation_failed",
    "not_found",
    "session_closed",
    "payment_in_progress",
    "payment_being_confirmed",
    "no_eligible_method",
  ],
});
export const linkSessionOperation = change({
  id: "linkSession",
  path: "/v1/sessions/{id}/link",
  summary: "Read a session's client token and hosted page again, for a message to the customer",
  scopes: allowed.sessions,
  body: emptyRequest,
  status: 200,
  answer: { description: "The same token and address as at the session's creation", schema: sessionLink },
  errors: ["not_found", "session_closed", "link_unavailable"],
});
export const listPaymentsOperation = read({
  id: "listPayments",
  path: "/v1/payments",
  summary: "List payments, newest first, without their timelines",
  scopes: allowed.readPayments,
  query: listPaymentsQuery,
  answer: { description: "A page of payments", schema: listOf(payment) },
  errors: ["validation_failed"],
});
export const readPaymentOperation = read({
  id: "readPayment",
  path: "/v1/payments/{id}",
  summary: "Read a payment with its timeline",
  scopes: allowed.readPayments,
  query: noQuery,
  answer: { description: "The payment", schema: payment },
  errors: ["not_found"],
});
export const refreshPaymentOperation = change({
  id: "refreshPayment",
  path: "/v1/payments/{id}/refresh",
  summary: "Query the provider now for a payment's state",
  scopes: allowed.refreshPayments,
  body: emptyRequest,
  status: 200,
  answer: { description: "The payment as it then stands", schema: payment, headers: providerAnswer },
  errors: ["not_found", "account_not_configured"],
});
export const resolvePaymentOperation = change({
  id: "resolvePayment",
  path: "/v1/payments/{id}/resolve",
  summary: "Settle a payment that is in review",
  scopes: allowed.operate,
  body: resolvePaymentRequest,
  status: 200,
  answer: { description: "The payment", schema: payment },
  errors: ["validation_failed", "not_found", "not_in_review"],
});
export const listAccountsOperation = read({
  id: "listAccounts",
  path: "/v1/accounts",
  summary: "List the configured provider accounts: what they can do and how they do",
  scopes: allowed.reports,
  query: noQuery,
  answer: { description: "All accounts, in the order they are tried", schema: listAccountsAnswer },
  errors: [],
});
export const readBalanceOperation = read({
  id: "readBalance",
  path: "/v1/accounts/{id}/balance",
  summary: "Query a provider for an account's balance",
  scopes: allowed.reports,
  query: noQuery,
  answer: { description: "The balance; null where the provider has no such figure", schema: balance },
  errors: ["not_found", "not_supported_by_provider", "provider_unavailable"],
});
export const readStatementOperation = read({
  id: "readStatement",
  path: "/v1/accounts/{id}/statement",
  summary: "Fetch a day's statement from the provider and match it with our payments",
  scopes: allowed.reports,
  query: statementQuery,
  answer: { description: "The statement and what does not agree", schema: statement },
  errors: ["validation_failed", "not_found", "not_supported_by_provider", "provider_unavailable"],
});
export const listEventsOperation = read({
  id: "listEvents",
  path: "/v1/events",
  summary: "List outgoing events, newest first, with their deliveries",
  scopes: allowed.readPayments,
  query: listEventsQuery,
  answer: { description: "A page of events", schema: listOf(eventView) },
  errors: ["validation_failed"],
});
export const readEventOperation = read({
  id: "readEvent",
  path: "/v1/events/{id}",
  summary: "Read an event with its deliveries",
  scopes: allowed.readPayments,
  query: noQuery,
  answer: { description: "The event", schema: eventView },
  errors: ["not_found"],
});
export const redeliverEventOperation = change({
  id: "redeliverEvent",
  path: "/v1/events/{id}/redeliver",
  summary: "Deliver an event once more",
  scopes: allowed.operate,
  body: emptyRequest,
  status: 200,
  answer: { description: "The event", schema: eventView },
  errors: ["not_found"],
});

export const eraseCustomerOperation = change({
  id: "eraseCustomer",
  path: "/v1/customers/erase",
  summary: "Erase a person's data: at once where all has ended, else when it ends",
  scopes: allowed.erase,
  body: eraseRequest,
  status: 200,
  answer: { description: "What was erased, and what is kept until it ends", schema: erasure },
  errors: ["validation_failed"],
});

export const listAuditOperation = read({
  id: "listAudit",
  path: "/v1/audit",
  summary: "List who changed what, newest first",
  scopes: allowed.audit,
  query: listAuditQuery,
  answer: { description: "A page of the audit", schema: listOf(auditEntry) },
  errors: ["validation_failed"],
});

export const merchantOperations: readonly Operation[] = [
  createSessionOperation,
  listSessionsOperation,
  readSessionOperation,
  changeSessionOperation,
  cancelSessionOperation,
  linkSessionOperation,
  listPaymentsOperation,
  readPaymentOperation,
  refreshPaymentOperation,
  resolvePaymentOperation,
  ...payoutOperations,
  ...refundOperations,
  ...exchangeOperations,
  ...searchOperations,
  ...exportOperations,
  listAccountsOperation,
  readBalanceOperation,
  readStatementOperation,
  listEventsOperation,
  readEventOperation,
  redeliverEventOperation,
  ...eventChangeOperations,
  eraseCustomerOperation,
  listAuditOperation,
];
