/** What has to be there before the example of an operation can be sent, and the path at which it is then sent. */
import {
  eventReplay,
  eventView,
  listOf,
  payout as payoutSchema,
  refund as refundSchema,
} from "../../../bff/contract.ts";
import { exampleOf } from "../../../bff/http/examples/operations.ts";
import type { DemoConfig } from "../../../demo/config.ts";
import type { TestApp } from "../../support/app.ts";

export const chief = { id: "chief", secret: "sk_chief", scopes: ["payouts:approve"] };
export const front = { id: "front", secret: "sk_front", scopes: ["sessions"] };
export const clerk = { id: "clerk", secret: "sk_clerk", scopes: ["refunds"] };
export const far = { ...front, id: "far", secret: "sk_far", sources: ["192.0.2.0/24"] };

/** The examples are of a shop at `shop.example.com`. */
export const config = (base: DemoConfig) => ({
  ...base,
  payouts: { approveAbove: { MXN: "400" } },
  merchant: {
    ...base.merchant,
    allowedOrigins: [...base.merchant.allowedOrigins, "https://shop.example.com"],
    apiKeys: [...base.merchant.apiKeys, chief, front, clerk, far],
  },
});

export interface Scene {
  readonly path: string;
  /** A client token or an API key. Default: the key of all scopes. */
  readonly secret?: string;
  readonly body?: unknown;
}

let made = 0;

async function openSession(app: TestApp) {
  const { id, clientToken } = await app.api.createSession({
    description: "2 × coffee beans",
    customer: { id: "u-77", name: "Ana Díaz", email: "ana@example.com", phone: "+525512345678", taxId: null },
    items: [{ name: "Coffee beans", quantity: 2, amount: { value: "150.00", currency: "MXN" } }],
  });
  return { id, clientToken, path: `/v1/sessions/${id}`, secret: clientToken };
}

async function openPayment(app: TestApp) {
  const session = await openSession(app);
  const { id } = await app.browser(session.clientToken).start("store");
  return { session, id, path: `/v1/payments/${id}` };
}

export async function payPayment(app: TestApp) {
  const payment = await openPayment(app);
  app.sandbox.state.play(await app.orderOf(payment.id), { action: "pay" });
  await app.settle();
  return payment;
}

export const clabe = { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" };

export async function createRefund(app: TestApp, paymentId: string, changes: object = {}) {
  made += 1;
  const body = { reason: "requested", amount: { value: "50.00", currency: "MXN" }, ...changes };
  const key = { "idempotency-key": `refund-scene-${made}` };
  return (await app.api.post(`/v1/payments/${paymentId}/refunds`, body, key)).as(refundSchema);
}

export async function createPayout(app: TestApp, value = "300") {
  made += 1;
  const beneficiary = clabe;
  const body = {
    account: "paypro-mx",
    amount: { value, currency: "MXN" },
    reference: "refund-77",
    beneficiary,
  };
  const reply = await app.api.post("/v1/payouts", body, { "idempotency-key": `scene-${made}` });
  const { id } = reply.as(payoutSchema);
  return { id, path: `/v1/payouts/${id}` };
}

async function anEvent(app: TestApp): Promise<string> {
  const { session } = await payPayment(app);
  const list = await app.api.get(`/v1/events?session=${session.id}`);
  const event = list.as(listOf(eventView)).data.find(({ type }) => type === "session.succeeded");
  return `/v1/events/${event?.id}`;
}

async function inReview(app: TestApp, kind: "payments" | "payouts", id: string): Promise<string> {
  await app.database.kysely.updateTable(kind).set({ status: "review" }).where("id", "=", id).execute();
  return `/v1/${kind}/${id}/resolve`;
}

/** Who has the claim's token says where the money goes. */
const atClaim = async (app: TestApp) => {
  const { claimUrl } = await createRefund(app, (await payPayment(app)).id);
  return { path: "/checkout/claim", secret: new URL(claimUrl ?? "").hash.slice(1) };
};
const atCheckout = (rest: string) => async (app: TestApp) => {
  const { secret } = await openSession(app);
  return { path: `/checkout/${rest}`, secret };
};
const at = (path: string) => async () => ({ path });

export const scenes: Readonly<Record<string, (app: TestApp) => Promise<Scene>>> = {
  readClaim: atClaim,
  submitClaim: atClaim,
  createSession: at("/v1/sessions"),
  listSessions: async (app) => {
    await payPayment(app);
    return { path: "/v1/sessions?limit=1" };
  },
  readSession: async (app) => ({ path: (await payPayment(app)).session.path }),
  cancelSession: async (app) => ({ path: `${(await openSession(app)).path}/cancel` }),
  changeSession: async (app) => ({ path: (await openSession(app)).path }),
  linkSession: async (app) => ({ path: `${(await openSession(app)).path}/link` }),
  listPayments: async (app) => {
    await payPayment(app);
    return { path: "/v1/payments?limit=1" };
  },
  exportPayments: at("/v1/exports/payments.csv?from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z"),
  exportPayouts: at("/v1/exports/payouts.csv?from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z"),
  exportRefunds: at("/v1/exports/refunds.csv?from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z"),
  exportEvents: at("/v1/exports/events.csv?from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z"),
  search: async (app) => {
    const { session } = await payPayment(app);
    return { path: `/v1/search?q=${session.id}` };
  },
  readPayment: async (app) => ({ path: (await openPayment(app)).path }),
  refreshPayment: async (app) => ({ path: `${(await openPayment(app)).path}/refresh` }),
  resolvePayment: async (app) => ({ path: await inReview(app, "payments", (await openPayment(app)).id) }),
  createPayout: at("/v1/payouts"),
  listPayouts: async (app) => {
    await createPayout(app);
    return { path: "/v1/payouts?limit=1" };
  },
  readPayout: async (app) => ({ path: (await createPayout(app)).path }),
  refreshPayout: async (app) => ({ path: `${(await createPayout(app)).path}/refresh` }),
  resolvePayout: async (app) => ({ path: await inReview(app, "payouts", (await createPayout(app)).id) }),
  approvePayout: async (app) => ({
    path: `${(await createPayout(app, "500")).path}/approve`,
    secret: chief.secret,
  }),
  rejectPayout: async (app) => ({
    path: `${(await createPayout(app, "500")).path}/reject`,
    secret: chief.secret,
  }),
  createRefund: async (app) => ({ path: `/v1/payments/${(await payPayment(app)).id}/refunds` }),
  listRefunds: async (app) => {
    await createRefund(app, (await payPayment(app)).id);
    return { path: "/v1/refunds?limit=1" };
  },
  readRefund: async (app) => ({
    path: `/v1/refunds/${(await createRefund(app, (await payPayment(app)).id)).id}`,
  }),
  cancelRefund: async (app) => ({
    path: `/v1/refunds/${(await createRefund(app, (await payPayment(app)).id)).id}/cancel`,
  }),
  listAccounts: at("/v1/accounts"),
  readBalance: at("/v1/accounts/paypro-mx/balance"),
  readStatement: at("/v1/accounts/chainup-coins/statement?day=2026-11-19"),
  listEvents: async (app) => {
    await anEvent(app);
    return { path: "/v1/events?limit=1&type=session.succeeded" };
  },
  readEvent: async (app) => ({ path: await anEvent(app) }),
  redeliverEvent: async (app) => ({ path: `${await anEvent(app)}/redeliver` }),
  replayEvents: at("/v1/events/replay"),
  readReplay: async (app) => {
    const request = {
      from: "2026-11-19T00:00:00Z",
      to: "2026-11-20T00:00:00Z",
      types: ["session.succeeded"],
    };
    const { id } = (await app.api.post("/v1/events/replay", request)).as(eventReplay);
    return { path: `/v1/event-replays/${id}` };
  },
  testEvent: async (app) => {
    app.webhooks.answerWith(404);
    return { path: "/v1/events/test" };
  },
  eraseCustomer: at("/v1/customers/erase"),
  listPaymentExchanges: async (app) => ({
    path: `/v1/payments/${(await openPayment(app)).id}/exchanges`,
  }),
  listPayoutExchanges: async (app) => ({ path: `${(await createPayout(app)).path}/exchanges` }),
  listAudit: at("/v1/audit?limit=1"),
  readBrowserSession: atCheckout("session"),
  openSession: async (app) => {
    const { clientToken } = await openSession(app);
    return { path: "/checkout/open", body: clientToken };
  },
  startPayment: atCheckout("payments"),
  readStatus: async (app) => ({ path: "/checkout/status", secret: (await openPayment(app)).session.secret }),
  cancelPayment: async (app) => {
    const { id, session } = await openPayment(app);
    return { path: `/checkout/payments/${id}/cancel`, secret: session.secret };
  },
  health: at("/healthz"),
  ready: at("/readyz"),
};

/** The body of the example, or the scene's own. */
export function bodyOf(id: string, scene: Scene): unknown {
  return scene.body ?? exampleOf({ id }).request;
}
