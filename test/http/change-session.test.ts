/** PATCH of a session, with the whole BFF: what the merchant changes, and a customer who pays meanwhile. */
import { describe, expect, test } from "vitest";
import { auditEntry, listOf, session as sessionSchema } from "../../bff/contract.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { engines } from "../support/databases.ts";
import { problemCode } from "./support/problems.ts";
import { openSession } from "./support/sessions.ts";

const pesos = (value: string) => ({ value, currency: "MXN" });

function patch(app: TestApp, id: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return app.api.call({ method: "PATCH", path: `/v1/sessions/${id}`, body, headers });
}

describeApp("PATCH /v1/sessions/{id}", {}, (app) => {
  test("changes what is given, leaves the rest, and both sides read it", async () => {
    const items = [{ name: "Beans", quantity: 3, amount: pesos("200") }];
    const { session, browser } = await openSession(app(), { metadata: { cart: "c-9" }, description: "old" });
    const before = app().clock.now();
    app().clock.advance(60_000);
    const request = { amount: pesos("200"), description: "new", items, reference: "order-2", expiresIn: 600 };
    const changed = (await patch(app(), session.id, request)).as(sessionSchema);
    expect(changed).toMatchObject({
      amount: pesos("200.00"),
      description: "new",
      items: [{ ...items[0], amount: pesos("200.00") }],
      reference: "order-2",
      metadata: { cart: "c-9" },
      returnUrl: session.returnUrl,
      expiresAt: new Date(before + 660_000).toISOString(),
    });
    expect(await browser.session()).toMatchObject({ amount: pesos("200.00"), description: "new" });
    expect((await app().api.get("/v1/sessions?reference=order-2")).json()).toMatchObject({
      data: [{ id: session.id }],
    });
    const cleared = await patch(app(), session.id, { description: null, items: null, metadata: null });
    expect(cleared.as(sessionSchema)).toMatchObject({
      description: null,
      metadata: {},
      amount: pesos("200.00"),
    });
    expect(cleared.as(sessionSchema)).not.toHaveProperty("items");
  });

  test("is seen by an open page: the status has other terms, which are those of the session", async () => {
    const { session, browser } = await openSession(app());
    const before = await browser.status();
    expect(before.terms).toBe((await browser.session()).terms);
    await patch(app(), session.id, { description: "new" });
    const after = await browser.status();
    expect(after.terms).not.toBe(before.terms);
    expect(after.terms).toBe((await browser.session()).terms);
  });

  test("is in the audit with the amounts, and with no words of the merchant's", async () => {
    const { session } = await openSession(app());
    await patch(app(), session.id, { amount: pesos("200"), description: "for Ana" });
    const reply = await app().api.get(`/v1/audit?subject=${session.id}`);
    expect(reply.as(listOf(auditEntry)).data[0]).toMatchObject({
      action: "session.change",
      before: { amount: pesos("150.00"), status: "requires_payment_method" },
      after: { amount: pesos("200.00"), status: "requires_payment_method" },
    });
    expect(reply.text).not.toContain("Ana");
  });

  test("lets the session expire at its new time", async () => {
    const { session } = await openSession(app());
    await patch(app(), session.id, { expiresIn: 60 });
    app().clock.advance(120_000);
    await app().runJobsUntilIdle();
    expect((await app().api.readSession(session.id)).status).toBe("expired");
    expect(problemCode(await patch(app(), session.id, { description: "x" }))).toEqual(["session_closed"]);
  });

  test("a code that was shown and cannot be canceled keeps its amount: 409, and nothing changes", async () => {
    const { session, browser } = await openSession(app());
    const { id } = await browser.start("store");
    expect(problemCode(await patch(app(), session.id, { amount: pesos("200"), description: "x" }))).toEqual([
      "payment_in_progress",
    ]);
    expect(await app().api.readSession(session.id)).toMatchObject({
      amount: pesos("150.00"),
      description: null,
    });
    expect((await app().api.readPayment(id)).status).toBe("pending");
    expect((await patch(app(), session.id, { description: "x" })).status).toBe(200);
    expect((await app().api.readPayment(id)).status).toBe("pending");
  });

  test("an open payment on which nothing was shown is given up, and the next one has the new amount", async () => {
    app().sandbox.state.arm({ kind: "status", operation: "createPayment", provider: "paypro", times: 1 });
    const { session, browser } = await openSession(app());
    const first = await browser.start("store");
    expect(first.status).toBe("unknown");
    expect((await patch(app(), session.id, { amount: pesos("200") })).status).toBe(200);
    expect((await app().api.readPayment(first.id)).status).toBe("canceled");
    expect((await browser.start("store")).amount).toEqual(pesos("200.00"));
  });

  test("an order that the provider can cancel is canceled there first; if it refuses, 409", async () => {
    const coins = (value: string) => ({ value, currency: "USDT" });
    const customer = { providerAccounts: { chainup: { userId: "4711" } } };
    const { session, browser } = await openSession(app(), { amount: coins("12.50"), customer });
    const { id } = await browser.start("crypto");
    app().sandbox.state.arm({ kind: "status", operation: "cancelPayment", provider: "chainup", times: 1 });
    expect(problemCode(await patch(app(), session.id, { amount: coins("20") }))).toEqual([
      "payment_in_progress",
    ]);
    expect((await app().api.readPayment(id)).status).toBe("pending");
    expect((await patch(app(), session.id, { amount: coins("20") })).status).toBe(200);
    expect((await app().api.readPayment(id)).status).toBe("canceled");
    expect((await app().orderOf(id)).status).toBe("closed");
  });

  test("late money for the amount of before is reviewed, and the session is not paid by it", async () => {
    app().sandbox.state.arm({ kind: "drop", operation: "createPayment", provider: "paypro", times: 1 });
    const { session, browser } = await openSession(app());
    const first = await browser.start("store");
    expect((await patch(app(), session.id, { amount: pesos("200") })).status).toBe(200);
    app().sandbox.state.play(await app().orderOf(first.id), { action: "pay" });
    await app().settle();
    app().clock.advance(60_000);
    await app().runJobsUntilIdle();
    expect(await app().api.readPayment(first.id)).toMatchObject({
      status: "review",
      exceptions: expect.arrayContaining(["underpaid", "paid_late"]),
      amountReceived: pesos("150.00"),
    });
    const after = await app().api.readSession(session.id);
    expect(after).toMatchObject({ status: "processing", amount: pesos("200.00") });
    const types = app()
      .webhooks.received.filter(({ event }) => event.data.session?.id === session.id)
      .map(({ event }) => event.type);
    expect(types).toContain("payment.review_required");
    expect(types).not.toContain("session.succeeded");
  });

  test("refuses fields that are wrong, and an amount that no method takes, and changes nothing", async () => {
    const { session } = await openSession(app());
    const refused = async (body: unknown) => problemCode(await patch(app(), session.id, body));
    expect(await refused({ amount: pesos("0") })).toEqual(["validation_failed", "amount.value"]);
    expect(await refused({ amount: { value: "1", currency: "XXX" } })).toEqual([
      "validation_failed",
      "amount.currency",
    ]);
    expect(await refused({ amount: { value: "1", currency: "EUR" } })).toEqual(["no_eligible_method"]);
    expect(await refused({ returnUrl: "https://elsewhere.example" })).toEqual([
      "validation_failed",
      "returnUrl",
    ]);
    expect(await refused({ expiresIn: 1 })).toEqual(["validation_failed", "expiresIn"]);
    expect(await refused({ methods: ["store"] })).toEqual(["validation_failed", "methods"]);
    expect(
      await refused({ items: [{ name: "x", quantity: 1, amount: { value: "1", currency: "USD" } }] }),
    ).toEqual(["validation_failed", "items.0.amount.currency"]);
    expect((await app().api.readSession(session.id)).amount).toEqual(pesos("150.00"));
    expect(problemCode(await patch(app(), "cs_1", {}))).toEqual(["not_found"]);
  });

  test("with an idempotency key is made once, and the repeat gets the first answer", async () => {
    const { session } = await openSession(app());
    const key = { "idempotency-key": `change-${session.id}` };
    const first = await patch(app(), session.id, { amount: pesos("200") }, key);
    await patch(app(), session.id, { amount: pesos("250") });
    const again = await patch(app(), session.id, { amount: pesos("200") }, key);
    expect(again.json()).toEqual(first.json());
    expect((await app().api.readSession(session.id)).amount).toEqual(pesos("250.00"));
  });
});

describe.each(engines)("a change and a start at once, in two processes on %s", (engine) => {
  test("end with a payment of the new amount, or with the change refused", async () => {
    const one = await startTestApp({ engine });
    const other = await startTestApp({ engine, like: one });
    try {
      for (let round = 0; round < 12; round++) {
        const { session } = await openSession(one);
        const browser = other.browser(session.clientToken);
        const start = () =>
          browser.call({ method: "POST", path: "/checkout/payments", body: { method: "store" } });
        const change = () => patch(one, session.id, { amount: pesos("200") });
        const [changed] =
          round % 2 === 0
            ? await Promise.all([change(), start()])
            : await Promise.all([start(), change()]).then(([started, made]) => [made, started]);
        const { amount, payments } = await one.api.readSession(session.id);
        const open = payments.filter(({ status }) => status === "pending");
        for (const payment of open) expect(payment.amount).toEqual(amount);
        expect(amount).toEqual(changed?.status === 200 ? pesos("200.00") : pesos("150.00"));
        if (changed?.status !== 200) expect(changed?.problem().code).toBe("payment_in_progress");
      }
    } finally {
      await other.stop();
      await one.stop();
    }
  });
});
