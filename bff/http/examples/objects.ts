/** The objects that the examples of the API are made of: one order of one customer, and one payout. */
import type {
  AccountView,
  AuditEntry,
  BrowserPayment,
  BrowserSession,
  BrowserStatus,
  Discrepancy,
  Payment,
  Payout,
  Session,
  StatementView,
  TimelineEntry,
} from "../../contract.ts";

const at = "2026-11-19T12:00:00.000Z";
const later = "2026-11-19T12:00:01.000Z";
const paidAt = "2026-11-19T14:03:11.000Z";
const tomorrow = "2026-11-20T12:00:00.000Z";

export const sessionId = "cs_1VfX0bYw7LrTn2C3Zk8sQm";
const paymentId = "pay_7LrTn2C3Zk8sQm1VfX0bYw";
const payoutId = "po_5Vx0cQ2mZk8sYw7LrTn1Bf";
export const clientToken = "ct_Qm1VfX0bYw7LrTn2C3Zk8s";

export const amount = { value: "150.00", currency: "MXN" };
const nothing = { value: "0.00", currency: "MXN" };
export const returnUrl = "https://shop.example.com/thanks?order=1001";
const nothingSaid = { utr: null, fee: null, code: null, message: null };

const nextAction = {
  type: "display_code",
  codeType: "store",
  code: "6841800930023213210",
  barcode: "code128",
  details: [],
  expiresAt: "2026-11-21T12:00:00.000Z",
} as const;

function step(entry: Pick<TimelineEntry, "at" | "to" | "cause"> & Partial<TimelineEntry>): TimelineEntry {
  return { from: null, actor: null, detail: null, ...entry };
}

/** An operator's words. */
const noted = (note: string) => ({ detail: note, note });

const settled = { at: paidAt, from: "review", cause: "operator", actor: "key:desk" } as const;

/** As lists, sessions and events have it. */
export const payment: Payment = {
  id: paymentId,
  object: "payment",
  session: sessionId,
  reference: "order-1001",
  account: "paypro-mx",
  method: "store",
  channel: "store",
  orderNo: "20261119120000k3m9x0q2w8z7a1b4",
  providerOrderId: "68o0uwogz7mnzutt",
  status: "pending",
  exceptions: [],
  amount,
  amountReceived: nothing,
  amountRefunded: nothing,
  nextAction,
  failure: null,
  providerDetails: nothingSaid,
  refunds: [],
  createdAt: at,
  expiresAt: "2026-11-21T12:00:00.000Z",
};
export const paidPayment: Payment = {
  ...payment,
  status: "succeeded",
  amountReceived: amount,
  nextAction: null,
};
const begun = [
  step({ at, to: "creating", cause: "create" }),
  step({ at: later, from: "creating", to: "pending", cause: "create" }),
];
export const paymentWithTimeline: Payment = { ...payment, shownAction: nextAction, timeline: begun };
export const resolvedPayment: Payment = {
  ...paidPayment,
  shownAction: nextAction,
  timeline: [
    ...begun,
    step({ at: paidAt, from: "pending", to: "review", cause: "callback" }),
    step({ ...settled, to: "succeeded", ...noted("The bank's statement has it.") }),
  ],
};

export const customer = {
  id: "u-77",
  name: "Ana Díaz",
  email: "ana@example.com",
  phone: "+525512345678",
  taxId: null,
};
/** As a key without `sessions` and `customers`, and every webhook, has it. */
export const maskedCustomer = { ...customer, name: "A…", email: "a…@example.com", phone: "…5678" };

export const session: Session = {
  id: sessionId,
  object: "session",
  status: "requires_payment_method",
  exceptions: [],
  amount,
  amountReceived: nothing,
  reference: "order-1001",
  description: "2 × coffee beans",
  country: "MX",
  locale: "es-MX",
  customer,
  metadata: { cart: "c-9" },
  items: [{ name: "Coffee beans", quantity: 2, amount }],
  methods: ["bank_transfer", "store"],
  returnUrl,
  payments: [],
  createdAt: at,
  expiresAt: tomorrow,
};
export const paidSession: Session = {
  ...session,
  status: "succeeded",
  amountReceived: amount,
  payments: [paidPayment],
};

/** As lists and events have it. */
export const payout: Payout = {
  id: payoutId,
  object: "payout",
  status: "pending",
  exceptions: [],
  account: "cxpay-in",
  amount: { value: "500.00", currency: "INR" },
  reference: "refund-77",
  channel: "32911",
  orderNo: "2026111912000087a1b4k3m9x0q2wz",
  providerOrderId: "CX9001",
  failure: null,
  providerDetails: nothingSaid,
  createdAt: at,
};
const sent = [
  step({ at, to: "creating", cause: "create", actor: "key:shop" }),
  step({ at: later, from: "creating", to: "pending", cause: "create", actor: "key:shop" }),
];
export const payoutWithTimeline: Payout = { ...payout, timeline: sent };
const proposed = step({ at, to: "awaiting_approval", cause: "create", actor: "key:shop" });
const checked = {
  at: paidAt,
  from: "awaiting_approval",
  cause: "operator",
  actor: "key:chief",
  ...noted("Checked against the order."),
} as const;
export const approvedPayout: Payout = {
  ...payout,
  timeline: [
    proposed,
    step({ ...checked, to: "creating" }),
    step({ at: paidAt, from: "creating", to: "pending", cause: "create" }),
  ],
};
export const rejectedPayout: Payout = {
  ...payout,
  status: "rejected",
  providerOrderId: null,
  timeline: [proposed, step({ ...checked, to: "rejected" })],
};
export const resolvedPayout: Payout = {
  ...payout,
  status: "failed",
  failure: { code: "resolved_as_failed", retryable: false },
  timeline: [
    ...sent,
    step({ at: paidAt, from: "pending", to: "review", cause: "query" }),
    step({ ...settled, to: "failed", ...noted("The bank has sent it back.") }),
  ],
};

export const account: AccountView = {
  id: "paypro-mx",
  object: "account",
  provider: "paypro",
  methods: [
    {
      method: "store",
      channel: "store",
      currency: "MXN",
      countries: ["MX"],
      min: "10.00",
      max: "10000.00",
    },
  ],
  capabilities: ["create", "query", "callback", "payout", "balance"],
  circuits: {
    create: "closed",
    query: "closed",
    balance: "closed",
    createPayout: "closed",
    queryPayout: "closed",
  },
  circuit: "closed",
  drift: [],
  lastSuccessAt: at,
};

export const discrepancy: Discrepancy = {
  kind: "status_differs",
  orderNo: "20261119120000k3m9x0q2w8z7a1b4",
  paymentId,
  detail: "The provider lists it as paid; here it is pending.",
};
export const statement: StatementView = {
  account: "chainup-coins",
  day: "2026-11-19",
  total: 1,
  entries: [
    {
      orderNo: "20261119120000k3m9x0q2w8z7a1b4",
      providerOrderId: "90017",
      type: "payment",
      amount: { value: "10.000000", currency: "USDT" },
      paidAt,
      paymentId,
    },
  ],
  discrepancies: [discrepancy],
};

export const auditEntry: AuditEntry = {
  id: "aud_3Zk8sQm1VfX0bYw7LrTn2C",
  object: "audit_entry",
  at,
  actor: "key:desk",
  action: "payout.approve",
  subject: payoutId,
  address: "203.0.113.7",
  requestId: "req_8sQm1VfX0bYw7LrTn2C3Zk",
  before: { status: "awaiting_approval" },
  after: { status: "creating" },
};

export const browserPayment: BrowserPayment = {
  id: paymentId,
  method: "store",
  status: "pending",
  exceptions: [],
  amount,
  amountReceived: nothing,
  nextAction,
  failure: null,
  createdAt: at,
  expiresAt: "2026-11-21T12:00:00.000Z",
};
export const browserSession: BrowserSession = {
  id: sessionId,
  status: "requires_payment_method",
  exceptions: [],
  merchantName: "Cantina del Sol",
  merchant: { name: "Cantina del Sol", logo: null, support: null, terms: null },
  sandbox: true,
  items: [{ name: "Coffee beans", quantity: 2, amount }],
  amount,
  amountReceived: nothing,
  description: "2 × coffee beans",
  reference: "order-1001",
  country: "MX",
  locale: "es-MX",
  returnUrl,
  expiresAt: tomorrow,
  serverTime: at,
  terms: "9f86d081884c",
  methods: [
    { id: "bank_transfer", action: "display_code", label: null, payerFields: [] },
    { id: "store", action: "display_code", label: null, payerFields: [] },
  ],
  payment: null,
};
export const browserStatus: BrowserStatus = {
  status: "requires_action",
  exceptions: [],
  amountReceived: nothing,
  payment: browserPayment,
  expiresAt: tomorrow,
  serverTime: later,
  terms: "9f86d081884c",
  pollAfter: 3,
};
