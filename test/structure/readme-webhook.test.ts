import express, { type RequestHandler } from "express";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { startTestServer } from "../support/net.ts";
import { loadReadmeCode } from "../support/readme-code.ts";

const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;

interface Db {
  readonly hasPaid: (sessionId: string) => Promise<boolean>;
  readonly findOrder: (reference: string) => Promise<object | undefined>;
  readonly markPaid: (orderId: string, sessionId: string) => Promise<void>;
}
type Receive = (rawBody: string, headers: Readonly<Record<string, string>>, db: Db) => Promise<void>;

let receiveWebhook: Receive;
let webhooks: (db: Db) => RequestHandler;

/** The README's own code. */
beforeAll(async () => {
  const loaded = await loadReadmeCode("receiveWebhook");
  const exported = z.object({
    receiveWebhook: z.custom<Receive>((value) => typeof value === "function"),
    webhooks: z.custom<(db: Db) => RequestHandler>((value) => typeof value === "function"),
  });
  ({ receiveWebhook, webhooks } = exported.parse(loaded));
  vi.stubEnv("PAY_WEBHOOK_SECRET", secret);
});
afterAll(() => {
  vi.unstubAllEnvs();
});

function shop() {
  const sessions = new Set<string>();
  const paid: string[] = [];
  const db: Db = {
    hasPaid: async (id) => sessions.has(id),
    findOrder: async (reference) =>
      reference === "order-1" ? { id: "1", total: "150.00", currency: "MXN" } : undefined,
    markPaid: async (orderId, sessionId) => {
      sessions.add(sessionId);
      paid.push(orderId);
    },
  };
  return { db, paid };
}

function signed(changes: {
  readonly type?: string;
  readonly value?: string;
  readonly currency?: string;
  readonly reference?: string;
}) {
  const { type = "session.succeeded", value = "150.00", currency = "MXN", reference = "order-1" } = changes;
  const body = JSON.stringify({
    type,
    data: { session: { id: "cs_1", reference, amount: { value, currency } } },
  });
  const now = new Date();
  const headers = {
    "webhook-id": "evt_1",
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign("evt_1", now, body),
  };
  return { body, headers };
}

test("the README's webhook marks an order as paid, once", async () => {
  const { db, paid } = shop();
  const { body, headers } = signed({});
  await receiveWebhook(body, headers, db);
  await receiveWebhook(body, headers, db);
  expect(paid).toEqual(["1"]);
});

test.each([{ value: "1.00" }, { currency: "USD" }, { reference: "order-2" }, { type: "session.expired" }])(
  "the README's webhook marks nothing as paid for %j",
  async (changes) => {
    const { db, paid } = shop();
    const { body, headers } = signed(changes);
    await receiveWebhook(body, headers, db);
    expect(paid).toEqual([]);
  },
);

test("the README's webhook refuses a body that was not signed", async () => {
  const { db, paid } = shop();
  const { body, headers } = signed({});
  await expect(receiveWebhook(body.replace("150.00", "1.00"), headers, db)).rejects.toThrow();
  expect(paid).toEqual([]);
});

test("the README's route takes the bytes as they came, and answers 204, 401 or 500", async () => {
  const { db, paid } = shop();
  let isBroken = false;
  const hasPaid = async (id: string) => {
    if (isBroken) throw new Error("the database is away");
    return await db.hasPaid(id);
  };
  const app = express().use(webhooks({ ...db, hasPaid }));
  const server = await startTestServer(app);
  const { body, headers } = signed({});
  const send = async (text: string) => {
    const init = { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: text };
    return (await fetch(`${server.origin}/webhooks`, init)).status;
  };
  expect(await send(body.replace("{", "{ "))).toBe(401);
  isBroken = true;
  expect(await send(body)).toBe(500);
  isBroken = false;
  expect(paid).toEqual([]);
  expect(await send(body)).toBe(204);
  expect(paid).toEqual(["1"]);
  await server.close();
});
