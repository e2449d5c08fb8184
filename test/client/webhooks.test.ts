import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyWebhook } from "../../bff/client.ts";
import { startTestApp, type TestApp } from "../support/app.ts";

const secretOf = (byte: number) => `whsec_${Buffer.alloc(24, byte).toString("base64")}`;
const body = JSON.stringify({ type: "session.expired", timestamp: "2026-11-27T12:00:00.000Z", data: {} });

function signed(secret = secretOf(7), at = new Date()) {
  return {
    "webhook-id": "evt_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign("evt_1", at, body),
  };
}

describe("verifyWebhook takes", () => {
  test.each([
    ["text", body],
    ["a Buffer", Buffer.from(body)],
    ["an ArrayBuffer", new TextEncoder().encode(body).buffer],
  ])("%s", (_name, raw) => {
    expect(verifyWebhook(raw, signed(), secretOf(7)).type).toBe("session.expired");
  });

  test("headers of the Fetch API, and such with capitals", () => {
    expect(verifyWebhook(body, new Headers(signed()), secretOf(7)).type).toBe("session.expired");
    const loud = Object.fromEntries(
      Object.entries(signed()).map(([name, value]) => [name.toUpperCase(), value]),
    );
    expect(verifyWebhook(body, loud, secretOf(7)).type).toBe("session.expired");
  });

  test("any of several secrets", () => {
    expect(verifyWebhook(body, signed(), [secretOf(1), secretOf(7)]).type).toBe("session.expired");
  });
});

describe("verifyWebhook refuses", () => {
  const notVerified = expect.objectContaining({ name: "CheckoutError", code: "webhook_not_verified" });

  test.each([
    ["another body", () => verifyWebhook(`${body} `, signed(), secretOf(7))],
    ["another secret", () => verifyWebhook(body, signed(), [secretOf(1), secretOf(2)])],
    [
      "what is older than five minutes",
      () => verifyWebhook(body, signed(secretOf(7), new Date(Date.now() - 6 * 60_000)), secretOf(7)),
    ],
    ["what has no signature", () => verifyWebhook(body, {}, secretOf(7))],
  ])("%s", (_name, verify) => {
    expect(verify).toThrow(notVerified);
  });

  test("a body that was parsed, and says how to get the raw one", () => {
    const parsed = JSON.parse(body);
    expect(() => verifyWebhook(parsed, signed(), secretOf(7))).toThrow(/express\.raw/);
  });

  test("no secrets, and a secret that is none, without quoting it", () => {
    expect(() => verifyWebhook(body, signed(), [])).toThrow(/secrets must hold/);
    expect(() => verifyWebhook(body, signed(), "not-base64!")).toThrow(
      /^secrets must be whsec_ and base64 each$/,
    );
  });
});

describe("a webhook as the BFF sends it", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(async () => {
    await app.stop();
  });

  test("is verified", async () => {
    const { id } = await app.api.createSession();
    await app.api.post(`/v1/sessions/${id}/cancel`);
    await app.runJobsUntilIdle();
    await expect.poll(() => app.webhooks.types()).toContain("session.canceled");
    const [first] = app.webhooks.received;
    const { headers = {}, text = "" } = first ?? {};
    // The test's clock stands still, and a webhook is refused when it is old: so the signature is made anew.
    const at = new Date();
    const now = {
      ...headers,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": new Webhook(app.webhooks.secret).sign(String(headers["webhook-id"]), at, text),
    };
    expect(verifyWebhook(text, now, app.webhooks.secret)).toMatchObject({
      type: "session.canceled",
      data: { session: { id } },
    });
  });
});
