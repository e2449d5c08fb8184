/** README.md's own code for a session, against a real BFF. */
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { startTestApp, type TestApp } from "../support/app.ts";
import { loadReadmeCode } from "../support/readme-code.ts";

interface Kept {
  readonly id: string;
  readonly clientToken: string;
  readonly url: string;
}
interface Order {
  readonly id: string;
  readonly total: string;
  readonly currency: string;
}
interface Db {
  readonly findSession: (orderId: string) => Promise<Kept | undefined>;
  readonly saveSession: (orderId: string, kept: Kept) => Promise<void>;
}
type SessionFor = (order: Order, db: Db) => Promise<Kept>;

let app: TestApp;
let sessionFor: SessionFor;
let orders = 0;

beforeAll(async () => {
  app = await startTestApp({
    config: (base) => ({
      ...base,
      merchant: { ...base.merchant, allowedOrigins: ["https://shop.example.com"] },
    }),
  });
  vi.stubEnv("PAY_URL", app.url);
  vi.stubEnv("PAY_API_KEY", app.apiKey);
  vi.stubEnv("SHOP_URL", "https://shop.example.com");
  const loaded = await loadReadmeCode("sessionFor");
  const exported = z.object({ sessionFor: z.custom<SessionFor>((value) => typeof value === "function") });
  ({ sessionFor } = exported.parse(loaded));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await app.stop();
});

function shop() {
  const sessions = new Map<string, Kept>();
  const db: Db = {
    findSession: async (orderId) => sessions.get(orderId),
    saveSession: async (orderId, kept) => void sessions.set(orderId, kept),
  };
  const order: Order = { id: `order-${++orders}`, total: "150.00", currency: "MXN" };
  return { db, order, sessions };
}

async function statusOf({ id }: Kept): Promise<string> {
  return (await app.api.readSession(id)).status;
}

test("a customer who opens four tabs at once gets one session", async () => {
  const { db, order } = shop();
  const kept = await Promise.all([1, 2, 3, 4].map(() => sessionFor(order, db)));
  expect(new Set(kept.map(({ id }) => id)).size).toBe(1);
});

test("a request of another tab that is not answered yet is waited for", async () => {
  const { db, order } = shop();
  const body = JSON.stringify({ title: "In use", code: "idempotency_key_in_use" });
  const answer = new Response(body, { status: 409, headers: { "content-type": "application/problem+json" } });
  const fetching = vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(answer);
  onTestFinished(() => fetching.mockRestore());
  expect(await statusOf(await sessionFor(order, db))).toBe("requires_payment_method");
});

test("a customer who comes back gets the same session while it can be paid", async () => {
  const { db, order } = shop();
  const first = await sessionFor(order, db);
  await app.browser(first.clientToken).start("store");
  expect(await sessionFor(order, db)).toEqual(first);
  expect(await statusOf(first)).toBe("requires_action");
});

test("a canceled session is followed by one that can be paid", async () => {
  const { db, order } = shop();
  const first = await sessionFor(order, db);
  await app.api.post(`/v1/sessions/${first.id}/cancel`);
  const second = await sessionFor(order, db);
  expect(second.id).not.toBe(first.id);
  expect(await statusOf(second)).toBe("requires_payment_method");
});

test("an expired session is followed by one that can be paid, also when the shop forgot that it had made it", async () => {
  const { db, order, sessions } = shop();
  const first = await sessionFor(order, db);
  sessions.clear();
  app.clock.advance(25 * 3_600_000);
  await app.runJobsUntilIdle();
  expect(await statusOf(first)).toBe("expired");
  const second = await sessionFor(order, db);
  expect(second.id).not.toBe(first.id);
  expect(await statusOf(second)).toBe("requires_payment_method");
});

test("a changed cart gets a session of its own amount, and the old one can't be paid any more", async () => {
  const { db, order } = shop();
  const first = await sessionFor(order, db);
  const second = await sessionFor({ ...order, total: "175.00" }, db);
  expect(await statusOf(first)).toBe("canceled");
  expect((await app.api.readSession(second.id)).amount.value).toBe("175.00");
  const third = await sessionFor(order, db);
  expect((await app.api.readSession(third.id)).amount.value).toBe("150.00");
  expect(await statusOf(third)).toBe("requires_payment_method");
});

test("a paid order stays paid, whatever its cart says now", async () => {
  const { db, order } = shop();
  const first = await sessionFor(order, db);
  const payment = await app.browser(first.clientToken).start("store");
  const { orderNo } = await app.api.readPayment(payment.id);
  app.sandbox.state.play({ provider: "paypro", orderNo }, { action: "pay" });
  await app.sandbox.state.callbacksSettled();
  await app.runJobsUntilIdle();
  expect(await statusOf(first)).toBe("succeeded");
  expect((await sessionFor({ ...order, total: "175.00" }, db)).id).toBe(first.id);
});

test("what the BFF refuses is named with its field", async () => {
  const { db, order } = shop();
  await expect(sessionFor({ ...order, total: "free" }, db)).rejects.toMatchObject({
    message: expect.stringMatching(/^The request has fields that are wrong\. amount\.value \S/),
    status: 422,
  });
});
