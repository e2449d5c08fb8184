/**
 * The surroundings of a test with real processes: a sandbox, a merchant, processes. All of them end with the test.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect } from "vitest";
import { type DemoConfig, demoConfig } from "../../../demo/config.ts";
import { type Sandbox, startSandbox } from "../../../demo/sandbox/sandbox.ts";
import { findFreePort } from "../../../scripts/free-port.ts";
import { createMerchantClient } from "../../support/http-client.ts";
import { createTestDatabase } from "../../support/postgres.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../../support/webhook-receiver.ts";
import { allPayments, unsettled, wrongs } from "./aftermath.ts";
import { type BffProcess, createBffProcess } from "./bff-process.ts";
import { openBooks } from "./books.ts";

export const apiKey = "sk_sandbox_of_the_process_tests";
export const seed = Number(process.env.PROCESS_SEED ?? 20_261_120);
export const quiet = { timeout: 120_000, interval: 250 };

export const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

export interface Place {
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly webhooks: WebhookReceiver;
  /** A configuration for one more process over the same database; `publicUrl` where providers are to call another one. */
  config(publicUrl?: string): Promise<DemoConfig>;
}

/** @param databaseUrl null: an SQLite file in the folder. */
export async function setUp(databaseUrl: string | null): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-process-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const webhooks = await startWebhookReceiver();
  undo.push(() => webhooks.stop());
  const sandbox = await startSandbox({ callbacks: { scale: 0.02, maxDelayMs: 3_000 } });
  undo.push(() => sandbox.stop());
  return {
    folder,
    sandbox,
    webhooks,
    async config(publicUrl) {
      const bffUrl = `http://127.0.0.1:${await findFreePort()}`;
      const base = demoConfig({
        sandbox,
        bffUrl,
        shopUrl: webhooks.origin,
        apiKey,
        webhookSecret: webhooks.secret,
        databasePath: join(folder, "checkout.db"),
      });
      const limits = { browserPerMinute: 0, merchantPerMinute: 0, callbacksPerMinute: 0 };
      return {
        ...base,
        limits,
        publicUrl: publicUrl ?? base.publicUrl,
        ...(databaseUrl === null ? {} : { database: { url: databaseUrl } }),
      };
    },
  };
}

export async function startBff(place: Place, publicUrl?: string): Promise<BffProcess> {
  const bff = createBffProcess(await place.config(publicUrl), place.folder);
  undo.push(() => bff.kill());
  await bff.start();
  return bff;
}

export function clientOf(bff: BffProcess, place: Place) {
  return createMerchantClient({ baseUrl: bff.url, apiKey, returnUrl: `${place.webhooks.origin}/thanks` });
}

/** Waits until nothing is in doubt, every event is delivered, and nothing is wrong. */
export async function expectAftermath(bff: BffProcess, place: Place): Promise<void> {
  const api = clientOf(bff, place);
  const books = await openBooks(bff.databaseUrl, place.webhooks);
  undo.push(() => books.close());
  await expect.poll(() => books.forgotten(), quiet).toEqual([]);
  await expect.poll(async () => unsettled(await allPayments(api), place.sandbox), quiet).toEqual([]);
  // Acts as a customer who polls. Otherwise, a payment whose callbacks all arrived while no process listened is
  // queried after one minute, then five. The checks above have made sure that these queries are scheduled.
  for (const { id, status } of await allPayments(api)) {
    if (status === "pending") await api.post(`/v1/payments/${id}/refresh`);
  }
  await expect.poll(async () => wrongs({ payments: await allPayments(api), ...place }), quiet).toEqual([]);
  await expect.poll(() => books.wrongs(), quiet).toEqual([]);
  expect(await books.forgotten()).toEqual([]);
}

/** On the PostgreSQL server of the test run. No test here stops it. */
export async function postgresUrl(): Promise<string> {
  const database = await createTestDatabase();
  undo.push(() => database.drop());
  return database.url;
}
