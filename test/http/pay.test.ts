import { afterAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";
import { engines } from "../support/databases.ts";
import { verifyWebhook } from "../support/webhook-receiver.ts";

describe.each(engines)("on %s", (engine) => {
  const apps: TestApp[] = [];
  afterAll(async () => {
    for (const app of apps) await app.stop();
  });

  test("a customer pays by a code, and the merchant's backend gets the webhook", async () => {
    const app = await startTestApp({ engine });
    apps.push(app);
    const session = await app.api.createSession();
    const browser = app.browser(session.clientToken);
    const started = await browser.start("store", {
      name: "Ana",
      email: "ana@example.com",
      phone: "5512345678",
    });
    expect(started).toMatchObject({ status: "pending", nextAction: { type: "display_code" } });
    const [order] = app.sandbox.state.orders({ provider: "paypro" });
    if (order === undefined) throw new Error("the sandbox has no order");
    expect(app.sandbox.state.play(order, { action: "pay" })).toMatchObject({ ok: true });
    await app.settle();
    expect(await browser.status()).toMatchObject({ status: "succeeded" });
    expect(app.webhooks.types()).toContain("session.succeeded");
    for (const webhook of app.webhooks.received) verifyWebhook(webhook, app.webhooks.secret);
  });
});
