/**
 * Who may call which operation, written down by hand: the code's own table is what it is compared with. A new operation
 * needs a line here.
 */
import type { Scope } from "../../../bff/config/types.ts";

export type Access =
  /** An API key with one of these scopes. */
  | readonly Scope[]
  /** The client token of a session, until a day after its end. */
  | "client_token"
  /** The token of a claim. */
  | "claim_token"
  | "metrics_token"
  /** A callback with its provider's signature. */
  | "signature"
  /** A MAC in the address. */
  | "address"
  | "anybody";

const readPayments: readonly Scope[] = ["sessions", "reports"];
const readPayouts: readonly Scope[] = ["payouts", "payouts:approve", "reports"];
const readRefunds: readonly Scope[] = ["refunds", "reports"];

/**
 * The console's own routes: `operator` for whoever has signed in, also to read; the others are the sign-in, and the page
 * with its files. The operations of the merchant API stand below `/console/api`, too, for the same scopes.
 */
export const consoleAccess: Readonly<Record<string, "operator" | "anybody">> = {
  "GET /console": "anybody",
  "POST /console/api/sign-in": "anybody",
  "POST /console/api/sign-out": "operator",
  "GET /console/api/me": "operator",
  "GET /console/api/stream": "operator",
  "GET /console/api/charts": "operator",
  "GET /console/api/reconciliation": "operator",
  "GET /console/api/search": "operator",
  "GET /console/api/today": "operator",
  "GET /console/api/payments/:id/refund-options": "operator",
  "GET /console/api/payouts/:id/approval": "operator",
};

export const accessOf: Readonly<Record<string, Access>> = {
  createSession: ["sessions"],
  listSessions: readPayments,
  readSession: readPayments,
  changeSession: ["sessions"],
  cancelSession: ["sessions"],
  linkSession: ["sessions"],
  listPayments: readPayments,
  readPayment: readPayments,
  refreshPayment: ["sessions", "operate"],
  resolvePayment: ["operate"],
  createPayout: ["payouts"],
  listPayouts: readPayouts,
  readPayout: readPayouts,
  refreshPayout: ["payouts", "operate"],
  resolvePayout: ["operate"],
  approvePayout: ["payouts:approve"],
  rejectPayout: ["payouts:approve"],
  createRefund: ["refunds"],
  listRefunds: readRefunds,
  readRefund: readRefunds,
  cancelRefund: ["refunds"],
  search: ["reports"],
  exportPayments: ["reports"],
  exportPayouts: ["reports"],
  exportRefunds: ["reports"],
  exportEvents: ["reports"],
  listAccounts: ["reports"],
  readBalance: ["reports"],
  readStatement: ["reports"],
  listEvents: readPayments,
  readEvent: readPayments,
  redeliverEvent: ["operate"],
  replayEvents: ["operate"],
  readReplay: ["operate"],
  testEvent: ["operate"],
  listPaymentExchanges: ["operate"],
  listPayoutExchanges: ["operate"],
  eraseCustomer: ["customers"],
  listAudit: ["audit"],
  readBrowserSession: "client_token",
  openSession: "client_token",
  startPayment: "client_token",
  readStatus: "client_token",
  streamStatus: "client_token",
  cancelPayment: "client_token",
  receiveCallback: "signature",
  receiveAccountCallback: "signature",
  payPage: "anybody",
  claimPage: "anybody",
  readClaim: "claim_token",
  submitClaim: "claim_token",
  returnCustomer: "address",
  returnCustomerByPost: "address",
  widgetFile: "anybody",
  widgetModule: "anybody",
  widgetModulePart: "anybody",
  themeFile: "anybody",
  image: "anybody",
  health: "anybody",
  ready: "anybody",
  metrics: "metrics_token",
  openApi: "anybody",
};
