import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { payout as payoutSchema } from "../../bff/contract.ts";
import { canonicalJson } from "../../bff/services/idempotency/canonical-json.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import type { Reply } from "../support/http-client.ts";

const customer = {
  id: "canary-customer-id",
  name: "Canary Nombre",
  email: "canary.payer@example.com",
  phone: "+525500000042",
  taxId: "CANARYTAXID",
  providerAccounts: { chainup: { openId: "canary-open-id", userId: null, token: "canary-chainup-token" } },
};
const typed = { email: "canary.typed@example.com" };
const beneficiary = {
  name: "Canary Beneficiaria",
  accountNumber: "002010077777777771",
  accountType: "clabe",
};
const payoutRequest = {
  account: "paypro-mx",
  amount: { value: "500", currency: "MXN" },
  reference: "refund",
  beneficiary,
};
/** What a payer or a payee is: never in a log, a metric, an error or the browser's answers. */
const people = [
  customer.id,
  customer.name,
  customer.email,
  customer.phone,
  customer.taxId,
  "canary-open-id",
  "canary-chainup-token",
  typed.email,
  beneficiary.name,
  beneficiary.accountNumber,
];
/** What the merchant wrote about a purchase. The return address is the client's own. */
const purchase = { description: "canary-described", metadata: { basket: "canary-basket" } };
const purchaseTexts = [purchase.description, "canary-basket", "thanks?order=1001"];
const providerWords = "canary words of the provider";

/** Where in the value the words stand, such as `data.payments.[].amount`; a property's name counts as its place. */
function pathsOf(value: unknown, words: string, path: readonly string[] = []): string[] {
  if (typeof value === "string") return value.includes(words) ? [path.join(".")] : [];
  if (Array.isArray(value)) return value.flatMap((inner) => pathsOf(inner, words, [...path, "[]"]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name.includes(words) ? [[...path, name].join(".")] : []),
    ...pathsOf(inner, words, [...path, name]),
  ]);
}

/** Everything of the database as text: the files themselves, or every row of every table. */
async function dump(app: TestApp): Promise<string> {
  const { database } = app;
  if (database.engine === "sqlite") {
    const path = database.url.slice("sqlite:".length);
    return [path, `${path}-wal`].map((file) => readFileSync(file, "latin1")).join("");
  }
  const tables = [
    "sessions",
    "payments",
    "payment_timeline",
    "payouts",
    "payout_timeline",
    "callbacks",
    "events",
    "deliveries",
    "delivery_attempts",
    "jobs",
    "idempotency_keys",
    "data_keys",
    "key_holders",
    "accounts",
  ] as const;
  const rows = await Promise.all(
    tables.map((table) => database.kysely.selectFrom(table).selectAll().execute()),
  );
  return JSON.stringify(rows);
}

describeApp(
  "secrets and people",
  { config: (base) => ({ ...base, metrics: { token: "canary-metrics" } }) },
  (app) => {
    const tokens: string[] = [];
    const paths: string[] = [];
    /** What a form sends to a provider's page: the payer's name, the addresses of this payment, a signature. */
    const formValues: string[] = [];
    const browserReplies: Reply[] = [];
    const problems: Reply[] = [];
    let ran = false;

    /** A day of everything: payments, payouts, refusals, lost answers, forged callbacks, wrong requests. */
    async function liveThrough(): Promise<void> {
      if (ran) return;
      ran = true;
      const { api, sandbox, clock } = app();
      for (const fault of [undefined, "refuse", "drop", "garbage", "status", "oversize"] as const) {
        const session = await api.createSession({ customer, ...purchase, methods: ["store", "cashier"] });
        tokens.push(session.clientToken);
        if (fault !== undefined) {
          sandbox.state.arm({
            kind: fault,
            operation: "createPayment",
            provider: "paypro",
            message: providerWords,
          });
        }
        const browser = app().browser(session.clientToken);
        const body = { method: "store", payer: typed };
        const reply = await browser.call({ method: "POST", path: "/checkout/payments", body });
        browserReplies.push(reply, await browser.call({ path: "/checkout/session" }));
        clock.advance(60_000);
        await app().runJobsUntilIdle();
        browserReplies.push(await browser.call({ path: "/checkout/status" }));
      }
      const redirect = await api.createSession({ customer, methods: ["cashier"] });
      const started = await app().browser(redirect.clientToken).start("cashier");
      const order = await app().orderOf(started.id);
      for (const address of [order.callbackUrl, order.returnUrl]) paths.push(new URL(address ?? "").pathname);
      const [callbackPath = "", returnPath = ""] = paths;
      problems.push(
        await app().call({ method: "POST", path: callbackPath, rawBody: `{"sign":"canary-forged"}` }),
        await app().call({ method: "POST", path: `${callbackPath}x`, rawBody: "{}" }),
        await app().call({ path: `${returnPath}x` }),
      );
      sandbox.state.play(order, { action: "pay" });
      await app().settle();
      await app().call({ path: returnPath });

      const amount = { value: "150.00", currency: "CNY" };
      const form = await api.createSession({ customer, amount, methods: ["red_packet"] });
      const { nextAction } = await app().browser(form.clientToken).start("red_packet");
      if (nextAction?.type !== "redirect_form") throw new Error("the customer gets no form");
      formValues.push(...Object.values(nextAction.fields).filter((value) => value.length > 15));
      for (const value of formValues.filter((text) => text.startsWith(app().url))) {
        paths.push(new URL(value).pathname);
      }
      await app().settle();

      const payout = payoutRequest;
      for (const kind of ["refuse", "drop", "garbage"] as const) {
        // Of a refusal's words, these make it final, so that it is told.
        const message = `insufficient balance, ${providerWords}`;
        sandbox.state.arm({ kind, operation: "createPayout", provider: "paypro", message });
        const reply = await api.post("/v1/payouts", payout, { "idempotency-key": kind });
        expect(reply.as(payoutSchema).account).toBe("paypro-mx");
        clock.advance(60_000);
        await app().runJobsUntilIdle();
      }
      sandbox.state.arm({ kind: "refuse", operation: "balance", provider: "paypro", message: providerWords });
      problems.push(
        await api.get("/v1/accounts/paypro-mx/balance"),
        await api.post("/v1/sessions", { customer, amount: "canary-amount", returnUrl: "canary-url" }),
        await api.post("/v1/payouts", { ...payout, amount: 1 }, { "idempotency-key": "wrong" }),
        await app().call({ path: "/v1/sessions", headers: { authorization: "Bearer canary-wrong-key" } }),
        await app().browser("ct_canary").call({ path: "/checkout/session" }),
      );
    }

    const secrets = () => {
      const { config, sandbox, apiKey, webhooks } = app();
      const credentials = config.accounts.flatMap(({ provider }) => {
        const known =
          Object.entries(sandbox.providers).find(([id]) => id === provider)?.[1].credentials ?? {};
        return Object.entries(known)
          .filter(([name]) => /secret|key$|privateKey/i.test(name) && !/app_?key|publicKey/i.test(name))
          .map(([, value]) => String(value));
      });
      return [apiKey, webhooks.secret, "canary-metrics", ...new Set(credentials), ...tokens];
    };
    const expectNone = (text: string, needles: readonly string[]) => {
      const found = needles.filter((needle) => needle.length > 5 && text.includes(needle));
      expect(found).toEqual([]);
    };

    test("the canaries are real: the merchant's own answers do hold the customer, and events the customer's id", async () => {
      await liveThrough();
      const { text } = await app().api.get("/v1/sessions?limit=100");
      for (const canary of [customer.email, ...purchaseTexts]) expect(text).toContain(canary);
      expect(
        app()
          .webhooks.received.map(({ text }) => text)
          .join(""),
      ).toContain(customer.id);
      expect(secrets().length).toBeGreaterThan(10);
    });

    test("are in no log line, nor are tokens of addresses, nor the provider's words", async () => {
      await liveThrough();
      const logs = app().logs().join("");
      expect(logs).toContain("payment changed");
      expectNone(logs, [...people, ...purchaseTexts, ...secrets(), providerWords, "canary"]);
      for (const path of paths) expectNone(logs, [path, path.split(/[./]/).at(-1) ?? ""]);
    });

    test("are in no metric", async () => {
      await liveThrough();
      const headers = { authorization: "Bearer canary-metrics" };
      const { text } = await app().call({ path: "/metrics", headers });
      expectNone(text, [...people, ...purchaseTexts, ...secrets(), providerWords]);
    });

    test("are in no error's answer, nor is what was wrong, nor a stack", async () => {
      await liveThrough();
      for (const reply of problems) {
        reply.problem();
        expectNone(reply.text, [...people, ...secrets(), providerWords, "canary"]);
        expect(reply.text).not.toMatch(/\.[jt]s:\d|node_modules|\n\s*at /);
      }
    });

    test("are in no answer to the browser, but for the token's own use", async () => {
      await liveThrough();
      for (const reply of browserReplies) {
        expectNone(reply.text, [...people, ...secrets(), providerWords]);
      }
    });

    test("are in no outgoing event: neither people nor keys nor tokens, and the provider's words only as its words", async () => {
      await liveThrough();
      const texts = app().webhooks.received.map(({ text }) => text);
      const masked = people.filter((text) => text !== customer.id);
      expectNone(texts.join(""), [...secrets(), ...masked, beneficiary.accountNumber]);
      const places = texts.flatMap((text) => pathsOf(JSON.parse(text), providerWords));
      const theirs = [
        "data.payment.providerDetails.message",
        "data.payout.providerDetails.message",
        "data.session.payments.[].providerDetails.message",
      ];
      expect(places).toContain(theirs[0]);
      expect(places.filter((place) => !theirs.includes(place))).toEqual([]);
    });

    test("of a form that a browser posts are told to that browser alone", async () => {
      await liveThrough();
      expect(formValues.length).toBeGreaterThan(2);
      const events = app().webhooks.received.map(({ text }) => text);
      const page = "limit=100";
      const answers = [
        await app().api.get(`/v1/payments?${page}`),
        await app().api.get(`/v1/sessions?${page}`),
        await app().api.get(`/v1/events?${page}`),
      ].map(({ text }) => text);
      for (const text of [events.join(""), ...answers]) {
        expect(text).toContain('"type":"redirect_form"');
        expect(text).toContain('"fields":{}');
        // The order number is everybody's.
        expectNone(
          text,
          formValues.filter((value) => !/^\d{14}[0-9a-z]{16}$/.test(value)),
        );
      }
    });

    test("are not in the database in clear", async () => {
      await liveThrough();
      const text = await dump(app());
      expect(text).toContain("order-1001");
      const parts = paths.map((path) => path.split(/[./]/).at(-1) ?? "");
      expectNone(text, [...people, ...purchaseTexts, ...secrets(), ...parts]);
    });

    test("are not in the database as hashes that a guess can be held against", async () => {
      await liveThrough();
      const { kysely, engine } = app().database;
      const hash = (text: string) => createHash("sha256").update(text);
      const bodies = await kysely.selectFrom("idempotency_keys").select("body_hash").execute();
      expect(bodies.length).toBeGreaterThan(2);
      for (const { body_hash } of bodies) {
        expect(body_hash).not.toBe(hash(canonicalJson(payoutRequest)).digest("hex"));
      }
      // On SQLite the limits are kept in memory.
      if (engine === "sqlite") return;
      const counted = async () => (await sql`select * from rate_limits`.execute(kysely)).rows;
      await expect.poll(async () => (await counted()).length, { timeout: 10_000 }).toBeGreaterThan(0);
      const rows = await counted();
      expectNone(JSON.stringify(rows), [
        "127.0.0.1",
        hash("127.0.0.1").digest("base64url").slice(0, 22),
        hash("127.0.0.1").digest("hex"),
      ]);
    });

    test("API keys and credentials do not reach a provider or a merchant's endpoint by mistake", async () => {
      await liveThrough();
      const { apiKey, webhooks, sandbox } = app();
      const toProviders =
        JSON.stringify(sandbox.state.requests()) +
        JSON.stringify(sandbox.state.orders(), (_, value) =>
          typeof value === "bigint" ? String(value) : value,
        );
      expectNone(toProviders, [apiKey, webhooks.secret, ...tokens]);
      const headers = webhooks.received.map((webhook) => JSON.stringify(webhook.headers)).join("");
      expectNone(headers, [apiKey, webhooks.secret]);
    });
  },
);

describe("a secret that is thrown", () => {
  test("is logged by its kind and place alone", async () => {
    const { createLogger } = await import("../../bff/logger.ts");
    const lines: string[] = [];
    const logger = createLogger({ destination: { write: (line) => void lines.push(line) } });
    const cause = Object.assign(new Error("canary cause"), { code: "ECONNREFUSED", params: ["canary"] });
    class PaymentError extends Error {}
    logger.error(
      { err: new PaymentError("canary\nat canary", { cause }), body: "canary", sessionId: "cs_1" },
      "failed",
    );
    const [line = ""] = lines;
    expect(line).not.toContain("canary");
    expect(JSON.parse(line)).toMatchObject({
      level: "error",
      sessionId: "cs_1",
      msg: "failed",
      err: { kind: "PaymentError", cause: { kind: "Error", code: "ECONNREFUSED" } },
    });
    expect(JSON.parse(line).err.at[0]).toMatch(/leaks\.test\.ts:\d+:\d+/);
  });
});
