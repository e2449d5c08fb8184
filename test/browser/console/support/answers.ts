/** What the pretended BFF of the console's tests answers: a shop in Mexico with a night behind it. */
export const at = (minutesAgo: number) =>
  new Date(Date.UTC(2026, 10, 27, 14, 31) - minutesAgo * 60_000).toISOString();
export const mxn = (value: string) => ({ value, currency: "MXN" });

export const operator = {
  operator: "ana",
  scopes: ["sessions", "operate", "payouts", "payouts:approve", "refunds", "reports", "customers", "audit"],
  csrfToken: "csrf-0123456789",
  expiresAt: at(-700),
  idleExpiresAt: at(-30),
  merchant: "Cantina del Sol",
  environment: "sandbox",
};

const noDetails = { utr: null, fee: null, code: null, message: null };

/** Paid by half in a store: it waits for a person. */
export const inReview = {
  id: "pay_7LrTn2C3Zk8sQm1VfX0bYw",
  object: "payment",
  session: "cs_1VfX0bYw7LrTn2C3Zk8sQm",
  account: "paypro-mx",
  method: "store",
  channel: "store",
  orderNo: "20261119120000k3m9x0q2w8z7a1b4",
  providerOrderId: "68o0uwogz7mnzutt",
  status: "review",
  exceptions: ["underpaid"],
  amount: mxn("150.00"),
  amountReceived: mxn("50.00"),
  amountRefunded: mxn("0.00"),
  nextAction: null,
  failure: null,
  providerDetails: { utr: "432198765012", fee: mxn("3.50"), code: "0000", message: "partial" },
  createdAt: at(29),
  expiresAt: at(-1440),
  timeline: [
    { at: at(29), from: null, to: "creating", cause: "create", actor: null, detail: null },
    { at: at(28), from: "creating", to: "pending", cause: "create", actor: null, detail: null },
    {
      at: at(3),
      from: "pending",
      to: "pending",
      cause: "callback",
      actor: null,
      detail: "refused: the signature does not match",
    },
    {
      at: at(0),
      from: "pending",
      to: "review",
      cause: "query",
      actor: null,
      detail: "the provider reports 50.00 MXN, the order is of 150.00 MXN",
    },
  ],
};

export const paid = {
  ...inReview,
  id: "pay_2C3Zk8sQm1VfX0bYw7LrTn",
  status: "succeeded",
  method: "bank_transfer",
  channel: "spei",
  exceptions: ["overpaid"],
  amountReceived: mxn("170.00"),
  createdAt: at(90),
};

export const waiting = {
  ...inReview,
  id: "pay_Qm1VfX0bYw7LrTn2C3Zk8s",
  status: "pending",
  exceptions: [],
  amountReceived: mxn("0.00"),
  nextAction: {
    type: "display_code",
    codeType: "store",
    code: "6841800930023213210",
    barcode: "code128",
    details: [],
    expiresAt: at(-1440),
  },
  timeline: inReview.timeline.slice(0, 2),
  createdAt: at(12),
};

export const session = {
  id: inReview.session,
  object: "session",
  status: "processing",
  exceptions: ["underpaid"],
  amount: mxn("150.00"),
  amountReceived: mxn("50.00"),
  reference: "order-1001",
  description: "2 × coffee beans",
  country: "MX",
  locale: "es-MX",
  customer: {
    id: "u-77",
    name: "Ana Díaz",
    email: "a…@example.com",
    phone: "…5678",
    taxId: null,
    providerAccounts: {},
  },
  metadata: { cart: "c-9" },
  items: [{ name: "Coffee beans, 1 kg", quantity: 2, amount: mxn("75.00") }],
  methods: ["bank_transfer", "store"],
  returnUrl: "https://shop.example.com/thanks?order=1001",
  payments: [inReview],
  createdAt: at(30),
  expiresAt: at(-1440),
};

export const payout = {
  id: "po_5Vx0cQ2mZk8sYw7LrTn1Bf",
  object: "payout",
  status: "awaiting_approval",
  exceptions: [],
  account: "cxpay-in",
  amount: { value: "5000.00", currency: "INR" },
  reference: "refund-77",
  channel: "32911",
  orderNo: "20261119120000k3m9x0q2w8z7a1b5",
  providerOrderId: null,
  failure: null,
  providerDetails: noDetails,
  createdAt: at(50),
  timeline: [
    { at: at(50), from: null, to: "awaiting_approval", cause: "create", actor: "key:backend", detail: null },
  ],
};

export const refund = {
  id: "re_8sQm1VfX0bYw7LrTn2C3Zk",
  object: "refund",
  session: session.id,
  payment: paid.id,
  status: "awaiting_claim",
  amount: mxn("20.00"),
  reason: "overpaid",
  note: null,
  method: "claim",
  account: "paypro-mx",
  channel: null,
  payout: null,
  claimUrl: "https://pay.example.com/claim#rc_2C3Zk8sQm1VfX0bYw7LrTn",
  failure: null,
  createdAt: at(20),
  // By the browser's own clock, it can still be claimed.
  expiresAt: "2099-12-31T00:00:00.000Z",
  timeline: [
    { at: at(20), from: null, to: "awaiting_claim", cause: "create", actor: "operator:ana", detail: null },
  ],
};

export const event = {
  id: "evt_bYw7LrTn2C3Zk8sQm1VfX0",
  object: "event",
  type: "payment.review_required",
  timestamp: at(0),
  data: { sequence: 3, session, payment: inReview },
  deliveries: [
    {
      endpoint: "https://shop.example.com/webhooks",
      state: "dead",
      nextAttemptAt: null,
      attempts: [
        {
          at: at(0),
          endpoint: "https://shop.example.com/webhooks",
          status: 500,
          error: null,
          durationMs: 212,
        },
        {
          at: at(-5),
          endpoint: "https://shop.example.com/webhooks",
          status: null,
          error: "timeout",
          durationMs: 15_000,
        },
      ],
    },
  ],
};

export const exchanges = [
  {
    at: at(29),
    direction: "out",
    operation: "create",
    method: "POST",
    url: "https://api.paypro.example/v1/paypro/createPayIn",
    status: 200,
    ms: 184,
    outcome: "answered",
    request: '{"tradeNo":"20261119120000k3m9x0q2w8z7a1b4","amount":"150.00","sign":"[secret]"}',
    response: '{"code":"0000","msg":"success","data":{"code":"6841800930023213210"}}',
  },
  {
    at: at(3),
    direction: "in",
    operation: "callback",
    method: "POST",
    url: "https://pay.example.com/callbacks/paypro-mx/[secret]",
    status: 401,
    ms: 4,
    outcome: "refused_signature",
    request: '{"tradeNo":"20261119120000k3m9x0q2w8z7a1b4","status":"paid","sign":"[secret]"}',
    response: null,
  },
];

export const account = {
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
    { method: "bank_transfer", channel: "spei", currency: "MXN", countries: ["MX"], min: null, max: null },
  ],
  capabilities: ["create", "query", "callback", "payout", "balance", "statement"],
  circuits: { createPayment: "closed", queryPayment: "open" },
  circuit: "open",
  drift: [
    { kind: "field", name: "data.channelName", firstSeenAt: at(4_000), lastSeenAt: at(60) },
    { kind: "code", name: "0007", firstSeenAt: at(30), lastSeenAt: at(30) },
  ],
  lastSuccessAt: at(4),
};

export const auditEntry = {
  id: "aud_3Zk8sQm1VfX0bYw7LrTn2C",
  object: "audit_entry",
  at: at(10),
  actor: "operator:ana",
  action: "payment.resolve",
  subject: paid.id,
  address: "203.0.113.7",
  requestId: "req_8sQm1VfX0bYw7LrTn2C3Zk",
  before: { status: "review" },
  after: { status: "succeeded", amount: mxn("150.00") },
};

/** Everything that has arrived can be refunded; the account pays out by CLABE and card. */
export function refundOptions({ status, amountReceived }: { status: string; amountReceived: object }) {
  const waits = status === "pending" ? "nothing_received" : null;
  const methods = [
    { accountType: "clabe", number: "clabe", fields: [] },
    { accountType: "card", number: "mexican_card", fields: [{ name: "bankName", required: false }] },
  ];
  return {
    objection: status === "review" ? "payment_in_review" : waits,
    left: amountReceived,
    held: mxn("0.00"),
    unconfirmed: mxn("0.00"),
    own: null,
    accounts: [{ id: "paypro-mx", needsChannel: false, decimals: 2, methods }],
  };
}

/** Another person has made the refund that the payout carries. */
export const payoutApproval = {
  requestedBy: "operator:eva",
  mayDecide: true,
  refund: refund.id,
  payment: paid.id,
  names: {
    payer: { kind: "known", name: "Ana Díaz" },
    beneficiary: { kind: "known", name: "Eva Gómez" },
    isSame: false,
  },
};
