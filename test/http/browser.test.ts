import { describe, expect, test } from "vitest";
import { browserPayment, browserSession, browserStatus } from "../../bff/contract.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";

/** A session and its customer's browser. */
async function open(app: TestApp, changes = {}) {
  const session = await app.api.createSession(changes);
  return { session, browser: app.browser(session.clientToken) };
}

const ordersOf = (app: TestApp) => app.sandbox.state.orders({ kind: "payment" }).length;

describeApp("browser", {}, (app) => {
  const post = (clientToken: string, body: unknown) =>
    app().browser(clientToken).call({ method: "POST", path: "/checkout/payments", body });

  describe("GET /checkout/session", () => {
    test("shows what the customer may see, and nothing else", async () => {
      const { session, browser } = await open(app(), {
        description: "2 × coffee beans",
        country: "MX",
        locale: "es-MX",
        methods: ["bank_transfer", "store"],
        customer: { id: "u-77", name: "canary name", email: "canary@example.com", taxId: "canary-tax" },
        metadata: { canary: "metadata" },
      });
      const reply = await browser.call({ path: "/checkout/session" });
      expect(reply.status).toBe(200);
      expect(reply.text).not.toContain("canary");
      expect(reply.as(browserSession)).toEqual({
        id: session.id,
        status: "requires_payment_method",
        exceptions: [],
        merchantName: "Cantina del Sol",
        amount: { value: "150.00", currency: "MXN" },
        amountReceived: { value: "0.00", currency: "MXN" },
        description: "2 × coffee beans",
        reference: "order-1001",
        country: "MX",
        locale: "es-MX",
        returnUrl: session.returnUrl,
        expiresAt: session.expiresAt,
        serverTime: new Date(app().clock.now()).toISOString(),
        methods: [
          { id: "bank_transfer", action: "display_code", label: null, payerFields: [] },
          { id: "store", action: "display_code", label: null, payerFields: [] },
        ],
        payment: null,
      });
    });

    test("asks for what the chosen provider needs and the session does not have", async () => {
      const { browser } = await open(app(), { methods: ["store"] });
      expect((await browser.session()).methods[0]?.payerFields).toEqual([
        { name: "email", required: false, value: null },
      ]);
      const brazil = { amount: { value: "10.00", currency: "BRL" }, customer: { name: "Ana" } };
      const { browser: pix } = await open(app(), brazil);
      const [offer] = (await pix.session()).methods;
      expect(offer?.id).toBe("pix");
      expect(offer?.payerFields.map(({ name }) => name).sort()).toEqual(["email", "phone", "taxId"]);
    });

    test("sends a label only where the configuration overrides the widget's own", async () => {
      const { browser } = await open(app(), { amount: { value: "10000", currency: "IDR" }, locale: "id" });
      const labels = (await browser.session()).methods.map(({ id, label }) => [id, label]);
      expect(Object.fromEntries(labels)).toEqual({ bank_transfer: null, cashier: "QRIS" });
    });

    test("shows the payment that runs, without account or provider number", async () => {
      const { browser } = await open(app());
      const started = await browser.start("store");
      const reply = await browser.call({ path: "/checkout/session" });
      expect(reply.as(browserSession).payment).toEqual(started);
      const { orderNo, providerOrderId } = await app().api.readPayment(started.id);
      for (const hidden of [orderNo, String(providerOrderId), "paypro"])
        expect(reply.text).not.toContain(hidden);
    });
  });

  describe("client tokens", () => {
    test.each([
      ["none", {}],
      ["an empty one", { authorization: "Bearer " }],
      ["one that is none of ours", { authorization: "Bearer ct_0000000000000000000000" }],
      ["another scheme", { authorization: "Basic ct_0000000000000000000000" }],
    ])("%s is 401", async (_, headers) => {
      for (const path of ["/checkout/session", "/checkout/status", "/checkout/events"]) {
        expect((await app().call({ path, headers })).problem(), path).toMatchObject({
          status: 401,
          code: "unauthorized",
        });
      }
    });

    test("in the query are not looked at", async () => {
      const { session } = await open(app());
      const reply = await app().call({ path: `/checkout/session?token=${session.clientToken}` });
      expect(reply.status).toBe(401);
    });

    test("open their own session alone", async () => {
      const one = await open(app());
      const two = await open(app());
      const { id } = await one.browser.start("store");
      expect((await two.browser.cancel(id)).problem().code).toBe("not_found");
      expect((await two.browser.session()).payment).toBeNull();
      expect((await app().api.readPayment(id)).status).toBe("pending");
    });
  });

  describe("POST /checkout/payments", () => {
    test("answers 201 with a code to show", async () => {
      const { session } = await open(app());
      const reply = await post(session.clientToken, { method: "store" });
      expect(reply.status).toBe(201);
      const { nextAction, ...rest } = reply.as(browserPayment);
      expect(rest).toEqual({
        id: expect.stringMatching(/^pay_/),
        method: "store",
        status: "pending",
        exceptions: [],
        amount: { value: "150.00", currency: "MXN" },
        amountReceived: { value: "0.00", currency: "MXN" },
        failure: null,
        createdAt: new Date(app().clock.now()).toISOString(),
        expiresAt: expect.any(String),
      });
      expect(nextAction).toMatchObject({ type: "display_code", codeType: "store", barcode: "code128" });
    });

    test("answers 201 with a redirect for a provider's own page", async () => {
      const { session } = await open(app(), { methods: ["cashier"] });
      const reply = await post(session.clientToken, { method: "cashier" });
      expect(reply.as(browserPayment).nextAction).toMatchObject({ type: "redirect" });
    });

    test("answers 201 with a form for a gateway that takes the browser over", async () => {
      const { session } = await open(app(), { amount: { value: "100.00", currency: "CNY" } });
      const reply = await post(session.clientToken, { method: "bank_card" });
      expect(reply.as(browserPayment).nextAction).toMatchObject({
        type: "redirect_form",
        fields: expect.objectContaining({ sign: expect.any(String) }),
      });
    });

    test("answers 200 with the same payment when the method is chosen again", async () => {
      const { session } = await open(app());
      const before = ordersOf(app());
      const first = await post(session.clientToken, { method: "store" });
      const second = await post(session.clientToken, { method: "store" });
      expect([first.status, second.status]).toEqual([201, 200]);
      expect(second.json()).toEqual(first.json());
      expect(ordersOf(app()) - before).toBe(1);
    });

    test("makes one order out of ten clicks at once", async () => {
      const { session } = await open(app());
      const before = ordersOf(app());
      const replies = await Promise.all(
        Array.from({ length: 10 }, () => post(session.clientToken, { method: "store" })),
      );
      expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(new Set(replies.map((reply) => reply.as(browserPayment).id)).size).toBe(1);
      expect(ordersOf(app()) - before).toBe(1);
    });

    test("abandons a pending payment for another method", async () => {
      const { browser } = await open(app());
      const store = await browser.start("store");
      const transfer = await browser.start("bank_transfer");
      expect(transfer).toMatchObject({ status: "pending", nextAction: { codeType: "va" } });
      expect((await app().api.readPayment(store.id)).status).toBe("canceled");
      expect((await browser.session()).payment?.id).toBe(transfer.id);
    });

    test("refuses another method while part of the money is there, with 409 payment_in_progress", async () => {
      const { session, browser } = await open(app());
      const { id } = await browser.start("bank_transfer");
      app().sandbox.state.play(await app().orderOf(id), { action: "pay", amount: "149.00", final: true });
      await app().settle();
      expect((await app().api.readPayment(id)).status).toBe("review");
      const reply = await post(session.clientToken, { method: "store" });
      expect(reply.problem()).toMatchObject({ status: 409, code: "payment_in_progress" });
    });

    test("refuses a method that is not offered with 422 method_not_available", async () => {
      const { session } = await open(app(), { methods: ["store"] });
      for (const method of ["bank_transfer", "pix"]) {
        const reply = await post(session.clientToken, { method });
        expect(reply.problem()).toMatchObject({ status: 422, code: "method_not_available" });
      }
    });

    test.each([
      ["method", {}],
      ["method", { method: "cash" }],
      ["methd", { method: "store", methd: "store" }],
      ["payer.email", { method: "store", payer: { email: "ana" } }],
      ["payer.iban", { method: "store", payer: { iban: "x" } }],
    ])("names %s", async (path, body) => {
      const { session } = await open(app());
      const reply = await post(session.clientToken, body);
      expect(reply.problem()).toMatchObject({ status: 422, code: "validation_failed" });
      expect(reply.problem().errors?.map((error) => error.path)).toEqual([path]);
    });

    test("names every payer's detail that is missing or wrong, before the provider is called", async () => {
      const { session } = await open(app(), { amount: { value: "10.00", currency: "BRL" } });
      const before = app().sandbox.state.requests().length;
      const missing = (await post(session.clientToken, { method: "pix" })).problem();
      expect(missing.errors?.map(({ path }) => path).sort()).toEqual([
        "payer.email",
        "payer.name",
        "payer.phone",
        "payer.taxId",
      ]);
      const payer = { name: "Ana", email: "a@example.com", phone: "11912345678", taxId: "52998224724" };
      const wrong = (await post(session.clientToken, { method: "pix", payer })).problem();
      expect(wrong.errors?.map(({ path }) => path)).toEqual(["payer.taxId"]);
      expect(app().sandbox.state.requests().length).toBe(before);
    });

    test("answers 201 with a failed payment when the provider refuses, and the session stays payable", async () => {
      const { session, browser } = await open(app());
      app().sandbox.state.arm({ kind: "refuse", operation: "createPayment", provider: "paypro" });
      const reply = await post(session.clientToken, { method: "store" });
      expect(reply.status).toBe(201);
      expect(reply.as(browserPayment)).toMatchObject({
        status: "failed",
        nextAction: null,
        failure: { code: expect.stringMatching(/^[a-z_]+$/), retryable: expect.any(Boolean) },
      });
      expect((await browser.session()).status).toBe("requires_payment_method");
      expect((await browser.start("store")).status).toBe("pending");
    });

    test.each(["drop", "garbage", "status"] as const)(
      "answers 201 with an unknown payment, never a failed one, when the provider's answer is a %s",
      async (kind) => {
        const { session, browser } = await open(app());
        app().sandbox.state.arm({ kind, operation: "createPayment", provider: "paypro" });
        const before = ordersOf(app());
        const reply = await post(session.clientToken, { method: "store" });
        expect(reply.status).toBe(201);
        expect(reply.as(browserPayment)).toMatchObject({
          status: "unknown",
          nextAction: null,
          failure: null,
          exceptions: ["provider_unknown"],
        });
        expect((await browser.session()).status).toBe("processing");
        // The same method again makes no second order.
        expect((await post(session.clientToken, { method: "store" })).status).toBe(200);
        expect(ordersOf(app()) - before).toBe(1);
        app().clock.advance(60_000);
        await app().runJobsUntilIdle();
        expect((await browser.status()).payment).toMatchObject({
          status: "pending",
          nextAction: { type: "display_code" },
        });
      },
    );

    test("refuses a session that is over with 409 session_closed", async () => {
      const { session } = await open(app(), { expiresIn: 60 });
      app().clock.advance(61_000);
      const reply = await post(session.clientToken, { method: "store" });
      expect(reply.problem()).toMatchObject({ status: 409, code: "session_closed" });
    });
  });

  describe("POST /checkout/payments/{id}/cancel", () => {
    test("gives a pending payment up, and again changes nothing", async () => {
      const { browser } = await open(app());
      const { id } = await browser.start("store");
      for (let i = 0; i < 2; i++) {
        expect((await browser.cancel(id)).as(browserPayment)).toMatchObject({ id, status: "canceled" });
      }
      expect((await browser.session()).status).toBe("requires_payment_method");
    });

    test("refuses one that is paid with 409 payment_not_cancelable", async () => {
      const { browser } = await open(app());
      const { id } = await browser.start("store");
      app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
      await app().settle();
      expect((await browser.cancel(id)).problem()).toMatchObject({
        status: 409,
        code: "payment_not_cancelable",
      });
    });

    test("knows no payment that is not there", async () => {
      const { browser } = await open(app());
      for (const id of ["pay_0000000000000000000000", "..%2f..", "%00"]) {
        expect((await browser.cancel(id)).problem().code).toBe("not_found");
      }
    });
  });

  describe("GET /checkout/status", () => {
    const status = (clientToken: string, headers = {}) =>
      app().browser(clientToken).call({ path: "/checkout/status", headers });

    test("is short: status, exceptions, what arrived, the payment, times, and when to poll again", async () => {
      const { session, browser } = await open(app());
      const started = await browser.start("store");
      const reply = await status(session.clientToken);
      expect(reply.as(browserStatus)).toEqual({
        status: "requires_action",
        exceptions: [],
        amountReceived: { value: "0.00", currency: "MXN" },
        payment: started,
        expiresAt: session.expiresAt,
        serverTime: new Date(app().clock.now()).toISOString(),
        pollAfter: 3,
      });
    });

    test("has a weak ETag over everything but serverTime, and 304 while it is the same", async () => {
      const { session } = await open(app());
      const first = await status(session.clientToken);
      const tag = String(first.headers.etag);
      expect(tag).toMatch(/^W\/"[\w-]{27}"$/);
      app().clock.advance(1_000);
      const same = await status(session.clientToken, { "if-none-match": tag });
      expect([same.status, same.text]).toEqual([304, ""]);
      expect(same.headers.etag).toBe(tag);
      const later = await status(session.clientToken);
      expect(later.headers.etag).toBe(tag);
      expect(later.as(browserStatus).serverTime).not.toBe(first.as(browserStatus).serverTime);
    });

    test("has another ETag as soon as anything changes", async () => {
      const { session, browser } = await open(app());
      const tag = String((await status(session.clientToken)).headers.etag);
      await browser.start("store");
      const changed = await status(session.clientToken, { "if-none-match": tag });
      expect(changed.status).toBe(200);
      expect(changed.headers.etag).not.toBe(tag);
    });

    test("reads If-None-Match as HTTP has it", async () => {
      const { session } = await open(app());
      const tag = String((await status(session.clientToken)).headers.etag);
      const code = async (value: string) =>
        (await status(session.clientToken, { "if-none-match": value, "cache-control": "no-cache" })).status;
      expect(await code(`"other", ${tag}`)).toBe(304);
      expect(await code(tag.replace("W/", ""))).toBe(304);
      expect(await code("*")).toBe(304);
      expect(await code('"other"')).toBe(200);
    });

    test("queries the provider at most once in 10 s for one payment, whoever polls", async () => {
      const { session, browser } = await open(app());
      await browser.start("store");
      const asked = () =>
        app().sandbox.state.requests({ provider: "paypro", operation: "queryPayment" }).length;
      const before = asked();
      app().clock.advance(11_000);
      await Promise.all(Array.from({ length: 8 }, () => status(session.clientToken)));
      expect(asked() - before).toBe(1);
      app().clock.advance(9_000);
      await status(session.clientToken);
      expect(asked() - before).toBe(1);
      app().clock.advance(1_000);
      await status(session.clientToken);
      expect(asked() - before).toBe(2);
    });

    test("queries the provider once where customers of two processes poll at the same time", async () => {
      const { session, browser } = await open(app());
      await browser.start("store");
      const other = await startTestApp({ like: app(), engine: app().database.engine });
      try {
        const asked = () =>
          app().sandbox.state.requests({ provider: "paypro", operation: "queryPayment" }).length;
        const before = asked();
        app().clock.advance(11_000);
        const replies = await Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            (index % 2 === 0 ? app() : other).browser(session.clientToken).call({ path: "/checkout/status" }),
          ),
        );
        expect(replies.map((reply) => reply.status)).toEqual(Array.from({ length: 10 }, () => 200));
        expect(asked() - before).toBe(1);
      } finally {
        await other.stop();
      }
    });

    test("brings the news of a payment whose callback was lost", async () => {
      const { session, browser } = await open(app());
      const { id } = await browser.start("store");
      app().sandbox.state.arm({ kind: "lose", operation: "callback", provider: "paypro" });
      app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
      app().clock.advance(11_000);
      expect((await status(session.clientToken)).as(browserStatus)).toMatchObject({
        status: "succeeded",
        amountReceived: { value: "150.00", currency: "MXN" },
      });
    });

    test("advises to poll less often as the payment ages", async () => {
      const { session, browser } = await open(app(), { expiresIn: 864_000 });
      await browser.start("store");
      const waits: number[] = [];
      for (const seconds of [1, 300, 1_800, 7_200]) {
        app().clock.advance(seconds * 1_000);
        waits.push((await status(session.clientToken)).as(browserStatus).pollAfter);
      }
      expect(waits).toEqual([...waits].sort((a, b) => a - b));
      expect(new Set(waits).size).toBeGreaterThan(2);
    });
  });
});
