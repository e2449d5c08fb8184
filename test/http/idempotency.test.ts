import { describe, expect, test } from "vitest";
import { createdSession, payment as paymentSchema, payout as payoutSchema } from "../../bff/contract.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { createMerchantClient } from "../support/http-client.ts";

const payout = {
  account: "paypro-mx",
  amount: { value: "500.00", currency: "MXN" },
  reference: "refund-77",
  beneficiary: { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" },
};
const heldPayouts = (app: TestApp) => app.sandbox.state.orders({ kind: "payout" }).length;
let keys = 0;
const newKey = () => ({ "idempotency-key": `key-${++keys}` });

describeApp(
  "idempotency",
  {
    config: (base) => ({
      ...base,
      merchant: {
        ...base.merchant,
        apiKeys: [
          ...base.merchant.apiKeys,
          { id: "second", secret: "sk_second", scopes: ["sessions", "payouts", "reports"] },
        ],
      },
    }),
  },
  (app) => {
    const body = (changes = {}) => ({
      amount: { value: "150.00", currency: "MXN" },
      reference: "order-1",
      returnUrl: `${app().origin}/thanks`,
      ...changes,
    });
    const create = (headers: Readonly<Record<string, string>>, changes = {}) =>
      app().api.post("/v1/sessions", body(changes), headers);

    test("the same key and body replay the first answer, to the byte, client token and all", async () => {
      const key = newKey();
      const first = await create(key);
      const second = await create(key);
      expect(first.headers["idempotency-replayed"]).toBeUndefined();
      expect(second.headers["idempotency-replayed"]).toBe("true");
      expect([second.status, second.text]).toEqual([first.status, first.text]);
      expect(second.headers["content-type"]).toBe(first.headers["content-type"]);
      expect(second.headers["x-request-id"]).not.toBe(first.headers["x-request-id"]);
      const { clientToken } = second.as(createdSession);
      expect((await app().browser(clientToken).session()).id).toBe(first.as(createdSession).id);
    });

    test("bodies are compared as JSON: spaces and the order of fields are nothing", async () => {
      const key = newKey();
      const first = await create(key);
      const { amount, ...rest } = body();
      const rawBody = JSON.stringify(
        { ...rest, amount: { currency: amount.currency, value: amount.value } },
        null,
        3,
      );
      const headers = { ...key, "content-type": "application/json" };
      const second = await app().api.call({ method: "POST", path: "/v1/sessions", rawBody, headers });
      expect(second.text).toBe(first.text);
    });

    test("the same key with another body is 422 idempotency_key_reused and makes nothing", async () => {
      const key = newKey();
      const first = (await create(key)).as(createdSession);
      const reply = await create(key, { reference: "order-of-another-body" });
      expect(reply.problem()).toMatchObject({ status: 422, code: "idempotency_key_reused" });
      const list = await app().api.get("/v1/sessions?reference=order-of-another-body");
      expect(list.json()).toEqual({ data: [], nextCursor: null });
      expect((await create(key)).as(createdSession).id).toBe(first.id);
    });

    test("a default that is written out makes another body", async () => {
      const key = newKey();
      await create(key);
      expect((await create(key, { expiresIn: 86_400 })).problem().code).toBe("idempotency_key_reused");
    });

    test("while the first is still running it is 409 idempotency_key_in_use", async () => {
      const key = newKey();
      app().sandbox.state.arm({ kind: "slow", operation: "createPayout", provider: "paypro", delayMs: 4 });
      const before = heldPayouts(app());
      const replies = await Promise.all(
        Array.from({ length: 5 }, () => app().api.post("/v1/payouts", payout, key)),
      );
      const created = replies.filter(({ status }) => status === 201);
      const refused = replies.filter(({ status }) => status !== 201);
      expect(created.length).toBeGreaterThan(0);
      expect(new Set(created.map((reply) => reply.as(payoutSchema).id)).size).toBe(1);
      for (const reply of refused) {
        expect(reply.problem()).toMatchObject({ status: 409, code: "idempotency_key_in_use" });
      }
      expect(refused.length).toBeGreaterThan(0);
      expect(heldPayouts(app()) - before).toBe(1);
      const again = await app().api.post("/v1/payouts", payout, key);
      expect(again.as(payoutSchema).id).toBe(created[0]?.as(payoutSchema).id);
    });

    test("twenty creates at once with one key make one session", async () => {
      const key = newKey();
      const replies = await Promise.all(
        Array.from({ length: 20 }, () => create(key, { reference: "at-once" })),
      );
      expect(new Set(replies.filter(({ status }) => status === 201).map(({ text }) => text)).size).toBe(1);
      const list = await app().api.get("/v1/sessions?reference=at-once");
      expect(list.json()).toMatchObject({ data: [{ reference: "at-once" }], nextCursor: null });
    });

    test("belongs to its API key, its method and its path", async () => {
      const key = newKey();
      const first = (await create(key)).as(createdSession);
      const { url, origin } = app();
      const second = createMerchantClient({ baseUrl: url, apiKey: "sk_second", returnUrl: origin });
      const other = (await second.post("/v1/sessions", body(), key)).as(createdSession);
      expect(other.id).not.toBe(first.id);
      const canceled = await app().api.post(`/v1/sessions/${first.id}/cancel`, undefined, key);
      expect(canceled.status).toBe(200);
      const otherCanceled = await app().api.post(`/v1/sessions/${other.id}/cancel`, undefined, key);
      expect(otherCanceled.headers["idempotency-replayed"]).toBeUndefined();
    });

    test("a POST without a body and one with {} are different bodies of one key only when they differ", async () => {
      const { id } = (await create({})).as(createdSession);
      const key = newKey();
      const first = await app().api.post(`/v1/sessions/${id}/cancel`, {}, key);
      const second = await app().api.post(`/v1/sessions/${id}/cancel`, {}, key);
      expect(second.text).toBe(first.text);
      expect(second.headers["idempotency-replayed"]).toBe("true");
    });

    test("every merchant POST takes a key", async () => {
      const { id, clientToken } = (await create({})).as(createdSession);
      const payment = await app().browser(clientToken).start("store");
      const key = newKey();
      const path = `/v1/payments/${payment.id}/refresh`;
      const first = await app().api.post(path, undefined, key);
      const asked = app().sandbox.state.requests().length;
      const second = await app().api.post(path, undefined, key);
      expect(second.headers["idempotency-replayed"]).toBe("true");
      expect(second.as(paymentSchema)).toEqual(first.as(paymentSchema));
      expect(app().sandbox.state.requests().length).toBe(asked);
      expect((await app().api.readSession(id)).payments).toHaveLength(1);
    });

    test.each([
      ["empty", ""],
      ["of 256 characters", "k".repeat(256)],
    ])("a key that is %s is 400 idempotency_key_invalid", async (_, key) => {
      const reply = await create({ "idempotency-key": key });
      expect(reply.problem()).toMatchObject({ status: 400, code: "idempotency_key_invalid" });
    });

    test("a key of 255 characters is taken", async () => {
      expect((await create({ "idempotency-key": "k".repeat(255) })).status).toBe(201);
    });

    describe("answers from before any effect are not stored:", () => {
      test("a validation error", async () => {
        const key = newKey();
        expect((await create(key, { expiresIn: 1 })).status).toBe(422);
        expect((await create(key)).status).toBe(201);
      });

      test("an authentication error", async () => {
        const key = newKey();
        const reply = await app().call({ method: "POST", path: "/v1/sessions", body: body(), headers: key });
        expect(reply.status).toBe(401);
        expect((await create(key)).headers["idempotency-replayed"]).toBeUndefined();
      });

      test("no eligible method", async () => {
        const key = newKey();
        expect((await create(key, { country: "BR" })).problem().code).toBe("no_eligible_method");
        expect((await create(key)).status).toBe(201);
      });
    });

    test("business answers are stored: a refused payout stays refused, and the provider is not called again", async () => {
      const key = newKey();
      app().sandbox.state.arm({
        kind: "refuse",
        operation: "createPayout",
        provider: "paypro",
        message: "insufficient balance",
      });
      const first = await app().api.post("/v1/payouts", payout, key);
      expect(first.as(payoutSchema).status).toBe("failed");
      const asked = app().sandbox.state.requests().length;
      const second = await app().api.post("/v1/payouts", payout, key);
      expect(second.text).toBe(first.text);
      expect(app().sandbox.state.requests().length).toBe(asked);
    });

    test("holds across processes and a restart, for 24 h", async () => {
      const key = newKey();
      const first = await create(key);
      const sent = JSON.stringify(body());
      const second = await startTestApp({ like: app(), engine: app().database.engine });
      try {
        app().clock.advance(24 * 60 * 60 * 1_000 - 1);
        const headers = { ...key, "content-type": "application/json" };
        const reply = await second.api.call({ method: "POST", path: "/v1/sessions", rawBody: sent, headers });
        expect([reply.text, reply.headers["idempotency-replayed"]]).toEqual([first.text, "true"]);
      } finally {
        await second.stop();
      }
    });
  },
);
