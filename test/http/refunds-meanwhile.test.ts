/** What happens to a payment while its refund waits for its claim or its approval. */
import { beforeEach, expect, test } from "vitest";
import { claim as claimSchema, refund as refundSchema } from "../../bff/contract.ts";
import type { DemoConfig } from "../../demo/config.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";

const beneficiary = { name: "Ana Diaz", accountNumber: "ana@okaxis", accountType: "upi" };

const config = (base: DemoConfig) => ({
  ...base,
  payouts: { approveAbove: { INR: "100" } },
  merchant: {
    ...base.merchant,
    apiKeys: [...base.merchant.apiKeys, { id: "chief", secret: "sk_chief", scopes: ["payouts:approve"] }],
  },
});

let keys = 0;

async function pay(app: TestApp): Promise<string> {
  const amount = { value: "150.00", currency: "INR" };
  const { clientToken } = await app.api.createSession({ amount, country: "IN" });
  const { id } = await app.browser(clientToken).start("upi");
  app.sandbox.state.play(await app.orderOf(id), { action: "pay" });
  await app.settle();
  return id;
}

async function reverse(app: TestApp, paymentId: string): Promise<void> {
  app.sandbox.state.play(await app.orderOf(paymentId), { action: "reverse" });
  await app.settle();
}

async function create(app: TestApp, paymentId: string, value: string, rest: object) {
  const body = { reason: "requested", amount: { value, currency: "INR" }, account: "bharat-in", ...rest };
  const headers = { "idempotency-key": `meanwhile-${++keys}` };
  const reply = await app.api.post(`/v1/payments/${paymentId}/refunds`, body, headers);
  expect(reply.status, reply.text).toBe(201);
  return reply.as(refundSchema);
}

const submit = (app: TestApp, claimUrl: string | null) =>
  app.call({
    method: "POST",
    path: "/checkout/claim",
    body: { beneficiary },
    headers: { authorization: `Bearer ${claimUrl?.split("#")[1]}` },
  });
const approve = (app: TestApp, payoutId: string | null) =>
  app.call({
    method: "POST",
    path: `/v1/payouts/${payoutId}/approve`,
    body: {},
    headers: { authorization: "Bearer sk_chief" },
  });
const heldPayouts = (app: TestApp) => app.sandbox.state.orders({ kind: "payout" }).length;
const statusOf = async (app: TestApp, id: string) =>
  (await app.api.get(`/v1/refunds/${id}`)).as(refundSchema).status;

describeApp("a refund that waits while its payment is reversed", { config }, (app) => {
  let paymentId = "";
  let before = 0;
  beforeEach(async () => {
    paymentId = await pay(app());
    before = heldPayouts(app());
  });

  test("cannot be claimed any more, sends nothing, and can be canceled", async () => {
    const { id, claimUrl } = await create(app(), paymentId, "50.00", {});
    await reverse(app(), paymentId);
    const seen = await app().call({
      path: "/checkout/claim",
      headers: { authorization: `Bearer ${claimUrl?.split("#")[1]}` },
    });
    expect(seen.json()).toMatchObject({ status: "awaiting_claim", closed: "unavailable", methods: [] });
    expect(seen.text).not.toContain("revers");
    const refused = await submit(app(), claimUrl);
    expect(refused.problem()).toMatchObject({ status: 409, code: "claim_closed" });
    expect(refused.text).not.toContain("revers");
    expect(heldPayouts(app())).toBe(before);
    expect(await statusOf(app(), id)).toBe("awaiting_claim");
    expect((await app().api.post(`/v1/refunds/${id}/cancel`)).status).toBe(200);
  });

  test("cannot be approved any more, sends nothing, and can be canceled", async () => {
    const { id, payout, status } = await create(app(), paymentId, "150.00", { beneficiary });
    expect(status).toBe("awaiting_approval");
    await reverse(app(), paymentId);
    const refused = await approve(app(), payout);
    expect(refused.problem()).toMatchObject({ status: 409, code: "nothing_received" });
    expect(heldPayouts(app())).toBe(before);
    expect(await statusOf(app(), id)).toBe("awaiting_approval");
    expect((await app().api.post(`/v1/refunds/${id}/cancel`)).as(refundSchema).status).toBe("canceled");
  });

  test("is sent where nothing has happened to the payment", async () => {
    const { claimUrl } = await create(app(), paymentId, "50.00", {});
    expect((await submit(app(), claimUrl)).as(claimSchema).status).toBe("pending");
    const { payout } = await create(app(), paymentId, "100.00", { beneficiary });
    expect(payout).not.toBeNull();
    expect(heldPayouts(app())).toBe(before + 2);
  });
});
