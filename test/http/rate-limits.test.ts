import { afterAll, describe, expect, test } from "vitest";
import type { DemoConfig } from "../../demo/config.ts";
import { startTestApp, type TestApp, type TestAppOptions } from "../support/app.ts";
import { engines } from "../support/databases.ts";
import type { Call, Reply } from "../support/http-client.ts";

const limits = { browserPerMinute: 4, merchantPerMinute: 3, callbacksPerMinute: 2, paymentsPerSession: 30 };

describe.each(engines)("rate limits on %s", (engine) => {
  const apps: TestApp[] = [];
  afterAll(async () => {
    for (const app of apps.reverse()) await app.stop();
  });
  async function start(options: TestAppOptions = {}, network = {}, changes = {}): Promise<TestApp> {
    const app = await startTestApp({
      engine,
      config: (base) => ({
        ...base,
        limits: { ...limits, ...changes },
        network: { ...base.network, ...network },
        merchant: {
          ...base.merchant,
          apiKeys: [...base.merchant.apiKeys, { id: "second", secret: "sk_second", scopes: ["sessions"] }],
        },
      }),
      ...options,
    });
    apps.push(app);
    return app;
  }

  /** Calls until the limit refuses one. @returns how many were allowed before it, and the refused answer. */
  async function exhaust(call: () => Promise<Reply>, most = 20): Promise<[number, Reply]> {
    for (let passed = 0; passed < most; passed++) {
      const reply = await call();
      if (reply.status === 429) return [passed, reply];
    }
    throw new Error(`${most} calls were let through`);
  }

  function expectLimited(reply: Reply): void {
    expect(reply.problem()).toMatchObject({ status: 429, code: "rate_limited" });
    const seconds = Number(reply.headers["retry-after"]);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(reply.headers["x-request-id"]).toBeDefined();
  }

  test("the browser API has one per client address, which its pages share", async () => {
    const app = await start();
    const { clientToken } = await app.api.createSession();
    const browser = app.browser(clientToken);
    const [passed, reply] = await exhaust(() => browser.call({ path: "/checkout/session" }));
    expect(passed).toBe(4);
    expectLimited(reply);
    expect(reply.headers["access-control-allow-origin"]).toBe(app.origin);
    expectLimited(await app.call({ path: "/return/pay_1.abc" }));
    // A preflight does not count as a request of the customer.
    const headers = { origin: app.origin, "access-control-request-method": "GET" };
    expect((await app.call({ method: "OPTIONS", path: "/checkout/session", headers })).status).toBe(204);
  });

  test("the merchant API has one per API key", async () => {
    const app = await start();
    const [passed, reply] = await exhaust(() => app.api.get("/v1/sessions"));
    expect(passed).toBe(3);
    expectLimited(reply);
    const headers = { authorization: "Bearer sk_second" };
    expect((await app.call({ path: "/v1/sessions", headers })).status).toBe(200);
  });

  test("guessing API keys is limited by client address, and does not lock the real key out", async () => {
    const app = await start();
    let guess = 0;
    const call = () =>
      app.call({ path: "/v1/sessions", headers: { authorization: `Bearer sk_guess_${guess++}` } });
    const [passed, reply] = await exhaust(call);
    expect(passed).toBe(3);
    expectLimited(reply);
    expect((await app.api.get("/v1/sessions")).status).toBe(200);
  });

  test("callbacks have one per client address", async () => {
    const app = await start();
    const call = () => app.call({ method: "POST", path: "/callbacks/paypro-mx", rawBody: "{}" });
    const [passed, reply] = await exhaust(call);
    expect(passed).toBe(2);
    expectLimited(reply);
  });

  test("a session has one, from however many addresses", async () => {
    const app = await start({}, { trustedProxies: 1 }, { sessionPerMinute: 3 });
    const session = await app.api.createSession();
    const other = await app.api.createSession();
    let n = 0;
    const call = (token: string) => () =>
      app.browser(token).call({
        path: "/checkout/status",
        headers: { "x-forwarded-for": `203.0.113.${n++}` },
      });
    const [passed, reply] = await exhaust(call(session.clientToken));
    expect(passed).toBe(3);
    expectLimited(reply);
    expect(String(reply.headers["ratelimit-policy"])).toContain('"session";q=3;w=60');
    expect((await call(other.clientToken)()).status).toBe(200);
    const body = { "content-type": "text/plain", "x-forwarded-for": `203.0.113.${n}` };
    const open = { method: "POST", path: "/checkout/open", headers: body } as const;
    expectLimited(await app.call({ ...open, rawBody: session.clientToken }));
    expect((await app.call({ ...open, rawBody: other.clientToken })).status).toBe(200);
  });

  test("every answer within a limit says what is left, and so does the one over it", async () => {
    const app = await start();
    const left: string[] = [];
    for (let n = 0; n < 4; n++) {
      const { headers } = await app.api.get("/v1/sessions");
      expect(headers["ratelimit-policy"]).toBe('"merchant";q=3;w=60');
      left.push(String(headers.ratelimit).replace(/t=\d+/, "t"));
    }
    expect(left).toEqual([2, 1, 0, 0].map((remaining) => `"merchant";r=${remaining};t`));
  });

  describe("wrong credentials have one per client address:", () => {
    const many = { browserPerMinute: 0, merchantPerMinute: 0, failuresPerMinute: 5 };
    const config = (base: DemoConfig) => ({ ...base, limits: many, metrics: { token: "metrics" } });
    test.each([
      ["an API key", "/v1/sessions"],
      ["a client token", "/checkout/session"],
      ["the metrics' token", "/metrics"],
    ])("%s", async (_what, path) => {
      const app = await start({ config });
      const wrong = () => app.call({ path, headers: { authorization: "Bearer wrong" } });
      const [passed, reply] = await exhaust(wrong);
      expect(passed).toBe(5);
      expectLimited(reply);
      // Wrong is wrong, wherever it is tried. Who is right is let in.
      expect((await app.call({ path: "/v1/payouts" })).status).toBe(429);
      expect((await app.api.get("/v1/sessions")).status).toBe(200);
      const headers = { authorization: "Bearer metrics" };
      expect((await app.call({ path: "/metrics", headers })).status).toBe(200);
    });
  });

  test("0 turns one off", async () => {
    const app = await start({}, {}, { callbacksPerMinute: 0 });
    for (let i = 0; i < 10; i++) {
      const reply = await app.call({ method: "POST", path: "/callbacks/paypro-mx", rawBody: "{}" });
      expect(reply.status).toBe(401);
    }
  });

  test("health and metrics have none", async () => {
    const app = await start();
    for (let i = 0; i < 10; i++) expect((await app.call({ path: "/healthz" })).status).toBe(200);
  });

  test("without a trusted proxy X-Forwarded-For changes nothing, and the log says once that it comes", async () => {
    const app = await start();
    const warnings = () => app.logs().filter((line) => line.includes("network.trustedProxies is 0"));
    expect(warnings()).toEqual([]);
    let n = 0;
    const call: () => Call = () => ({
      path: "/checkout/session",
      headers: { "x-forwarded-for": `203.0.113.${n++}` },
    });
    expect((await exhaust(() => app.call(call())))[0]).toBe(4);
    expect(warnings()).toHaveLength(1);
  });

  test("behind one trusted proxy the client is who that proxy names, not who the client says", async () => {
    const app = await start({}, { trustedProxies: 1 });
    const call = (forwarded: string) => () =>
      app.call({ path: "/checkout/session", headers: { "x-forwarded-for": forwarded } });
    expect((await exhaust(call("203.0.113.1")))[0]).toBe(4);
    expect((await call("203.0.113.2")()).status).toBe(401);
    expect((await call("198.51.100.9, 203.0.113.1")()).status).toBe(429);
  });

  test("behind proxies of known addresses the client is the last address that is none of theirs", async () => {
    const trustedProxies = ["127.0.0.1", "::1", "10.0.0.0/8", "2001:db8:9::/48"];
    const app = await start({}, { trustedProxies });
    const call = (forwarded: string) => () =>
      app.call({ path: "/checkout/session", headers: { "x-forwarded-for": forwarded } });
    expect((await exhaust(call("203.0.113.1")))[0]).toBe(4);
    expect((await call("198.51.100.9, 203.0.113.1, 10.1.2.3")()).status).toBe(429);
    expect((await call("203.0.113.1:8080, 2001:db8:9::1, ::ffff:10.0.0.1")()).status).toBe(429);
    expect((await call("203.0.113.1, 203.0.113.2")()).status).toBe(401);
    expect(app.logs().filter((line) => line.includes("X-Forwarded-For"))).toEqual([]);
  });

  test("Forwarded is not read, and the log says so once", async () => {
    const app = await start({}, { trustedProxies: 1 });
    let n = 0;
    const call = () =>
      app.call({ path: "/checkout/session", headers: { forwarded: `for=203.0.113.${n++}` } });
    expect((await exhaust(call))[0]).toBe(4);
    expect(app.logs().filter((line) => line.includes("Forwarded comes in without"))).toHaveLength(1);
  });

  test("an IPv6 client is its /64", async () => {
    const app = await start({}, { trustedProxies: 1 });
    let n = 0;
    const call = () =>
      app.call({ path: "/checkout/session", headers: { "x-forwarded-for": `2001:db8:1:2::${n++}` } });
    expect((await exhaust(call))[0]).toBe(4);
    const other = await app.call({
      path: "/checkout/session",
      headers: { "x-forwarded-for": "2001:db8:1:3::1" },
    });
    expect(other.status).toBe(401);
  });

  // An SQLite file belongs to one process, which counts in memory.
  if (engine === "postgres") {
    test("two processes on one database count together", async () => {
      const one = await start();
      const two = await start({ like: one });
      expect((await exhaust(() => one.api.get("/v1/sessions")))[0]).toBe(3);
      // It hears of the others' requests a moment later, because no request waits for the counts.
      await expect.poll(async () => (await two.api.get("/v1/sessions")).status).toBe(429);
      const [passed] = await exhaust(() => two.api.get("/v1/sessions"));
      expect(passed).toBe(0);
    });
  }

  test("every path without a key or token has one, but /healthz", async () => {
    const app = await start();
    const wrongToken = { authorization: "Bearer wrong" };
    const paths = ["/pay", "/openapi.json", "/metrics", "/nothing", "/widgets"];
    const [passed, reply] = await exhaust(() => app.call({ path: "/metrics", headers: wrongToken }));
    expect(passed).toBe(limits.browserPerMinute);
    expectLimited(reply);
    for (const path of paths) expectLimited(await app.call({ path }));
    for (const path of ["/readyz", "/widget/v1/pay-checkout.js"]) {
      const [others, refused] = await exhaust(() => app.call({ path }), 50);
      expect(others, path).toBe(10 * limits.browserPerMinute);
      expectLimited(refused);
    }
    for (let call = 0; call < 50; call++) expect((await app.call({ path: "/healthz" })).status).toBe(200);
    expect((await app.api.get("/v1/sessions")).status).toBe(200);
  });
});
