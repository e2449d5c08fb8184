import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";
import { engines } from "../support/databases.ts";
import type { Call } from "../support/http-client.ts";

/** The callback for a payment, which the sandbox has made and not delivered. */
async function lostCallback(app: TestApp, paymentId: string): Promise<Call> {
  const [callback] = (await app.orderOf(paymentId)).callbacks;
  if (callback === undefined) throw new Error("the sandbox made no callback");
  return { method: "POST", path: new URL(callback.url).pathname, rawBody: callback.body };
}

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
    const { returnUrl } = order;
    if (returnUrl === null) throw new Error("the order has no way back");
    const callback = await lostCallback(app, id);
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
      await app.call(callback),
      await app.call({ path: new URL(returnUrl).pathname }),
      await app.call({ path: "/readyz" }),
    ];
    for (const reply of replies) {
      expect(reply.problem()).toMatchObject({ status: 503, code: "unavailable" });
      expect(reply.headers["retry-after"]).toMatch(/^\d+$/);
    }
    expect((await app.call({ path: "/healthz" })).status).toBe(200);
    expect((await app.call({ path: "/pay" })).status).not.toBe(503);
  });
});

/** PostgreSQL's going and coming back is test/kill's. */
test("an SQLite file that somebody else keeps locked gives 503, and all is well once it is free", async () => {
  const app = await startTestApp({ engine: "sqlite" });
  const other = new DatabaseSync(app.database.url.slice("sqlite:".length));
  try {
    const { clientToken } = await app.api.createSession();
    const { id } = await app.browser(clientToken).start("store");
    app.sandbox.state.arm({ kind: "lose", operation: "callback", provider: "paypro" });
    app.sandbox.state.play(await app.orderOf(id), { action: "pay" });
    const callback = await lostCallback(app, id);
    other.exec("begin immediate");
    const refused = await app.call(callback);
    expect(refused.problem()).toMatchObject({ status: 503, code: "unavailable" });
    expect((await app.browser(clientToken).session()).status).toBe("requires_action");
    other.exec("rollback");
    expect((await app.call(callback)).status).toBe(200);
    await app.settle();
    expect((await app.api.readPayment(id)).status).toBe("succeeded");
  } finally {
    other.close();
    await app.stop();
  }
});
