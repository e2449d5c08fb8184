import { describe, expect, test } from "vitest";
import { browserSession } from "../../bff/contract.ts";
import { describeApp } from "../support/app-suite.ts";
import { openSession } from "./support/sessions.ts";

describeApp("a browser reads its session", {}, (app) => {
  describe("GET /checkout/session", () => {
    test("shows what the customer may see, and nothing else", async () => {
      const { session, browser } = await openSession(app(), {
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
        merchant: { name: "Cantina del Sol", logo: null, support: null, terms: null },
        sandbox: true,
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
        terms: expect.any(String),
      });
    });

    test("asks for what the chosen provider needs and the session does not have", async () => {
      const { browser } = await openSession(app(), { methods: ["store"] });
      expect((await browser.session()).methods[0]?.payerFields).toEqual([
        { name: "email", required: false, value: null },
      ]);
      const brazil = { amount: { value: "10.00", currency: "BRL" }, customer: { name: "Ana" } };
      const { browser: pix } = await openSession(app(), brazil);
      const [offer] = (await pix.session()).methods;
      expect(offer?.id).toBe("pix");
      expect(offer?.payerFields.map(({ name }) => name).sort()).toEqual(["email", "phone", "taxId"]);
    });

    test("sends a label only where the configuration overrides the widget's own", async () => {
      const { browser } = await openSession(app(), {
        amount: { value: "10000", currency: "IDR" },
        locale: "id",
      });
      const labels = (await browser.session()).methods.map(({ id, label }) => [id, label]);
      expect(Object.fromEntries(labels)).toEqual({ bank_transfer: null, cashier: "QRIS" });
    });

    test("shows the payment that runs, without account or provider number", async () => {
      const { browser } = await openSession(app());
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
      const { session } = await openSession(app());
      const reply = await app().call({ path: `/checkout/session?token=${session.clientToken}` });
      expect(reply.status).toBe(401);
    });

    test("open their own session alone", async () => {
      const one = await openSession(app());
      const two = await openSession(app());
      const { id } = await one.browser.start("store");
      expect((await two.browser.cancel(id)).problem().code).toBe("not_found");
      expect((await two.browser.session()).payment).toBeNull();
      expect((await app().api.readPayment(id)).status).toBe("pending");
    });
  });
});
