import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { type DemoConfig, demoConfig } from "../../demo/config.ts";
import { type Sandbox, startSandbox } from "../../demo/sandbox/sandbox.ts";
import { createDice } from "../simulation/world/random.ts";
import { createMerchantClient } from "../support/http-client.ts";
import { createDatabase, startPostgresServer } from "../support/postgres-server.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../support/webhook-receiver.ts";
import { allPayments, unsettled, wrongs } from "./support/aftermath.ts";
import { type BffProcess, createBffProcess } from "./support/bff-process.ts";
import { startLoad } from "./support/load.ts";

const apiKey = "sk_sandbox_of_the_process_tests";
const seed = Number(process.env.PROCESS_SEED ?? 20_261_120);
const quiet = { timeout: 120_000, interval: 250 };

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

interface Place {
  readonly folder: string;
  readonly sandbox: Sandbox;
  readonly webhooks: WebhookReceiver;
  /** A configuration for one more process over the same database; `publicUrl` where providers are to call another one. */
  config(publicUrl?: string): Promise<DemoConfig>;
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("the probe has no port");
  return address.port;
}

/** @param databaseUrl null: an SQLite file in the folder. */
async function setUp(databaseUrl: string | null): Promise<Place> {
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

async function startBff(place: Place, publicUrl?: string): Promise<BffProcess> {
  const bff = createBffProcess(await place.config(publicUrl), place.folder);
  undo.push(() => bff.kill());
  await bff.start();
  return bff;
}

function clientOf(bff: BffProcess, place: Place) {
  return createMerchantClient({ baseUrl: bff.url, apiKey, returnUrl: `${place.webhooks.origin}/thanks` });
}

/** Until nothing is in doubt any more, everything is told, and nothing is wrong. */
async function expectAftermath(bff: BffProcess, place: Place): Promise<void> {
  const api = clientOf(bff, place);
  await expect.poll(async () => unsettled(await allPayments(api), place.sandbox), quiet).toEqual([]);
  await expect.poll(async () => wrongs({ payments: await allPayments(api), ...place }), quiet).toEqual([]);
}

async function postgresUrl(): Promise<string> {
  const server = await startPostgresServer();
  undo.push(() => server[Symbol.asyncDispose]());
  return (await createDatabase(server.url)).url;
}

describe.each(["sqlite", "postgres"] as const)("a process on %s", (engine) => {
  const databaseUrl = async () => (engine === "sqlite" ? null : await postgresUrl());

  test(`killed 20 times under load, it loses, doubles and forgets nothing (seed ${seed})`, async () => {
    const place = await setUp(await databaseUrl());
    const dice = createDice(seed);
    const bff = await startBff(place);
    const { sandbox, webhooks } = place;
    const { origin } = webhooks;
    const load = startLoad({ url: () => bff.url, apiKey, origin, sandbox, customers: 4, seed });
    for (let kills = 0; kills < 20; kills++) {
      await pause(dice.whole(50, 900));
      await bff.kill();
      await bff.start();
    }
    await load.stop();
    expect(load.surprises).toEqual([]);
    expect(load.sessions.size).toBeGreaterThan(20);
    await expectAftermath(bff, place);
  });

  test("on SIGTERM under load it finishes what runs and ends by itself within 10 s, losing nothing", async () => {
    const place = await setUp(await databaseUrl());
    const bff = await startBff(place);
    const { sandbox, webhooks } = place;
    const { origin } = webhooks;
    const load = startLoad({ url: () => bff.url, apiKey, origin, sandbox, customers: 4, seed });
    await expect.poll(() => load.sessions.size, quiet).toBeGreaterThan(10);
    const { code, tookMs } = await bff.terminate();
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(10_000);
    await bff.start();
    await load.stop();
    expect(load.surprises).toEqual([]);
    await expectAftermath(bff, place);
  });
});

describe("two processes over one PostgreSQL", () => {
  test("when one is killed, the other finishes what it had begun", async () => {
    const place = await setUp(await postgresUrl());
    const second = await startBff(place);
    const first = await startBff(place, second.url);
    const dice = createDice(seed);
    let firstIsUp = true;
    const url = () => (firstIsUp && dice.chance(0.5) ? first.url : second.url);
    const { sandbox, webhooks } = place;
    const load = startLoad({ url, apiKey, origin: webhooks.origin, sandbox, customers: 4, seed });
    await expect.poll(() => load.sessions.size, quiet).toBeGreaterThan(20);
    await first.kill();
    firstIsUp = false;
    await load.stop();
    expect(load.surprises).toEqual([]);
    await expectAftermath(second, place);
  });

  test("a payment whose process died with the provider's answer outstanding is asked about within 15 s", async () => {
    const place = await setUp(await postgresUrl());
    const [first, second] = [await startBff(place), await startBff(place)];
    const { sandbox, webhooks } = place;
    const session = await clientOf(first, place).createSession({ country: "MX" });
    sandbox.state.arm({ provider: "paypro", operation: "createPayment", kind: "hang", times: 1 });
    const started = fetch(`${first.url}/checkout/payments`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${session.clientToken}`,
        "content-type": "application/json",
        origin: webhooks.origin,
      },
      body: JSON.stringify({ method: "bank_transfer" }),
    }).catch((error: unknown) => error);
    const creations = () => sandbox.state.requests({ provider: "paypro" }).length;
    await expect.poll(creations, quiet).toBe(1);
    await first.kill();
    expect(await started).toBeInstanceOf(Error);
    const api = clientOf(second, place);
    const [payment] = await allPayments(api);
    expect(payment?.status).toBe("creating");
    await expect.poll(creations, { timeout: 20_000, interval: 50 }).toBeGreaterThan(1);
    const after = await api.readPayment(payment?.id ?? "");
    const [created, asked] = [
      Date.parse(payment?.createdAt ?? ""),
      Date.parse(after.timeline?.[1]?.at ?? ""),
    ];
    expect(after.timeline?.[1]).toMatchObject({ from: "creating", to: "unknown" });
    expect(asked - created).toBeLessThan(15_000);
  });
});

describe("a PostgreSQL that goes away", () => {
  test.each(["stop", "crash"] as const)(
    "under load (%s) gives 503, is not ready, and recovers by itself",
    async (how) => {
      const server = await startPostgresServer();
      undo.push(() => server[Symbol.asyncDispose]());
      const place = await setUp((await createDatabase(server.url)).url);
      const bff = await startBff(place);
      const { sandbox, webhooks } = place;
      const load = startLoad({
        url: () => bff.url,
        apiKey,
        origin: webhooks.origin,
        sandbox,
        customers: 4,
        seed,
      });
      await expect.poll(() => load.sessions.size, quiet).toBeGreaterThan(10);
      await server[how]();
      const reply = await clientOf(bff, place).get("/v1/sessions");
      expect(reply.problem()).toMatchObject({ status: 503, code: "unavailable" });
      expect(await bff.isReady()).toBe(false);
      await server.start();
      await expect.poll(() => bff.isReady(), quiet).toBe(true);
      await load.stop();
      expect(load.surprises).toEqual([]);
      await expectAftermath(bff, place);
    },
  );
});
