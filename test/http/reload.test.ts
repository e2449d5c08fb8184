/** A configuration that is read again while the server runs, as SIGHUP makes it do. */
import { createHash } from "node:crypto";
import { describe, expect, onTestFinished, test } from "vitest";
import type { DemoConfig } from "../../demo/config.ts";
import { startTestApp, type TestApp, type TestAppOptions } from "../support/app.ts";
import { engines } from "../support/databases.ts";
import { startWebhookReceiver, verifyWebhook } from "../support/webhook-receiver.ts";
import { createWidgetFolder } from "../support/widget-folder.ts";

const otherSecret = `whsec_${Buffer.from("another secret of a test's own..").toString("base64")}`;

async function start(options: TestAppOptions = {}): Promise<TestApp> {
  const app = await startTestApp({ runJobs: true, ...options });
  onTestFinished(app.stop);
  return app;
}

function withMerchant(change: (merchant: DemoConfig["merchant"]) => object) {
  return (base: DemoConfig) => ({ ...base, merchant: { ...base.merchant, ...change(base.merchant) } });
}

/** The configuration with other API keys. */
function withKeys(...keys: readonly (readonly [id: string, secret: string, scopes?: readonly string[]])[]) {
  const apiKeys = keys.map(([id, secret, scopes = ["sessions", "reports"]]) => ({ id, secret, scopes }));
  return withMerchant(() => ({ apiKeys }));
}

async function statusWith(app: TestApp, apiKey: string, path = "/v1/sessions"): Promise<number> {
  return (await app.call({ path, headers: { authorization: `Bearer ${apiKey}` } })).status;
}

/** What a new session is offered. */
async function methodsOf(app: TestApp): Promise<string[]> {
  const { clientToken } = await app.api.createSession({ country: "MX" });
  const { methods } = await app.browser(clientToken).session();
  return methods.map(({ id }) => id);
}

describe("API keys", () => {
  test("one that is taken out is refused from the next request on, and a new one is let in", async () => {
    const app = await start();
    expect(await statusWith(app, app.apiKey)).toBe(200);
    await app.reload(withKeys(["other", "sk_other"]));
    expect([await statusWith(app, app.apiKey), await statusWith(app, "sk_other")]).toEqual([401, 200]);
  });

  test("another secret under the same id takes the place of the first", async () => {
    const app = await start();
    await app.reload(withKeys(["shop", "sk_exchanged"]));
    expect([await statusWith(app, app.apiKey), await statusWith(app, "sk_exchanged")]).toEqual([401, 200]);
  });

  test("scopes change in both directions", async () => {
    const app = await start();
    await app.reload(withKeys(["shop", app.apiKey, ["audit"]]));
    expect(await statusWith(app, app.apiKey)).toBe(403);
    await app.reload(withKeys(["shop", app.apiKey, ["sessions"]]));
    expect(await statusWith(app, app.apiKey)).toBe(200);
  });
});

test("origins change for CORS, for the page that frames the checkout, and for where a customer returns to", async () => {
  const widget = createWidgetFolder();
  onTestFinished(widget.remove);
  const app = await start({ widgetFolder: widget.path });
  const origin = "https://new.example.com";
  const asks = async () => {
    const preflight = await app.call({
      method: "OPTIONS",
      path: "/checkout/session",
      headers: { origin, "access-control-request-method": "GET" },
    });
    const page = await app.call({ path: "/pay" });
    const session = await app.api.post("/v1/sessions", {
      amount: { value: "150.00", currency: "MXN" },
      reference: "order-1",
      returnUrl: `${origin}/thanks`,
    });
    return {
      cors: preflight.headers["access-control-allow-origin"],
      frames: String(page.headers["content-security-policy"]).includes(`frame-ancestors ${origin};`),
      session: session.status,
    };
  };
  expect(await asks()).toEqual({ cors: undefined, frames: false, session: 422 });
  await app.reload(withMerchant(() => ({ allowedOrigins: [origin] })));
  expect(await asks()).toEqual({ cors: origin, frames: true, session: 201 });
  await app.reload(withMerchant(() => ({ allowedOrigins: [] })));
  expect(await asks()).toEqual({ cors: undefined, frames: false, session: 422 });
  expect(String((await app.call({ path: "/pay" })).headers["content-security-policy"])).toContain(
    "frame-ancestors 'none'",
  );
});

describe.each(engines)("limits on %s", (engine) => {
  test("a limit is lowered, raised and turned off", { timeout: 30_000 }, async () => {
    const app = await start({ engine });
    const ask = async (times: number) => {
      const statuses: number[] = [];
      for (let i = 0; i < times; i++) statuses.push(await statusWith(app, app.apiKey));
      return statuses;
    };
    await app.reload((base) => ({ ...base, limits: { merchantPerMinute: 2 } }));
    expect((await ask(4)).slice(-1)).toEqual([429]);
    await app.reload((base) => ({ ...base, limits: { merchantPerMinute: 1_000 } }));
    expect(new Set(await ask(4))).toEqual(new Set([200]));
    await app.reload((base) => ({ ...base, limits: { merchantPerMinute: 0 } }));
    expect(new Set(await ask(4))).toEqual(new Set([200]));
  });

  test("the number of payments of a session is the one of now", async () => {
    const app = await start({ engine });
    await app.reload((base) => ({ ...base, limits: { paymentsPerSession: 1 } }));
    const { clientToken } = await app.api.createSession();
    const customer = app.browser(clientToken);
    const payment = await customer.start("store");
    await customer.cancel(payment.id);
    await expect(customer.start("store")).rejects.toThrow("too_many_payments");
  });
});

describe("methods", () => {
  const withMethods = (change: (method: DemoConfig["accounts"][number]["methods"][number]) => object[]) => {
    return (base: DemoConfig) => ({
      ...base,
      accounts: base.accounts.map((account) =>
        account.id === "paypro-mx" ? { ...account, methods: account.methods.flatMap(change) } : account,
      ),
    });
  };

  test("one that is taken out is offered no more, and a payment of it goes on", async () => {
    const app = await start();
    expect(await methodsOf(app)).toContain("store");
    const session = await app.api.createSession({ country: "MX" });
    const { id } = await app.browser(session.clientToken).start("store");
    await app.reload(withMethods((method) => (method.method === "store" ? [] : [method])));
    expect(await methodsOf(app)).not.toContain("store");
    app.sandbox.state.play(await app.orderOf(id), { action: "pay" });
    await expect.poll(async () => (await app.api.readPayment(id)).status).toBe("succeeded");
    await app.reload((base) => base);
    expect(await methodsOf(app)).toContain("store");
  });

  test("a label is the one of now", async () => {
    const app = await start();
    await app.reload(withMethods((method) => [{ ...method, label: { es: "Con otro nombre" } }]));
    const { clientToken } = await app.api.createSession({ country: "MX", locale: "es-MX" });
    expect(JSON.stringify(await app.browser(clientToken).session())).toContain("Con otro nombre");
  });
});

describe.each(engines)("webhook endpoints on %s", (engine) => {
  test("another secret signs from the next delivery on", async () => {
    const app = await start({ engine });
    await app.reload(
      withMerchant(({ webhooks: [shop] }) => ({ webhooks: [{ ...shop, secrets: [otherSecret] }] })),
    );
    const { clientToken } = await app.api.createSession();
    await app.browser(clientToken).start("store");
    await expect.poll(() => app.webhooks.received.length).toBeGreaterThan(0);
    for (const webhook of app.webhooks.received) {
      expect(verifyWebhook(webhook, otherSecret)).toEqual(webhook.event);
      expect(() => verifyWebhook(webhook, app.webhooks.secret)).toThrow();
    }
  });

  test("a new one gets what happens from now on", async () => {
    const app = await start({ engine });
    const added = await startWebhookReceiver();
    onTestFinished(added.stop);
    const endpoint = { id: "added", url: added.url, secrets: [added.secret] };
    await app.reload(withMerchant(({ webhooks }) => ({ webhooks: [...webhooks, endpoint] })));
    const { clientToken } = await app.api.createSession();
    await app.browser(clientToken).start("store");
    await expect.poll(() => added.types()).toContain("payment.pending");
    await expect.poll(() => app.webhooks.types()).toContain("payment.pending");
  });

  test("what is pending for one that is taken out waits, without an attempt, until it is back", async () => {
    const app = await start({ engine });
    app.webhooks.answerWith(503);
    const { clientToken } = await app.api.createSession();
    await app.browser(clientToken).start("store");
    await expect.poll(() => app.webhooks.received.length).toBeGreaterThan(0);
    const endpointId = createHash("sha256").update(app.webhooks.url).digest("hex");
    const job = () =>
      app.database.kysely
        .selectFrom("jobs")
        .select(["step", "failures", "locked_by", "run_at"])
        .where("queue", "=", `webhooks:${endpointId}`)
        .execute();
    await expect.poll(async () => (await job()).every(({ locked_by }) => locked_by === null)).toBe(true);
    const before = await job();
    await app.reload(withMerchant(() => ({ webhooks: [] })));
    const sent = app.webhooks.received.length;
    app.webhooks.answerWith(200);
    app.clock.advance(60 * 60_000);
    // A second change in the same queues shows that the loop has looked at what is due.
    await app.reload(withMerchant(() => ({ webhooks: [] })));
    await app.runJobsUntilIdle();
    expect(app.webhooks.received).toHaveLength(sent);
    const waiting = await job();
    expect(waiting.map(({ step, failures }) => [step, failures])).toEqual(
      before.map(({ step, failures }) => [step, failures]),
    );
    expect(app.logs().join("")).toContain("the configuration does not cover what is open");
    await app.reload((base) => base);
    app.clock.advance(60_000);
    await expect.poll(() => app.webhooks.received.length).toBeGreaterThan(sent);
  });
});

test("the log names what changed and what waits for a start, and no secret", async () => {
  const app = await start();
  await app.reload((base) => ({
    ...withKeys(["other", "sk_canary"])(base),
    metrics: { token: "token_canary" },
    network: { ...base.network, trustedProxies: 1 },
  }));
  const log = app.logs().join("");
  expect(log).toContain('"changed":"merchant.apiKeys"');
  expect(log).toContain('"reason":"network.trustedProxies metrics.token"');
  expect(log).not.toContain("canary");
  expect((await app.call({ path: "/metrics" })).status).toBe(404);
});

test("an event stream that is open goes on", async () => {
  const app = await start();
  const { clientToken } = await app.api.createSession();
  const answer = await fetch(`${app.url}/checkout/events`, {
    headers: { authorization: `Bearer ${clientToken}`, origin: app.origin },
  });
  const reader = answer.body?.getReader();
  onTestFinished(async () => await reader?.cancel());
  await reader?.read();
  await app.reload(withMerchant(() => ({ allowedOrigins: [], webhooks: [] })));
  const next = reader?.read();
  await app.browser(clientToken).start("store");
  const { value } = (await next) ?? {};
  expect(new TextDecoder().decode(value)).toContain('"method":"store"');
});
