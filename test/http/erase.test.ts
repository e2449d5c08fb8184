/** `POST /v1/customers/erase`, with what it leaves in the database, its file, the views and the answers to repeats. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { erasure, eventView, listOf, payout as payoutSchema } from "../../bff/contract.ts";
import { resealableColumns } from "../../bff/storage/encryption/resealable-columns.ts";
import { sealedContext } from "../../bff/storage/encryption/sealed-columns.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";

const ana = {
  id: "canary-id",
  name: "canary-name",
  email: "Canary.Mail@example.com",
  phone: "+52 55 7777 1234",
  taxId: "canary-tax",
};
const purchase = { description: "canary-words", metadata: { cart: "canary-cart" } };
const canaries = [...Object.values(ana), "canary-words", "canary-cart", "canary-payee", "thanks?order=1001"];

/** Everything that is sealed, opened with the key. */
async function opened({ database, context }: TestApp): Promise<string> {
  const texts: string[] = [];
  for (const { column, list } of resealableColumns) {
    const rows = await list(database.kysely, { prefix: "none", after: "", limit: 1_000 });
    for (const { id, sealed } of rows) texts.push(context.seal.open(sealed ?? "", sealedContext(column, id)));
  }
  return texts.join("\n");
}

function expectNone(text: string): void {
  expect(canaries.filter((canary) => text.includes(canary))).toEqual([]);
}

const config = (base: Parameters<NonNullable<Parameters<typeof describeApp>[1]["config"]>>[0]) => ({
  ...base,
  merchant: {
    ...base.merchant,
    apiKeys: [
      { ...base.merchant.apiKeys[0], scopes: ["sessions", "payouts", "reports", "customers"] },
      { id: "takes", secret: "sk_takes_sessions", scopes: ["sessions"] },
    ],
  },
});

describeApp("erasing a person", { config }, (app) => {
  test("erases at once what has ended, everywhere, and answers a repeat with nothing to do", async () => {
    const { api } = app();
    const key = { "idempotency-key": "erased-create" };
    const request = {
      amount: { value: "150.00", currency: "MXN" },
      reference: "order-erased",
      returnUrl: `${app().origin}/thanks?order=1001`,
      customer: ana,
      ...purchase,
    };
    const made = await api.post("/v1/sessions", request, key);
    const id = String(Object(made.json()).id);
    await api.post(`/v1/sessions/${id}/cancel`, {}, { "idempotency-key": "erased-cancel" });
    const payout = await api.post(
      "/v1/payouts",
      {
        account: "paypro-mx",
        amount: { value: "500", currency: "MXN" },
        reference: "refund-erased",
        beneficiary: {
          name: "canary-payee",
          accountNumber: "002010077777777771",
          accountType: "clabe",
          email: "canary.mail@EXAMPLE.com",
        },
      },
      { "idempotency-key": "erased-payout" },
    );
    await app().runJobsUntilIdle();
    const before = await opened(app());
    for (const canary of canaries) expect(before).toContain(canary);

    const first = await api.post("/v1/customers/erase", { customer: { email: "CANARY.mail@example.com" } });
    expect(first.status).toBe(200);
    const { id: payoutId } = payout.as(payoutSchema);
    expect(first.as(erasure)).toEqual({
      object: "erasure",
      sessions: 1,
      payments: 0,
      payouts: 0,
      events: 1,
      kept: [{ payout: payoutId, why: "open" }],
    });
    app().sandbox.state.play(
      { provider: "paypro", kind: "payout", orderNo: payout.as(payoutSchema).orderNo },
      { action: "pay" },
    );
    await app().settle();
    app().clock.advance(8 * 24 * 60 * 60 * 1_000);
    await app().runJobsUntilIdle();
    const second = await api.post("/v1/customers/erase", { customer: { phone: "0052 (55) 77771234" } });
    expect(second.as(erasure)).toMatchObject({ sessions: 0, payouts: 0, kept: [] });
    const third = await api.post("/v1/customers/erase", { customer: { email: ana.email } });
    expect(third.as(erasure)).toMatchObject({ sessions: 0, payouts: 1, kept: [] });
    const fourth = await api.post("/v1/customers/erase", { customer: { id: ana.id } });
    expect(fourth.as(erasure)).toMatchObject({ sessions: 0, payments: 0, payouts: 0, events: 0, kept: [] });

    expectNone(await opened(app()));
    const { database } = app();
    if (database.engine === "sqlite") {
      const path = database.url.slice("sqlite:".length);
      expectNone([path, `${path}-wal`].map((file) => readFileSync(file, "latin1")).join(""));
    }
    expectNone(app().logs().join(""));
    const session = (await api.get(`/v1/sessions/${id}`)).json();
    expect(session).toMatchObject({
      erased: true,
      customer: null,
      description: null,
      metadata: {},
      returnUrl: null,
      reference: "order-erased",
      amount: request.amount,
    });
    const events = (await api.get(`/v1/events?session=${id}`)).as(listOf(eventView)).data;
    expect(events).toHaveLength(1);
    expect(events[0]?.data.session).toMatchObject({ erased: true, customer: null });
    // The repeat makes nothing twice.
    const repeat = await api.post("/v1/sessions", request, key);
    expect(repeat.headers["idempotency-replayed"]).toBe("true");
    expect(repeat.json()).toMatchObject({ id, erased: true, customer: null });
    // Its client token opens nothing any more.
    const { clientToken } = Object(made.json());
    expect((await app().browser(clientToken).call({ path: "/checkout/session" })).status).toBe(401);
  });

  test("needs its scope, and exactly one whole value", async () => {
    const call = (body: unknown, token = app().apiKey) =>
      app().call({
        method: "POST",
        path: "/v1/customers/erase",
        body,
        headers: { authorization: `Bearer ${token}` },
      });
    expect((await call({ customer: { id: "u-1" } }, "sk_takes_sessions")).status).toBe(403);
    for (const customer of [
      {},
      { id: "" },
      { id: "a", email: "a@example.com" },
      { email: "a" },
      { name: "x" },
    ]) {
      const reply = await call({ customer });
      expect(reply.status).toBe(422);
      expect(reply.problem().code).toBe("validation_failed");
    }
    expect((await call({ customer: { id: "nobody" } })).as(erasure)).toMatchObject({ sessions: 0, kept: [] });
  });
});
