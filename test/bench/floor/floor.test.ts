/**
 * The floor is a measure only while it does the product's work. So both get the same requests, and the results are
 * compared.
 */
import { once } from "node:events";
import { createServer } from "node:net";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import type { Database } from "../../../bff/storage/engine/database.ts";
import type { Sandbox } from "../../../demo/sandbox/sandbox.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { forEachEngine } from "../../support/databases.ts";
import { createBrowserClient, createMerchantClient, type MerchantClient } from "../../support/http-client.ts";
import { verifyWebhook } from "../../support/webhook-receiver.ts";
import { startFloor } from "./server.ts";

/** Tables that are written once in the life of a process, or by the migrations. They are not part of the work. */
const standing = new Set([
  "data_keys",
  "key_holders",
  "rate_limits",
  "kysely_migration",
  "kysely_migration_lock",
]);
/** What is kept for a person to read. The floor keeps none of it: it does that much less than the product. */
standing.add("exchanges");
/** Columns that differ for each payment, also in length. */
const arbitrary = new Set(["order_no", "provider_order_id", "locked_by", "lease_token", "duration_ms"]);
const firstTime = 1_000_000_000_000;

/** The kind of a value whose bytes differ for each payment. */
function shapeOf(column: string, value: unknown): unknown {
  if (value === null) return null;
  if (arbitrary.has(column)) return "given";
  if (typeof value === "number") return value > firstTime ? "a time" : value;
  // How short a packed body is depends on its random ids. The webhooks have the same texts.
  if (column === "body_sealed") return "packed and sealed";
  const text = String(value);
  if (column.endsWith("_sealed")) return `sealed, ${text.length} characters`;
  return text
    .replaceAll(/evt_[\w-]{27}/g, "evt")
    .replaceAll(/(cs|pay|aud|req)_[\w-]{22}/g, "$1")
    .replaceAll(/\b[0-9a-f]{64}\b/g, "digest")
    .replaceAll(/127\.0\.0\.1:\d+/g, "host");
}

/** The event of a webhook, without the values that differ between payments. */
function eventShapeOf(text: string): string {
  return String(shapeOf("event", text))
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "a time")
    .replaceAll(/"(orderNo|providerOrderId)":"\w+"/g, '"$1":"given"')
    .replaceAll(/"code":"\d{18}"/g, '"code":"a bank account"');
}

/** Every row of every table, by table, without the values that differ between payments. */
async function readShapes(database: Database): Promise<Record<string, string[]>> {
  const tables = await database.kysely.introspection.getTables({ withInternalKyselyTables: true });
  const shapes: Record<string, string[]> = {};
  for (const { name } of tables) {
    if (standing.has(name)) continue;
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(
      database.kysely,
    );
    shapes[name] = rows
      .filter((row) => row.kind !== "reconcile")
      .map((row) =>
        Object.entries(row)
          // The database gives this number out, and may leave some out.
          .filter(([column]) => name !== "audit" || column !== "seq")
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([column, value]) => `${column}: ${shapeOf(column, value)}`)
          .join(", "),
      )
      .sort();
  }
  return shapes;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("the probe has no port");
  return address.port;
}

/** Two sessions, one of them with an Idempotency-Key. @returns the other's client token. */
async function createSessions(app: TestApp, api: MerchantClient): Promise<string> {
  const customer = { name: "Ana Díaz", email: "ana@example.com", phone: "+525512345678" };
  const amount = { value: "150.00", currency: "MXN" };
  const session = {
    amount,
    reference: "order-1001",
    returnUrl: `${app.origin}/thanks`,
    country: "MX",
    customer,
  };
  const kept = await api.post("/v1/sessions", session, { "idempotency-key": "order-1001" });
  const again = await api.post("/v1/sessions", session, { "idempotency-key": "order-1001" });
  expect(again.text).toBe(kept.text);
  return (await api.createSession(session)).clientToken;
}

/** Its callback is sent at once. */
function pay(sandbox: Sandbox, index: number): void {
  const order = sandbox.state.orders({ provider: "paypro" })[index];
  if (order === undefined) throw new Error("it was not ordered");
  sandbox.state.play({ provider: "paypro", orderNo: order.orderNo }, { action: "pay" });
}

forEachEngine("the floor", (openTestDatabase, engine) => {
  test("writes the rows, sends the events and answers what the product does, from session to success", async () => {
    const app = await startTestApp({ engine });
    onTestFinished(app.stop);
    const database = await openTestDatabase();
    const port = await freePort();
    const { baseUrl, credentials } = app.sandbox.providers.paypro;
    const floor = await startFloor({
      host: "127.0.0.1",
      port,
      publicUrl: `http://127.0.0.1:${port}`,
      databaseUrl: database.url,
      paypro: { baseUrl, ...credentials },
      webhook: { url: app.webhooks.url, secret: app.webhooks.secret },
    });
    onTestFinished(floor.stop);
    const { origin, webhooks } = app;
    const api = createMerchantClient({
      baseUrl: floor.url,
      apiKey: app.apiKey,
      returnUrl: `${origin}/thanks`,
    });

    const browser = app.browser(await createSessions(app, app.api));
    const clientToken = await createSessions(app, api);
    const floorBrowser = createBrowserClient({ baseUrl: floor.url, clientToken, origin });
    expect(await readShapes(database)).toEqual(await readShapes(app.database));

    const started = await browser.start("bank_transfer");
    await app.runJobsUntilIdle();
    const floorStarted = await floorBrowser.start("bank_transfer");
    expect(Object.keys(floorStarted)).toEqual(Object.keys(started));
    const product = await readShapes(app.database);
    expect(product.deliveries).toHaveLength(1);
    await expect.poll(() => readShapes(database)).toEqual(product);

    pay(app.sandbox, 0);
    await app.settle();
    pay(app.sandbox, 1);
    const paid = await readShapes(app.database);
    expect(paid.deliveries).toHaveLength(3);
    await expect.poll(() => readShapes(database)).toEqual(paid);

    expect(webhooks.types().sort()).toEqual([
      ...["payment.pending", "payment.pending", "payment.succeeded", "payment.succeeded"],
      ...["session.succeeded", "session.succeeded"],
    ]);
    // Six webhooks of three types: the floor's say what the product's say.
    expect(new Set(webhooks.received.map(({ text }) => eventShapeOf(text))).size).toBe(3);
    for (const webhook of webhooks.received) verifyWebhook(webhook, webhooks.secret);
    const status = await floorBrowser.status();
    expect(Object.keys(status).sort()).toEqual(Object.keys(await browser.status()).sort());
    expect(status.status).toBe("succeeded");
  });
});
