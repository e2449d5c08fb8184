/**
 * `pay-checkout/client`: the merchant API for programs in JavaScript and TypeScript. It needs `fetch` and nothing of Node's,
 * so it runs in Node 20 and newer, Deno, Bun and workers, never in a browser. Source: docs/client.md#the-client.
 */
import { type Exports, exportsOf } from "./client/exports.ts";
import { type ClientOptions, readOptions } from "./client/options.ts";
import {
  type Accounts,
  type Audit,
  accountsOf,
  auditOf,
  type Customers,
  createSender,
  customersOf,
  type Events,
  eventsOf,
  type Payments,
  type Payouts,
  paymentsOf,
  payoutsOf,
  type Refunds,
  refundsOf,
  type Search,
  type Sessions,
  searchOf,
  sessionsOf,
} from "./client/resources.ts";

export { CheckoutError, type ClientErrorCode } from "./client/error.ts";
export type { Exports } from "./client/exports.ts";
export type { List, Page } from "./client/lists.ts";
export type { CallOptions, ChangeOptions, ClientOptions } from "./client/options.ts";
export type {
  Accounts,
  Audit,
  Customers,
  Events,
  Payments,
  Payouts,
  ProviderAnswer,
  Refunds,
  Search,
  Sessions,
} from "./client/resources.ts";
export { verifyWebhook, type WebhookHeaders } from "./client/webhooks.ts";
export type {
  AccountView,
  AuditEntry,
  BalanceView,
  Beneficiary,
  ChangeSessionRequest,
  CreatedSession,
  CreatePayoutRequest,
  CreateRefundRequest,
  CreateSessionRequest,
  Customer,
  DecidePayoutRequest,
  Discrepancy,
  EraseRequest,
  Erasure,
  EventBody,
  EventReplayView,
  EventType,
  EventView,
  ExportEventsQuery,
  ExportPaymentsQuery,
  ExportPayoutsQuery,
  Item,
  ListAuditQuery,
  ListEventsQuery,
  ListPaymentsQuery,
  ListPayoutsQuery,
  ListRefundsQuery,
  ListSessionsQuery,
  Money,
  NextAction,
  Payment,
  PaymentException,
  PaymentMethod,
  PaymentStatus,
  Payout,
  PayoutException,
  PayoutStatus,
  Refund,
  RefundMethod,
  RefundReason,
  RefundStatus,
  RefundSummary,
  ReplayEventsRequest,
  ResolvePaymentRequest,
  ResolvePayoutRequest,
  SearchAnswer,
  SearchHit,
  Session,
  SessionLink,
  SessionStatus,
  StatementQuery,
  StatementView,
  TestEventRequest,
  TestedEndpoints,
} from "./contract.ts";

export interface Client {
  readonly sessions: Sessions;
  readonly payments: Payments;
  readonly payouts: Payouts;
  readonly refunds: Refunds;
  readonly accounts: Accounts;
  readonly events: Events;
  readonly customers: Customers;
  readonly audit: Audit;
  readonly search: Search;
  readonly exports: Exports;
}

/**
 * A client with one API key. Every call throws {@link CheckoutError}. It is made again by itself after a lost connection, a
 * time-out, 429 and 503: a GET always, a POST under the same Idempotency-Key.
 *
 * Throws {@link CheckoutError} (`invalid_argument`) for options that it cannot use, and in a browser.
 */
export function createClient(options: ClientOptions): Client {
  const sender = createSender(readOptions(options));
  return {
    sessions: sessionsOf(sender),
    payments: paymentsOf(sender),
    payouts: payoutsOf(sender),
    refunds: refundsOf(sender),
    accounts: accountsOf(sender),
    events: eventsOf(sender),
    customers: customersOf(sender),
    audit: auditOf(sender),
    search: searchOf(sender),
    exports: exportsOf(sender),
  };
}
