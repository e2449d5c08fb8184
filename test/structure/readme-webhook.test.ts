import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { readText } from "./repository.ts";

const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const folder = join(import.meta.dirname, "../../node_modules/.cache", `readme-${process.pid}`);

interface Db {
  readonly hasEvent: (id: string) => Promise<boolean>;
  readonly findOrder: (reference: string) => Promise<object | undefined>;
  readonly markPaid: (orderId: string, eventId: string) => Promise<void>;
}
type Receive = (rawBody: string, headers: Readonly<Record<string, string>>, db: Db) => Promise<void>;

let receiveWebhook: Receive;

/** The README's own code. */
beforeAll(async () => {
  const blocks = readText("README.md").split("```js\n").slice(1);
  const code = blocks
    .map((block) => block.split("```")[0] ?? "")
    .find((block) => block.includes("receiveWebhook"));
  if (code === undefined) throw new Error("the README has no such code");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "receive-webhook.mjs");
  writeFileSync(file, code);
  const loaded: unknown = await import(/* @vite-ignore */ pathToFileURL(file).href);
  receiveWebhook = z
    .object({ receiveWebhook: z.custom<Receive>((value) => typeof value === "function") })
    .parse(loaded).receiveWebhook;
  vi.stubEnv("PAY_WEBHOOK_SECRET", secret);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function shop() {
  const events = new Set<string>();
  const paid: string[] = [];
  const db: Db = {
    hasEvent: async (id) => events.has(id),
    findOrder: async (reference) =>
      reference === "order-1" ? { id: "1", total: "150.00", currency: "MXN" } : undefined,
    markPaid: async (orderId, eventId) => {
      events.add(eventId);
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
  const body = JSON.stringify({ type, data: { session: { reference, amount: { value, currency } } } });
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
