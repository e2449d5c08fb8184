import { describe, expect, test } from "vitest";
import { browserPayment } from "../../bff/contract.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { openSession } from "./support/sessions.ts";

const ordersOf = (app: TestApp) => app.sandbox.state.orders({ kind: "payment" }).length;

describeApp("a browser pays", {}, (app) => {
  const post = (clientToken: string, body: unknown) =>
    app().browser(clientToken).call({ method: "POST", path: "/checkout/payments", body });

  describe("POST /checkout/payments", () => {
    test("answers 201 with a code to show", async () => {
      const { session } = await openSession(app());
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
      const { session } = await openSession(app(), { methods: ["cashier"] });
      const reply = await post(session.clientToken, { method: "cashier" });
      expect(reply.as(browserPayment).nextAction).toMatchObject({ type: "redirect" });
    });

    test("answers 201 with a form for a gateway that takes the browser over", async () => {
      const { session } = await openSession(app(), { amount: { value: "100.00", currency: "CNY" } });
      const reply = await post(session.clientToken, { method: "bank_card" });
      expect(reply.as(browserPayment).nextAction).toMatchObject({
        type: "redirect_form",
        fields: expect.objectContaining({ sign: expect.any(String) }),
      });
    });

    test("answers 200 with the same payment when the method is chosen again", async () => {
      const { session } = await openSession(app());
      const before = ordersOf(app());
      const first = await post(session.clientToken, { method: "store" });
      const second = await post(session.clientToken, { method: "store" });
      expect([first.status, second.status]).toEqual([201, 200]);
      expect(second.json()).toEqual(first.json());
      expect(ordersOf(app()) - before).toBe(1);
    });

    test("makes one order out of ten clicks at once", async () => {
      const { session } = await openSession(app());
      const before = ordersOf(app());
      const replies = await Promise.all(
        Array.from({ length: 10 }, () => post(session.clientToken, { method: "store" })),
      );
      expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(new Set(replies.map((reply) => reply.as(browserPayment).id)).size).toBe(1);
      expect(ordersOf(app()) - before).toBe(1);
    });

    test("abandons a pending payment for another method", async () => {
      const { browser } = await openSession(app());
      const store = await browser.start("store");
      const transfer = await browser.start("bank_transfer");
      expect(transfer).toMatchObject({ status: "pending", nextAction: { codeType: "va" } });
      expect((await app().api.readPayment(store.id)).status).toBe("canceled");
      expect((await browser.session()).payment?.id).toBe(transfer.id);
    });

    test("refuses another method while part of the money is there, with 409 payment_in_progress", async () => {
      const { session, browser } = await openSession(app());
      const { id } = await browser.start("bank_transfer");
      app().sandbox.state.play(await app().orderOf(id), { action: "pay", amount: "149.00", final: true });
      await app().settle();
      expect((await app().api.readPayment(id)).status).toBe("review");
      const reply = await post(session.clientToken, { method: "store" });
      expect(reply.problem()).toMatchObject({ status: 409, code: "payment_in_progress" });
    });

    test("refuses a method that is not offered with 422 method_not_available", async () => {
      const { session } = await openSession(app(), { methods: ["store"] });
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
      const { session } = await openSession(app());
      const reply = await post(session.clientToken, body);
      expect(reply.problem()).toMatchObject({ status: 422, code: "validation_failed" });
      expect(reply.problem().errors?.map((error) => error.path)).toEqual([path]);
    });

    test("names every payer's detail that is missing or wrong, before the provider is called", async () => {
      const { session } = await openSession(app(), { amount: { value: "10.00", currency: "BRL" } });
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
      const { session, browser } = await openSession(app());
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
        const { session, browser } = await openSession(app());
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
      const { session } = await openSession(app(), { expiresIn: 60 });
      app().clock.advance(61_000);
      const reply = await post(session.clientToken, { method: "store" });
      expect(reply.problem()).toMatchObject({ status: 409, code: "session_closed" });
    });
  });

  describe("POST /checkout/payments/{id}/cancel", () => {
    test("gives a pending payment up, and again changes nothing", async () => {
      const { browser } = await openSession(app());
      const { id } = await browser.start("store");
      for (let i = 0; i < 2; i++) {
        expect((await browser.cancel(id)).as(browserPayment)).toMatchObject({ id, status: "canceled" });
      }
      expect((await browser.session()).status).toBe("requires_payment_method");
    });

    test("refuses one that is paid with 409 payment_not_cancelable", async () => {
      const { browser } = await openSession(app());
      const { id } = await browser.start("store");
      app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
      await app().settle();
      expect((await browser.cancel(id)).problem()).toMatchObject({
        status: 409,
        code: "payment_not_cancelable",
      });
    });

    test("knows no payment that is not there", async () => {
      const { browser } = await openSession(app());
      for (const id of ["pay_0000000000000000000000", "..%2f..", "%00"]) {
        expect((await browser.cancel(id)).problem().code).toBe("not_found");
      }
    });
  });
});
