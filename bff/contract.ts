/**
 * The public HTTP contract: zod schemas, and the types read from them. OpenAPI is generated from here; the
 * widget imports the types only. Requests are strict: an unknown field is an error. Everybody imports this file,
 * never one of the folder behind it. Source: docs/http-api.md#http-api.
 */
export * from "./contract/account.ts";
export * from "./contract/audit.ts";
export * from "./contract/browser.ts";
export * from "./contract/claim.ts";
export * from "./contract/console.ts";
export * from "./contract/console-actions.ts";
export * from "./contract/console-overview.ts";
export * from "./contract/console-reconciliation.ts";
export * from "./contract/console-search.ts";
export * from "./contract/customer.ts";
export * from "./contract/envelopes.ts";
export * from "./contract/erasure.ts";
export * from "./contract/event.ts";
export * from "./contract/event-changes.ts";
export * from "./contract/exchange.ts";
export * from "./contract/export.ts";
export * from "./contract/items.ts";
export * from "./contract/method.ts";
export * from "./contract/money.ts";
export * from "./contract/next-action.ts";
export * from "./contract/payer.ts";
export * from "./contract/payment.ts";
export * from "./contract/payout.ts";
export * from "./contract/problem.ts";
export * from "./contract/provider-details.ts";
export * from "./contract/refund.ts";
export * from "./contract/search.ts";
export * from "./contract/session.ts";
export * from "./contract/statement.ts";
export * from "./contract/states.ts";
export * from "./contract/timeline.ts";
