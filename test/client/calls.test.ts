/** Every call of the client, against a real BFF. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient } from "../../bff/client.ts";
import { merchantOperations } from "../../bff/http/specs/merchant.ts";
import { startTestApp, type TestApp } from "../support/app.ts";

let app: TestApp;
const amount = { value: "150.00", currency: "MXN" };

/** The calls that were sent, as the BFF names its operations. */
const sent = new Set<string>();

function operationOf(method: string, path: string): string {
  const found = merchantOperations.find(
    (operation) =>
      operation.method === method &&
      new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path),
  );
  return found?.id ?? `none has ${method} ${path}`;
}

const watchedFetch: typeof fetch = (input, init) => {
  sent.add(operationOf(init?.method ?? "GET", new URL(String(input)).pathname));
  return fetch(input, init);
};
const makeClient = (apiKey = app.apiKey) =>
  createClient({ baseUrl: app.url, apiKey, fetch: watchedFetch, maxRetries: 0 });
const request = (reference: string) => ({ amount, reference, returnUrl: `${app.origin}/thanks` });

const approverKey = "sk_of_the_one_who_approves";
const payoutOf = (value: string) => ({
  account: "paypro-mx",
  amount: { value, currency: "MXN" },
  reference: `payout-${value}`,
  beneficiary: {
    name: "Ana Diaz",
    accountNumber: "002010077777777771",
    accountType: "clabe" as const,
  },
});

beforeAll(async () => {
  app = await startTestApp({
    config: (base) => ({
      ...base,
      merchant: {
        ...base.merchant,
        apiKeys: [
          ...base.merchant.apiKeys,
          { id: "chief", secret: approverKey, scopes: ["payouts:approve", "customers", "audit"] },
        ],
      },
      payouts: { approveAbove: { MXN: "1000" } },
    }),
  });
});
afterAll(async () => {
  await app.stop();
});

test("a session is created, read, listed and canceled", async () => {
  const { sessions } = makeClient();
  const created = await sessions.create(request("order-of-a-client"));
  expect(created.clientToken).toMatch(/^ct_/);
  expect(await sessions.get(created.id)).toMatchObject({ id: created.id, status: "requires_payment_method" });
  const { data } = await sessions.list({ reference: "order-of-a-client" });
  expect(data.map(({ id }) => id)).toEqual([created.id]);
  const { clientToken, url } = created;
  expect(await sessions.link(created.id)).toEqual({ clientToken, url });
  expect(await sessions.change(created.id, { description: "More beans" })).toMatchObject({
    description: "More beans",
  });
  expect((await sessions.cancel(created.id)).status).toBe("canceled");
});

test("a list gives its items over all pages, each once", async () => {
  const { sessions } = makeClient();
  for (let n = 0; n < 5; n++) await sessions.create(request("order-of-pages"));
  const first = await sessions.list({ reference: "order-of-pages", limit: 2 });
  expect(first.data).toHaveLength(2);
  expect(first.nextCursor).not.toBeNull();
  const ids: string[] = [];
  for await (const { id } of sessions.list({ reference: "order-of-pages", limit: 2 })) ids.push(id);
  expect(new Set(ids).size).toBe(5);
  expect(ids).toHaveLength(5);
});

test("a payment is read, listed, refreshed, and refused a settlement that is not due; its event is redelivered", async () => {
  const client = makeClient();
  const created = await client.sessions.create(request("order-that-is-paid"));
  const started = await app.browser(created.clientToken).start("store");
  const { orderNo } = await client.payments.get(started.id);
  expect((await client.payments.list({ session: created.id })).data).toHaveLength(1);
  app.sandbox.state.play({ provider: "paypro", orderNo }, { action: "pay" });
  const refreshed = await client.payments.refresh(started.id);
  expect(refreshed).toMatchObject({ status: "succeeded", providerAnswered: true });
  await expect(
    client.payments.resolve(started.id, { outcome: "failed", note: "never" }),
  ).rejects.toMatchObject({ name: "CheckoutError", status: 409, code: "not_in_review" });
  expect((await client.payments.exchanges(started.id)).data[0]).toMatchObject({ direction: "out" });
  await app.runJobsUntilIdle();
  const { data } = await client.events.list({ session: created.id, type: "session.succeeded" });
  const [event] = data;
  expect((await client.events.get(event?.id ?? "")).deliveries).toHaveLength(1);
  expect((await client.events.redeliver(event?.id ?? "")).id).toBe(event?.id);
});

test("a payout is created, read, listed, refreshed, approved, rejected, and refused a settlement that is not due", async () => {
  const [{ payouts }, chief] = [makeClient(), makeClient(approverKey)];
  const options = { idempotencyKey: "payout-of-a-client" };
  const created = await payouts.create(payoutOf("500.00"), options);
  expect((await payouts.create(payoutOf("500.00"), options)).id).toBe(created.id);
  expect((await payouts.get(created.id)).id).toBe(created.id);
  expect((await payouts.list({ reference: created.reference })).data).toHaveLength(1);
  expect((await payouts.refresh(created.id)).id).toBe(created.id);
  expect((await payouts.exchanges(created.id)).data[0]).toMatchObject({ direction: "out" });
  await expect(payouts.resolve(created.id, { outcome: "failed", note: "no" })).rejects.toMatchObject({
    code: "not_in_review",
  });
  const [large, larger] = [
    await payouts.create(payoutOf("5000.00")),
    await payouts.create(payoutOf("6000.00")),
  ];
  expect(large.status).toBe("awaiting_approval");
  expect((await chief.payouts.approve(large.id, { note: "seen" })).status).not.toBe("awaiting_approval");
  expect((await chief.payouts.reject(larger.id)).status).toBe("rejected");
});

test("a refund is created, read, listed and canceled", async () => {
  const { sessions, refunds } = makeClient();
  const created = await sessions.create(request("order-that-is-refunded"));
  const { id } = await app.browser(created.clientToken).start("store");
  app.sandbox.state.play(await app.orderOf(id), { action: "pay" });
  await app.runJobsUntilIdle();
  const options = { idempotencyKey: "refund-of-a-client" };
  const refund = await refunds.create(id, { reason: "requested" }, options);
  expect((await refunds.create(id, { reason: "requested" }, options)).id).toBe(refund.id);
  expect((await refunds.get(refund.id)).claimUrl).toBe(refund.claimUrl);
  expect((await refunds.list({ payment: id })).data).toHaveLength(1);
  expect((await refunds.cancel(refund.id)).status).toBe("canceled");
});

test("events of a time are replayed, and endpoints tried", async () => {
  const { events } = makeClient();
  const [from, to] = [new Date(0).toISOString(), new Date(app.clock.now()).toISOString()];
  const replay = await events.replay({ from, to, types: ["payout.reversed"] });
  expect(replay).toMatchObject({ object: "event_replay", status: "running" });
  await app.runJobsUntilIdle();
  expect((await events.getReplay(replay.id)).id).toBe(replay.id);
  expect((await events.test({ type: "session.canceled" })).endpoints).toMatchObject([{ accepted: true }]);
  expect((await events.list({ delivered: true, from })).data.length).toBeGreaterThan(0);
});

test("accounts are listed, with balance and statement", async () => {
  const { accounts } = makeClient();
  const ids: string[] = [];
  for await (const { id } of accounts.list()) ids.push(id);
  expect(ids).toContain("paypro-mx");
  expect(await accounts.balance("paypro-mx")).toHaveProperty("asOf");
  const day = new Date(app.clock.now()).toISOString().slice(0, 10);
  const query = { day, type: "payment", pageSize: 10 } as const;
  expect(await accounts.statement("chainup-coins", query)).toMatchObject({ account: "chainup-coins", day });
});

test("a person is erased, and the audit says by whom", async () => {
  const chief = makeClient(approverKey);
  expect(await chief.customers.erase({ customer: { id: "nobody" } })).toMatchObject({ object: "erasure" });
  const { data } = await chief.audit.list({ actor: "key:chief" });
  expect(data.length).toBeGreaterThan(0);
});

test("a session is found by how its reference begins", async () => {
  const { sessions, search } = makeClient();
  const { id } = await sessions.create(request("to-be-found-1"));
  expect((await search("TO-BE-found")).data).toEqual([{ object: "session", id, why: "reference" }]);
});

test("a table is read as it comes, and one that is refused says why", async () => {
  const { exports } = makeClient();
  const now = app.clock.now();
  const from = new Date(now - 1_000_000).toISOString();
  const to = new Date(now + 1_000_000).toISOString();
  for (const open of [exports.payments, exports.payouts, exports.refunds, exports.events]) {
    expect(await new Response(await open({ from, to })).text()).toMatch(/^id,/);
    await expect(open({ from: to, to: from })).rejects.toMatchObject({ code: "validation_failed" });
  }
});

describe("an answer that refuses", () => {
  test("names the code, each wrong field and the request's id", async () => {
    const wrong = { ...request("order"), amount: { value: "free", currency: "MXN" } };
    await expect(makeClient().sessions.create(wrong)).rejects.toMatchObject({
      name: "CheckoutError",
      status: 422,
      code: "validation_failed",
      errors: [{ path: "amount.value", message: expect.any(String) }],
      requestId: expect.stringMatching(/^req_/),
      message: expect.stringContaining("amount.value"),
    });
  });

  test("of a wrong key is 401", async () => {
    await expect(makeClient("sk_wrong").accounts.list()).rejects.toMatchObject({ code: "unauthorized" });
  });
});

test("the client has a call for every operation of the merchant API", () => {
  expect([...sent].sort()).toEqual(merchantOperations.map(({ id }) => id).sort());
});
