import { Webhook } from "standardwebhooks";
import { request } from "undici";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { shopApp } from "../../demo/shop/app.ts";
import { amountText, markets } from "../../demo/shop/catalog.ts";
import { startTestServer, type TestServer } from "../support/net.ts";

const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const sessionSchema = z.object({
  amount: z.object({ value: z.string(), currency: z.string() }),
  reference: z.string(),
  returnUrl: z.string(),
});

interface Asked {
  readonly headers: Record<string, unknown>;
  readonly body: z.output<typeof sessionSchema>;
}

let bff: TestServer;
let shop: TestServer;
let asked: Asked[];
let answer: { status: number; body: unknown };

beforeEach(async () => {
  asked = [];
  answer = { status: 201, body: { id: "cs_1", clientToken: "ct_secret" } };
  bff = await startTestServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += String(chunk);
    });
    request.on("end", () => {
      asked.push({ headers: request.headers, body: sessionSchema.parse(JSON.parse(text)) });
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(JSON.stringify(answer.body));
    });
  });
  const app = shopApp({
    shopUrl: () => shop.origin,
    bffUrl: bff.origin,
    bffPublicUrl: "http://pay.example:8787",
    apiKey: "sk_sandbox_1",
    webhookSecret: secret,
    sandboxUrl: "http://sandbox.example:1",
  });
  shop = await startTestServer(app);
});
afterEach(async () => {
  await shop.close();
  await bff.close();
});

async function buy(form: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams({ market: "mx", quantity: "2", locale: "en", ...form });
  return fetch(`${shop.origin}/orders`, { method: "POST", body, redirect: "manual" });
}

async function buyId(form: Record<string, string> = {}): Promise<string> {
  return (await buy(form)).headers.get("location")?.split("/").at(-1) ?? "";
}

const orderOf = async (id: string): Promise<unknown> =>
  (await fetch(`${shop.origin}/orders/${id}.json`)).json();

interface Told {
  readonly type: string;
  readonly id?: string;
  readonly value?: string;
  readonly currency?: string;
  readonly session?: string;
}

async function tell(orderId: string, told: Told): Promise<Response> {
  const { number: reference } = z.object({ number: z.string() }).parse(await orderOf(orderId));
  const { type, id = `evt_${type}`, value = "698.00", currency = "MXN", session = "cs_1" } = told;
  const amount = { value, currency };
  const body = JSON.stringify({ type, data: { session: { id: session, reference, amount } } });
  const now = new Date();
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, now, body),
  };
  return fetch(`${shop.origin}/webhooks`, { method: "POST", headers, body });
}

describe("the order form", () => {
  const post = (headers: Record<string, string>) =>
    request(`${shop.origin}/orders`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body: "market=mx&quantity=1&locale=en",
    });

  test.each<Record<string, string>>([
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "http://127.0.0.1:1" },
  ])("is refused to another site's page: %j", async (headers) => {
    expect((await post(headers)).statusCode).toBe(403);
    expect(asked).toEqual([]);
  });

  test("is taken from the shop's own page, and from a program", async () => {
    expect((await post({})).statusCode).toBe(303);
    expect((await post({ origin: shop.origin, "sec-fetch-site": "same-origin" })).statusCode).toBe(303);
    // A page without a referrer sends its own forms so.
    expect((await post({ origin: "null", "sec-fetch-site": "same-origin" })).statusCode).toBe(303);
  });

  test("is refused to an address that has sent sixty in a minute", async () => {
    for (let n = 0; n < 60; n++) expect((await post({})).statusCode).toBe(303);
    const refused = await post({});
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeLessThanOrEqual(60);
    expect(asked).toHaveLength(60);
  });
});

describe("the shop", () => {
  test("sells in seven currencies, each a page of its own", async () => {
    for (const market of markets) {
      expect(amountText(market.unitMinor, market.decimals)).not.toMatch(/^\.|\.$/);
      const text = await (await fetch(`${shop.origin}/?market=${market.id}`)).text();
      expect(text).toContain(market.currency);
      expect(text).toContain(`<input type="hidden" name="market" value="${market.id}">`);
    }
    expect(new Set(markets.map(({ currency }) => currency)).size).toBe(7);
  });

  test("creates a session at its BFF, once an order, with the customer's way back", async () => {
    const id = await buyId();
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers).toMatchObject({
      authorization: "Bearer sk_sandbox_1",
      "idempotency-key": `order-${id}`,
    });
    expect(asked[0]?.body).toMatchObject({
      amount: { value: "698.00", currency: "MXN" },
      reference: expect.stringMatching(/^CS-[2-9A-Z]{8}$/),
      returnUrl: `${shop.origin}/thanks?order=${id}`,
    });
  });

  test("shows the same session again after a reload, and lets no cache keep it", async () => {
    const id = await buyId();
    for (const _ of [1, 2]) {
      const page = await fetch(`${shop.origin}/checkout/${id}`);
      expect(page.headers.get("cache-control")).toBe("no-store");
      const text = await page.text();
      expect(text).toContain(
        '<script type="module" src="http://pay.example:8787/widget/v1/pay-checkout.js">',
      );
      expect(text).toContain(
        '<pay-checkout bff="http://pay.example:8787" client-token="ct_secret" locale="en">',
      );
    }
    expect(asked).toHaveLength(1);
  });

  test("has pages without a line of script or style in them, under a strict policy", async () => {
    const id = await buyId();
    for (const path of ["/", `/checkout/${id}`, `/orders/${id}`]) {
      const page = await fetch(shop.origin + path);
      const policy = page.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self' http://pay.example:8787");
      expect(policy).not.toContain("unsafe");
      const text = await page.text();
      expect(text).not.toMatch(/<script(?![^>]*\ssrc=)/);
      expect(text).not.toMatch(/<style|\sstyle=|\son\w+=/);
      expect(text).toContain("http://sandbox.example:1/counter");
    }
  });

  test("says so when the checkout refuses, and keeps nothing to pay", async () => {
    answer = { status: 422, body: { code: "no_eligible_method", detail: "no method takes that" } };
    const page = await buy();
    expect(page.status).toBe(502);
    expect(await page.text()).toContain("no method takes that");
  });

  test("refuses an order that is none", async () => {
    const wrong: Record<string, string>[] = [
      { market: "xx" },
      { quantity: "0" },
      { quantity: "6" },
      { locale: "<b>" },
    ];
    for (const form of wrong) {
      expect((await buy(form)).status).toBe(422);
    }
    expect(asked).toHaveLength(0);
    expect((await fetch(`${shop.origin}/checkout/unknown`)).status).toBe(404);
  });
});

test("takes who returns from a provider to the checkout, and who goes back to the shop to the order", async () => {
  const id = await buyId();
  const whereTo = async (query: string) =>
    (await fetch(`${shop.origin}/thanks?order=${id}${query}`, { redirect: "manual" })).headers.get(
      "location",
    );
  expect(await whereTo("&session_id=cs_1")).toBe(`/checkout/${id}`);
  expect(await whereTo("")).toBe(`/orders/${id}`);
});

test("shows no stack for a webhook it cannot read", async () => {
  const long = await fetch(`${shop.origin}/webhooks`, { method: "POST", body: "x".repeat(300_000) });
  expect([long.status, await long.text()]).toEqual([413, "Something went wrong. Please try again."]);
});

describe("an order of the shop", () => {
  test("is paid by a webhook, once, and never goes back", async () => {
    const id = await buyId();
    expect(await orderOf(id)).toMatchObject({ status: "unpaid", events: [] });
    expect((await tell(id, { type: "session.succeeded", id: "evt_1" })).status).toBe(204);
    expect((await tell(id, { type: "session.succeeded", id: "evt_1" })).status).toBe(204);
    await tell(id, { type: "session.expired", id: "evt_2" });
    expect(await orderOf(id)).toMatchObject({
      status: "paid",
      events: [
        { id: "evt_1", type: "session.succeeded" },
        { id: "evt_2", type: "session.expired" },
      ],
    });
    const thanks = await fetch(`${shop.origin}/thanks?order=${id}`);
    expect(await thanks.text()).toContain("Your order is paid");
  });

  test("is not paid by a forged webhook, an old one, another session's or another amount's", async () => {
    const id = await buyId();
    const body = JSON.stringify({ type: "session.succeeded", data: {} });
    const at = Math.floor(Date.now() / 1000);
    const forged = await fetch(`${shop.origin}/webhooks`, {
      method: "POST",
      headers: {
        "webhook-id": "e",
        "webhook-timestamp": String(at),
        "webhook-signature": `v1,${Buffer.alloc(32).toString("base64")}`,
      },
      body,
    });
    expect(forged.status).toBe(401);
    expect((await fetch(`${shop.origin}/webhooks`, { method: "POST", body })).status).toBe(401);
    await tell(id, { type: "session.succeeded", session: "cs_2" });
    expect(await orderOf(id)).toMatchObject({ status: "unpaid", events: [] });
    await tell(id, { type: "session.succeeded", value: "6.98" });
    expect(await orderOf(id)).toMatchObject({ status: "unpaid", notices: ["the amount is not the order's"] });
  });

  test.each([
    ["usdt", "37.000000", "paid"],
    ["usdt", "37.000001", "unpaid"],
    ["id", "330000", "paid"],
    ["id", "330000.00", "paid"],
    ["id", "33000", "unpaid"],
    ["mx", "698.00", "paid"],
    ["mx", "698", "paid"],
    ["mx", "6980.00", "unpaid"],
  ])("in market %s, %s is %s", async (market, value, status) => {
    const id = await buyId({ market });
    const currency = markets.find((each) => each.id === market)?.currency;
    await tell(id, { type: "session.succeeded", value, currency });
    expect(await orderOf(id)).toMatchObject({ status });
  });

  test("shows the staff a second payment and a reversal", async () => {
    const id = await buyId();
    await tell(id, { type: "session.succeeded" });
    await tell(id, { type: "payment.duplicate" });
    await tell(id, { type: "payment.reversed" });
    expect(await orderOf(id)).toMatchObject({
      status: "paid",
      notices: ["paid twice: refund the second payment", "the payment was reversed: do not ship"],
    });
  });

  test.each([
    ["session.canceled", "canceled"],
    ["session.expired", "expired"],
    ["payment.pending", "unpaid"],
  ])("by %s is %s", async (type, status) => {
    const id = await buyId();
    await tell(id, { type });
    expect(await orderOf(id)).toMatchObject({ status });
  });
});
