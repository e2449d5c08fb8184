/** What makes each type of event, as it happens with the sandbox's providers. */
import { type CreateSessionRequest, type EventType, payout as payoutSchema } from "../../../bff/contract.ts";
import type { Play } from "../../../demo/sandbox/state/play.ts";
import type { TestApp } from "../../support/app.ts";
import { clabe, createPayout, createRefund, payPayment } from "./scenes.ts";

const day = 24 * 60 * 60_000;

async function startPayment(app: TestApp, method: string, changes: Partial<CreateSessionRequest> = {}) {
  const session = await app.api.createSession(changes);
  const { id } = await app.browser(session.clientToken).start(method);
  return { session, order: await app.orderOf(id) };
}

/** At a provider that sends money back. */
const rupees = { amount: { value: "500.00", currency: "INR" } };

async function pay(app: TestApp, ...plays: readonly Play[]): Promise<void> {
  const { order } = await startPayment(app, "bank_transfer");
  for (const play of plays) {
    app.sandbox.state.play(order, play);
    await app.settle();
  }
}

let made = 0;

/** A payout in rupees, and the provider's order for it. */
async function startPayout(app: TestApp) {
  made += 1;
  const beneficiary = {
    name: "Ravi Kumar",
    accountNumber: "50100012345678",
    accountType: "bank",
    bankName: "HDFC Bank",
    bankCode: "HDFC0001234",
    phone: "9876543210",
    email: "ravi@example.com",
  };
  const body = { account: "cxpay-in", ...rupees, reference: "refund-78", channel: "32911", beneficiary };
  const reply = await app.api.post("/v1/payouts", body, { "idempotency-key": `event-${made}` });
  const { id } = reply.as(payoutSchema);
  await app.settle();
  const { orderNo } = (await app.api.get(`/v1/payouts/${id}`)).as(payoutSchema);
  const order = app.sandbox.state.order({ provider: "cxpay", orderNo, kind: "payout" });
  if (order === undefined) throw new Error(`the provider has no payout ${orderNo}: ${reply.text}`);
  return order;
}

async function endPayout(app: TestApp, ...plays: readonly Play[]): Promise<void> {
  const order = await startPayout(app);
  for (const play of plays) {
    app.sandbox.state.play(order, play);
    await app.settle();
  }
}

async function passDays(app: TestApp, days: number): Promise<void> {
  app.clock.advance(days * day);
  await app.runJobsUntilIdle();
}

/** The customer pays a code that was given up, and the one that came after it. */
async function payTwice(app: TestApp): Promise<void> {
  const { session, order } = await startPayment(app, "bank_transfer");
  const { payment } = await app.browser(session.clientToken).session();
  await app.browser(session.clientToken).cancel(payment?.id ?? "");
  const { id } = await app.browser(session.clientToken).start("store");
  app.sandbox.state.play(await app.orderOf(id), { action: "pay" });
  await app.settle();
  app.sandbox.state.play(order, { action: "pay" });
  await app.settle();
}

async function reversePayment(app: TestApp): Promise<void> {
  const { order } = await startPayment(app, "upi", rupees);
  app.sandbox.state.play(order, { action: "pay" });
  await app.settle();
  app.sandbox.state.play(order, { action: "reverse" });
  await app.settle();
}

async function cancelSession(app: TestApp): Promise<void> {
  const { session } = await startPayment(app, "store");
  await app.api.post(`/v1/sessions/${session.id}/cancel`);
}

async function refusePayment(app: TestApp): Promise<void> {
  app.sandbox.state.arm({ kind: "refuse", operation: "createPayment", provider: "paypro", message: "no" });
  const session = await app.api.createSession();
  await app.browser(session.clientToken).start("store");
}

/** The provider says that it has paid out another amount than it was told to. */
async function payOutLess(app: TestApp): Promise<void> {
  const order = await startPayout(app);
  app.sandbox.state.arm({ kind: "lie_amount", operation: "queryPayout", provider: "cxpay", amount: "1.00" });
  app.sandbox.state.arm({ kind: "lie_amount", operation: "callback", provider: "cxpay", amount: "1.00" });
  app.sandbox.state.play(order, { action: "pay" });
  await app.settle();
}

/** A paid payment, of which the provider names another amount when the day is reconciled. */
async function disagree(app: TestApp): Promise<void> {
  await payPayment(app);
  const amount = "1.00";
  app.sandbox.state.arm({
    kind: "lie_amount",
    operation: "queryPayment",
    provider: "paypro",
    amount,
    times: 50,
  });
  await passDays(app, 2);
}

async function payPayout(app: TestApp, action: "pay" | "fail"): Promise<void> {
  const { id } = await createPayout(app);
  const { orderNo } = (await app.api.get(`/v1/payouts/${id}`)).as(payoutSchema);
  app.sandbox.state.play({ provider: "paypro", orderNo, kind: "payout" }, { action });
  await app.settle();
}

/** Of a payment of 150.00, without a beneficiary: the customer has to claim it. */
async function refund(app: TestApp) {
  const { id } = await payPayment(app);
  return await createRefund(app, id);
}

/** Of a payment, to a beneficiary. */
async function payRefund(app: TestApp, action: "pay" | "fail"): Promise<void> {
  const { id } = await payPayment(app);
  const { payout } = await createRefund(app, id, { beneficiary: clabe });
  const { orderNo } = (await app.api.get(`/v1/payouts/${payout}`)).as(payoutSchema);
  app.sandbox.state.play({ provider: "paypro", orderNo, kind: "payout" }, { action });
  await app.settle();
}

/** Those that turn the clock come last in the list, because everything that is open then ends. */
export const causes: Readonly<Record<EventType, (app: TestApp) => Promise<unknown>>> = {
  "session.succeeded": payPayment,
  "session.canceled": cancelSession,
  "payment.pending": (app) => startPayment(app, "store"),
  "payment.succeeded": payPayment,
  "payment.failed": refusePayment,
  "payment.canceled": cancelSession,
  "payment.partially_paid": (app) => pay(app, { action: "pay", amount: "100.00" }),
  "payment.review_required": (app) => pay(app, { action: "pay", amount: "100.00", final: true }),
  "payment.reversed": reversePayment,
  "payment.duplicate": payTwice,
  "payment.updated": (app) =>
    pay(app, { action: "pay", amount: "50.00" }, { action: "pay", amount: "60.00" }),
  "refund.created": refund,
  "refund.succeeded": (app) => payRefund(app, "pay"),
  "refund.failed": (app) => payRefund(app, "fail"),
  "payout.succeeded": (app) => payPayout(app, "pay"),
  "payout.failed": (app) => payPayout(app, "fail"),
  "payout.review_required": payOutLess,
  "payout.reversed": (app) => endPayout(app, { action: "pay" }, { action: "reverse" }),
  "payment.expired": async (app) => {
    await startPayment(app, "store", { expiresIn: 10 * 86_400 });
    await passDays(app, 4);
  },
  "session.expired": async (app) => {
    await app.api.createSession();
    await passDays(app, 2);
  },
  "reconciliation.discrepancy": disagree,
};
