/** Who sees what of a customer: canaries in every answer, with each kind of key. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { scopes } from "../../bff/config/merchant.ts";
import { eventView, listOf, payout as payoutSchema, session as sessionSchema } from "../../bff/contract.ts";
import { merchantOperations } from "../../bff/http/specs/merchant.ts";
import { bodyContextOf } from "../../bff/storage/repositories/event-writes.ts";
import { sealResponse } from "../../bff/storage/repositories/idempotency-keys.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";

const secret = "canary-exchange-token";
const customer = {
  id: "u-77",
  name: "Canary Nombre",
  email: "canary.payer@example.com",
  phone: "+525500000042",
  taxId: "CANARYTAXID",
  providerAccounts: { chainup: { openId: "canary-open-id", token: secret } },
};
const personal = [
  "Nombre",
  "canary.payer",
  "+52550000",
  "CANARYT",
  "canary-open",
  "Beneficiaria",
  "00201007",
];
const beneficiary = { name: "Beneficiaria", accountNumber: "002010077777777771", accountType: "clabe" };
const page = listOf(eventView);
let keys = 0;
const clear = new Set(["sessions", "customers"]);

const keyOf = (scope: string) => `sk_of_${scope.replace(":", "_")}`;
/** Opens every call, and shows nothing in clear. */
const everythingMasked = scopes.filter((scope) => !clear.has(scope));

async function paidSession(app: TestApp) {
  const { id, clientToken } = await app.api.createSession({ customer });
  const payment = await app.browser(clientToken).start("store");
  app.sandbox.state.play(await app.orderOf(payment.id), { action: "pay" });
  await app.settle();
  const events = (await app.api.get(`/v1/events?session=${id}`)).as(page).data;
  return { id, payment: payment.id, event: events[0]?.id ?? "" };
}

describeApp(
  "personal details",
  {
    engines: ["sqlite"],
    config: (base) => ({
      ...base,
      merchant: {
        ...base.merchant,
        apiKeys: [
          ...base.merchant.apiKeys,
          { id: "masked", secret: "sk_masked", scopes: everythingMasked },
          { id: "unmasked", secret: "sk_unmasked", scopes: [...everythingMasked, "customers"] },
          { id: "front", secret: keyOf("sessions"), scopes: ["sessions"] },
          { id: "books", secret: keyOf("reports"), scopes: ["reports"] },
        ],
      },
    }),
  },
  (app) => {
    const as = (key: string, path: string, method: "GET" | "POST" | "PATCH" = "GET", body?: unknown) =>
      app().call({
        method,
        path,
        ...(body === undefined ? {} : { body }),
        headers: { authorization: `Bearer ${key}`, "idempotency-key": `k-${++keys}` },
      });

    test("are in clear for a shop front, and masked for who keeps the books", async () => {
      const { id } = await paidSession(app());
      const seen = (await as(keyOf("sessions"), `/v1/sessions/${id}`)).as(sessionSchema).customer;
      const { token: _secret, ...chainup } = customer.providerAccounts.chainup;
      expect(seen).toEqual({ ...customer, providerAccounts: { chainup } });
      const masked = (await as(keyOf("reports"), `/v1/sessions/${id}`)).as(sessionSchema).customer;
      expect(masked).toEqual({
        id: "u-77",
        name: "C…",
        email: "c…@example.com",
        phone: "…0042",
        taxId: "…AXID",
        providerAccounts: { chainup: { openId: "…n-id" } },
      });
    });

    describe("in every answer", () => {
      test("are masked for a key with every other scope, and in clear with customers beside them", async () => {
        const { id, payment, event } = await paidSession(app());
        const request = {
          account: "paypro-mx",
          amount: { value: "500.00", currency: "MXN" },
          reference: "refund",
          beneficiary,
        };
        const made = await app().api.post("/v1/payouts", request, { "idempotency-key": `p-${id}` });
        const ids: Readonly<Record<string, string>> = {
          sessions: id,
          payments: payment,
          events: event,
          payouts: made.as(payoutSchema).id,
          accounts: "paypro-mx",
        };
        const bodies: Readonly<Record<string, unknown>> = {
          "/v1/payouts": request,
          "/v1/payments/{id}/resolve": { outcome: "failed", note: "x" },
          "/v1/payouts/{id}/resolve": { outcome: "failed", note: "x" },
        };
        let clearAnswers = 0;
        for (const { method, path } of merchantOperations) {
          const target = path.replace("{id}", ids[path.split("/")[2] ?? ""] ?? "x");
          const masked = await as("sk_masked", target, method, bodies[path]);
          const unmasked = await as("sk_unmasked", target, method, bodies[path]);
          for (const canary of personal) expect(masked.text, `${method} ${path}`).not.toContain(canary);
          for (const { text } of [masked, unmasked]) expect(text, `${method} ${path}`).not.toContain(secret);
          if (unmasked.text.includes(customer.email)) clearAnswers++;
        }
        // Two reads of sessions, two of events, a redelivery, a change of a session.
        expect(clearAnswers).toBe(6);
      });

      test("a key that has lost its scope gets a stored answer masked, and nobody gets a stored token", async () => {
        const { event } = await paidSession(app());
        const path = `/v1/events/${event}/redeliver`;
        const { kysely } = app().database;
        for (const [id, secretOfKey] of [
          ["masked", "sk_masked"],
          ["unmasked", "sk_unmasked"],
        ] as const) {
          const headers = { authorization: `Bearer ${secretOfKey}`, "idempotency-key": "stored" };
          await app().call({ method: "POST", path, headers });
          // As an earlier version stored it, or as it was when the key had more scopes.
          const keyId = createHash("sha256")
            .update(JSON.stringify([id, "POST", path, "stored"]))
            .digest("hex");
          const text = JSON.stringify({ data: { session: { customer } } });
          const { numUpdatedRows } = await kysely
            .updateTable("idempotency_keys")
            .set({ response_sealed: sealResponse(app().context.seal, keyId, text) })
            .where("id", "=", keyId)
            .executeTakeFirst();
          expect(numUpdatedRows).toBe(1n);
          const replayed = await app().call({ method: "POST", path, headers });
          expect(replayed.headers["idempotency-replayed"]).toBe("true");
          expect(replayed.text).not.toContain(secret);
          expect(replayed.text.includes(customer.email)).toBe(id === "unmasked");
        }
      });
    });

    describe("in a webhook", () => {
      test("are masked, at once and when it is sent again, whatever the key of the list may see", async () => {
        const { id, event } = await paidSession(app());
        await app().api.post(`/v1/events/${event}/redeliver`);
        await app().settle();
        const sent = app().webhooks.received.filter((webhook) => webhook.event.data.session?.id === id);
        expect(sent.filter(({ headers }) => headers["webhook-id"] === event)).toHaveLength(2);
        for (const { text, event: body } of sent) {
          for (const canary of personal) expect(text).not.toContain(canary);
          expect(body.data.session?.customer).toEqual({
            id: "u-77",
            name: "C…",
            email: "c…@example.com",
            phone: "…0042",
            taxId: "…AXID",
            providerAccounts: { chainup: { openId: "…n-id" } },
          });
        }
        const listed = await as(keyOf("sessions"), `/v1/events?session=${id}`);
        expect(listed.text).toContain(customer.email);
      });
    });

    describe("a customer's exchange token", () => {
      test("is in no answer, event, webhook or log", async () => {
        const { id } = await paidSession(app());
        const webhooks = app().webhooks.received.filter(({ event }) => event.data.session?.id === id);
        expect(webhooks.length).toBeGreaterThan(0);
        for (const text of [JSON.stringify(webhooks), app().logs().join("")])
          expect(text).not.toContain(secret);
        expect((await app().api.get(`/v1/events?session=${id}`)).text).not.toContain(secret);
        expect((await app().api.get("/v1/sessions")).text).not.toContain(secret);
      });

      test("is in the address of the provider's page for their own browser alone", async () => {
        const amount = { value: "15", currency: "USDT" };
        const { id, clientToken } = await app().api.createSession({ customer, amount });
        const started = await app().browser(clientToken).start("crypto");
        expect(started.nextAction).toMatchObject({ url: expect.stringContaining(secret) });
        await app().settle();
        const paths = [`/v1/payments/${started.id}`, `/v1/sessions/${id}`, `/v1/events?session=${id}`];
        for (const path of paths) {
          const clear = (await as(keyOf("sessions"), path)).text;
          expect(clear).toContain("/platform/pay.html?");
          expect(clear).toContain("openId=canary-open-id");
          expect(clear).not.toContain(secret);
          const masked = (await as(keyOf("reports"), path)).text;
          expect(masked).toContain("/platform/pay.html");
          expect(masked).not.toContain("canary-open-id");
        }
        const sent = app().webhooks.received.filter(({ event }) => event.data.session?.id === id);
        expect(sent.length).toBeGreaterThan(0);
        expect(JSON.stringify(sent)).not.toContain(secret);
      });

      test("that an earlier version stored in an event is neither shown nor sent", async () => {
        const { id, event } = await paidSession(app());
        const { kysely } = app().database;
        const { seal } = app().context;
        const read = kysely.selectFrom("events").select("body_sealed").where("id", "=", event);
        const { body_sealed } = await read.executeTakeFirstOrThrow();
        const body = JSON.parse(seal.open(body_sealed, bodyContextOf(event)));
        body.data.session.customer.providerAccounts.chainup.token = secret;
        await kysely
          .updateTable("events")
          .set({ body_sealed: seal.seal(JSON.stringify(body), bodyContextOf(event)) })
          .where("id", "=", event)
          .execute();
        const before = app().webhooks.received.length;
        expect((await app().api.get(`/v1/events/${event}`)).text).not.toContain(secret);
        expect((await app().api.post(`/v1/events/${event}/redeliver`)).text).not.toContain(secret);
        await app().settle();
        const sent = app().webhooks.received.slice(before);
        expect(sent.map((webhook) => webhook.event.data.session?.id)).toEqual([id]);
        expect(JSON.stringify(sent)).not.toContain(secret);
        expect(JSON.stringify(sent)).toContain("…n-id");
      });
    });
  },
);
