/** The example of each operation. */
import type { Operation } from "../specs/operation.ts";
import { event, replay, testedEndpoints } from "./events.ts";
import { type OperationExample, unknownField, wrongField } from "./example.ts";
import { exchange } from "./exchange.ts";
import {
  account,
  amount,
  approvedPayout,
  auditEntry,
  browserPayment,
  browserSession,
  browserStatus,
  clientToken,
  customer,
  paidPayment,
  paidSession,
  paymentWithTimeline,
  payout,
  payoutWithTimeline,
  rejectedPayout,
  resolvedPayment,
  resolvedPayout,
  returnUrl,
  session,
  sessionId,
  statement,
} from "./objects.ts";
import { canceledRefund, createdRefund, notedRefund, refund } from "./refunds.ts";
import { eventsTable, paymentsTable, payoutsTable, refundsTable } from "./tables.ts";

const wrongLimit = wrongField("limit", "must be at most 100");

const claim = {
  id: "re_9Zk8sQm1VfX0bYw7LrTn2C",
  object: "claim",
  status: "awaiting_claim",
  merchant: { name: "Cantina del Sol", logo: null, support: null, terms: null },
  amount,
  reference: "order-1001",
  country: "MX",
  locale: "es-MX",
  expiresAt: "2026-12-27T12:00:00.000Z",
  closed: null,
  methods: [{ accountType: "clabe", number: "clabe", fields: [] }],
  payerNameKnown: true,
  sandbox: true,
};

function page(...data: readonly unknown[]): unknown {
  return { data, nextCursor: null };
}

const merchant: Readonly<Record<string, OperationExample>> = {
  createSession: {
    request: {
      amount,
      reference: "order-1001",
      description: "2 × coffee beans",
      country: "MX",
      locale: "es-MX",
      customer,
      methods: ["bank_transfer", "store"],
      items: [{ name: "Coffee beans", quantity: 2, amount }],
      returnUrl,
      expiresIn: 86_400,
      metadata: { cart: "c-9" },
    },
    answers: {
      201: { ...session, clientToken, url: `https://pay.example.com/pay#${clientToken}` },
    },
  },
  listSessions: { answers: { 200: page(paidSession) }, wrong: wrongLimit },
  readSession: { answers: { 200: paidSession }, wrong: unknownField },
  cancelSession: {
    request: {},
    answers: { 200: { ...session, status: "canceled", methods: [] } },
    wrong: unknownField,
  },
  changeSession: {
    request: { amount, description: "3 × coffee beans", expiresIn: 3_600 },
    answers: { 200: { ...session, description: "3 × coffee beans" } },
    wrong: wrongField("surprise", "is not a known field"),
  },
  linkSession: {
    request: {},
    answers: { 200: { url: `https://pay.example.com/pay#${clientToken}`, clientToken } },
    wrong: unknownField,
  },
  listPayments: { answers: { 200: page(paidPayment) }, wrong: wrongLimit },
  readPayment: { answers: { 200: paymentWithTimeline }, wrong: unknownField },
  refreshPayment: { request: {}, answers: { 200: paymentWithTimeline }, wrong: unknownField },
  resolvePayment: {
    request: { outcome: "succeeded", note: "The bank's statement has it." },
    answers: { 200: resolvedPayment },
    wrong: wrongField("note", "is required"),
  },
  createPayout: {
    request: {
      account: "cxpay-in",
      amount: { value: "500.00", currency: "INR" },
      reference: "refund-77",
      channel: "32911",
      beneficiary: {
        name: "Ravi Kumar",
        accountNumber: "50100012345678",
        accountType: "bank",
        bankCode: "HDFC0001234",
        phone: "+919876543210",
      },
    },
    answers: { 201: payout },
    wrong: wrongField("reference", "is required"),
  },
  listPayouts: { answers: { 200: page(payout) }, wrong: wrongLimit },
  readPayout: { answers: { 200: payoutWithTimeline }, wrong: unknownField },
  refreshPayout: { request: {}, answers: { 200: payoutWithTimeline }, wrong: unknownField },
  resolvePayout: {
    request: { outcome: "failed", note: "The bank has sent it back." },
    answers: { 200: resolvedPayout },
    wrong: wrongField("note", "is required"),
  },
  approvePayout: {
    request: { note: "Checked against the order." },
    answers: { 200: approvedPayout },
    wrong: unknownField,
  },
  rejectPayout: {
    request: { note: "Checked against the order." },
    answers: { 200: rejectedPayout },
    wrong: unknownField,
  },
  createRefund: {
    request: {
      amount: { value: "50.00", currency: "MXN" },
      reason: "requested",
      note: "One bag was broken.",
    },
    answers: { 201: notedRefund },
    wrong: wrongField("reason", "is required"),
  },
  listRefunds: { answers: { 200: page(refund) }, wrong: wrongLimit },
  readRefund: { answers: { 200: createdRefund }, wrong: unknownField },
  cancelRefund: { request: {}, answers: { 200: canceledRefund }, wrong: unknownField },
  search: {
    answers: { 200: { data: [{ object: "payment", id: paidPayment.id, why: "code" }] } },
    wrong: wrongField("q", "is required"),
  },
  exportPayments: { answers: { 200: paymentsTable }, wrong: wrongField("from", "is required") },
  exportPayouts: { answers: { 200: payoutsTable }, wrong: wrongField("from", "is required") },
  exportRefunds: { answers: { 200: refundsTable }, wrong: wrongField("from", "is required") },
  exportEvents: { answers: { 200: eventsTable }, wrong: wrongField("from", "is required") },
  listAccounts: { answers: { 200: { data: [account] } }, wrong: unknownField },
  readBalance: {
    answers: {
      200: {
        available: { value: "81200.00", currency: "MXN" },
        total: null,
        frozen: { value: "0.00", currency: "MXN" },
        asOf: "2026-11-19T12:00:00.000Z",
      },
    },
    wrong: unknownField,
  },
  readStatement: {
    answers: { 200: statement },
    wrong: wrongField("day", "must be a day such as 2026-11-19"),
  },
  listEvents: { answers: { 200: page(event) }, wrong: wrongLimit },
  readEvent: { answers: { 200: event }, wrong: unknownField },
  replayEvents: {
    request: {
      from: "2026-11-19T00:00:00Z",
      to: "2026-11-20T00:00:00Z",
      types: ["session.succeeded"],
      undeliveredOnly: true,
    },
    answers: { 201: replay },
    wrong: wrongField("from", "is required"),
  },
  readReplay: { answers: { 200: { ...replay, status: "finished", scheduled: 12 } }, wrong: unknownField },
  testEvent: {
    request: { type: "payment.succeeded" },
    answers: { 200: testedEndpoints },
    wrong: wrongField("endpoint", "is none of the configured endpoints"),
  },
  redeliverEvent: { request: {}, answers: { 200: event }, wrong: unknownField },
  eraseCustomer: {
    request: { customer: { email: "ana@example.com" } },
    answers: {
      200: {
        object: "erasure",
        sessions: 2,
        payments: 3,
        payouts: 0,
        events: 8,
        kept: [{ session: sessionId, why: "open" }],
      },
    },
    wrong: wrongField("customer", "is required"),
  },
  listPaymentExchanges: { answers: { 200: { data: [exchange] } }, wrong: unknownField },
  listPayoutExchanges: { answers: { 200: { data: [exchange] } }, wrong: unknownField },
  listAudit: { answers: { 200: page(auditEntry) }, wrong: wrongLimit },
};

const browser: Readonly<Record<string, OperationExample>> = {
  readClaim: { answers: { 200: claim }, wrong: unknownField },
  submitClaim: {
    request: {
      beneficiary: { name: "Ana Diaz", accountType: "clabe", accountNumber: "032180000118359719" },
    },
    answers: { 200: { ...claim, status: "pending", methods: [] } },
    wrong: wrongField("beneficiary.accountNumber", "must be the 18 digits of a CLABE"),
  },
  readBrowserSession: { answers: { 200: browserSession }, wrong: unknownField },
  openSession: { request: clientToken, answers: { 200: browserSession }, wrong: unknownField },
  startPayment: {
    request: { method: "store", payer: { email: "ana@example.com" } },
    answers: { 201: browserPayment, 200: browserPayment },
    wrong: wrongField("method", "is required"),
  },
  readStatus: { answers: { 200: browserStatus }, wrong: unknownField },
  streamStatus: {
    answers: { 200: `event: status\ndata: ${JSON.stringify(browserStatus)}\n\n` },
    wrong: unknownField,
  },
  cancelPayment: {
    request: {},
    answers: { 200: { ...browserPayment, status: "canceled", nextAction: null } },
    wrong: unknownField,
  },
};

const callback = {
  request: '{"orderNo":"20261119120000k3m9x0q2w8z7a1b4","status":"SUCCESS","sign":"0f3c"}',
  answers: { 200: "success" },
};
const script = "export {};\n";

const open: Readonly<Record<string, OperationExample>> = {
  receiveCallback: callback,
  receiveAccountCallback: callback,
  payPage: { answers: { 200: "<!doctype html>\n<html>…</html>\n" } },
  claimPage: { answers: { 200: "<!doctype html>\n<html>…</html>\n" } },
  returnCustomer: {},
  returnCustomerByPost: {},
  widgetFile: { answers: { 200: script } },
  widgetModule: { answers: { 200: script } },
  widgetModulePart: { answers: { 200: script } },
  themeFile: { answers: { 200: "pay-checkout { color-scheme: dark; }\n" } },
  image: { answers: { 200: "<svg xmlns='http://www.w3.org/2000/svg'/>" } },
  health: { answers: { 200: { status: "ok" } } },
  ready: { answers: { 200: { status: "ready" } } },
  metrics: { answers: { 200: "pay_checkout_up 1\n" } },
  openApi: { answers: { 200: { openapi: "3.1.0" } } },
};

const all = new Map(Object.entries({ ...merchant, ...browser, ...open }));

/** Throws when there is none: an operation without an example is a mistake. */
export function exampleOf({ id }: Pick<Operation, "id">): OperationExample {
  const found = all.get(id);
  if (found === undefined) throw new Error(`the operation ${id} has no example`);
  return found;
}
