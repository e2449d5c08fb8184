import { afterAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";
import { engines } from "../support/databases.ts";

describe.each(engines)("a database that is gone, on %s", (engine) => {
  const apps: TestApp[] = [];
  afterAll(async () => {
    for (const app of apps) await app.stop();
  });

  test("gives 503 unavailable with Retry-After everywhere, and no callback is acknowledged", async () => {
    const app = await startTestApp({ engine });
    apps.push(app);
    const { clientToken } = await app.api.createSession();
    const { id } = await app.browser(clientToken).start("store");
    const order = await app.orderOf(id);
    app.sandbox.state.arm({ kind: "lose", operation: "callback", provider: "paypro" });
    app.sandbox.state.play(order, { action: "pay" });
    const [callback] = (await app.orderOf(id)).callbacks;
    if (callback === undefined) throw new Error("the sandbox made no callback");
    await app.database.close();

    const browser = app.browser(clientToken);
    const body = { amount: { value: "1", currency: "MXN" }, reference: "x", returnUrl: app.origin };
    const replies = [
      await app.api.get("/v1/sessions"),
      await app.api.post("/v1/sessions", body),
      await app.api.post("/v1/sessions", body, { "idempotency-key": "k" }),
      await app.api.get("/v1/accounts"),
      await browser.call({ path: "/checkout/session" }),
      await browser.call({ path: "/checkout/status" }),
      await browser.call({ path: "/checkout/events" }),
      await browser.call({ method: "POST", path: "/checkout/payments", body: { method: "store" } }),
      await app.call({ method: "POST", path: new URL(callback.url).pathname, rawBody: callback.body }),
      await app.call({ path: new URL(order.returnUrl ?? `${app.url}/v1`).pathname }),
      await app.call({ path: "/readyz" }),
    ];
    for (const reply of replies.filter(({ status }) => status !== 401)) {
      expect(reply.problem()).toMatchObject({ status: 503, code: "unavailable" });
      expect(reply.headers["retry-after"]).toMatch(/^\d+$/);
    }
    expect(replies.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(1);
    expect((await app.call({ path: "/healthz" })).status).toBe(200);
    expect((await app.call({ path: "/pay" })).status).not.toBe(503);
  });
});
