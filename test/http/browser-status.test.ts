import { describe, expect, test } from "vitest";
import { browserStatus } from "../../bff/contract.ts";
import { startTestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { openSession } from "./support/sessions.ts";

describeApp("a browser polls", {}, (app) => {
  describe("GET /checkout/status", () => {
    const status = (clientToken: string, headers = {}) =>
      app().browser(clientToken).call({ path: "/checkout/status", headers });

    test("is short: status, exceptions, what arrived, the payment, times, and when to poll again", async () => {
      const { session, browser } = await openSession(app());
      const started = await browser.start("store");
      const reply = await status(session.clientToken);
      expect(reply.as(browserStatus)).toEqual({
        status: "requires_action",
        exceptions: [],
        amountReceived: { value: "0.00", currency: "MXN" },
        payment: started,
        expiresAt: session.expiresAt,
        serverTime: new Date(app().clock.now()).toISOString(),
        terms: expect.stringMatching(/^[0-9a-f]{12}$/),
        pollAfter: 3,
      });
    });

    test("has a weak ETag over everything but serverTime, and 304 while it is the same", async () => {
      const { session } = await openSession(app());
      const first = await status(session.clientToken);
      const tag = String(first.headers.etag);
      expect(tag).toMatch(/^W\/"[\w-]{27}"$/);
      app().clock.advance(1_000);
      const same = await status(session.clientToken, { "if-none-match": tag });
      expect([same.status, same.text]).toEqual([304, ""]);
      expect(same.headers.etag).toBe(tag);
      const later = await status(session.clientToken);
      expect(later.headers.etag).toBe(tag);
      expect(later.as(browserStatus).serverTime).not.toBe(first.as(browserStatus).serverTime);
    });

    test("has another ETag as soon as anything changes", async () => {
      const { session, browser } = await openSession(app());
      const tag = String((await status(session.clientToken)).headers.etag);
      await browser.start("store");
      const changed = await status(session.clientToken, { "if-none-match": tag });
      expect(changed.status).toBe(200);
      expect(changed.headers.etag).not.toBe(tag);
    });

    test("reads If-None-Match as HTTP has it", async () => {
      const { session } = await openSession(app());
      const tag = String((await status(session.clientToken)).headers.etag);
      const code = async (value: string) =>
        (await status(session.clientToken, { "if-none-match": value, "cache-control": "no-cache" })).status;
      expect(await code(`"other", ${tag}`)).toBe(304);
      expect(await code(tag.replace("W/", ""))).toBe(304);
      expect(await code("*")).toBe(304);
      expect(await code('"other"')).toBe(200);
    });

    test("queries the provider once 15 s and once 45 s after a payment's creation, whoever polls", async () => {
      const { session, browser } = await openSession(app());
      await browser.start("store");
      const asked = () =>
        app().sandbox.state.requests({ provider: "paypro", operation: "queryPayment" }).length;
      const before = asked();
      app().clock.advance(16_000);
      await Promise.all(Array.from({ length: 8 }, () => status(session.clientToken)));
      expect(asked() - before).toBe(1);
      app().clock.advance(28_000);
      await status(session.clientToken);
      expect(asked() - before).toBe(1);
      app().clock.advance(1_000);
      await status(session.clientToken);
      expect(asked() - before).toBe(2);
    });

    test("queries the provider once where customers of two processes poll at the same time", async () => {
      const { session, browser } = await openSession(app());
      await browser.start("store");
      const other = await startTestApp({ like: app(), engine: app().database.engine });
      try {
        const asked = () =>
          app().sandbox.state.requests({ provider: "paypro", operation: "queryPayment" }).length;
        const before = asked();
        app().clock.advance(16_000);
        const replies = await Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            (index % 2 === 0 ? app() : other).browser(session.clientToken).call({ path: "/checkout/status" }),
          ),
        );
        expect(replies.map((reply) => reply.status)).toEqual(Array.from({ length: 10 }, () => 200));
        expect(asked() - before).toBe(1);
      } finally {
        await other.stop();
      }
    });

    test("brings the news of a payment whose callback was lost", async () => {
      const { session, browser } = await openSession(app());
      const { id } = await browser.start("store");
      app().sandbox.state.arm({ kind: "lose", operation: "callback", provider: "paypro" });
      app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
      app().clock.advance(16_000);
      expect((await status(session.clientToken)).as(browserStatus)).toMatchObject({
        status: "succeeded",
        amountReceived: { value: "150.00", currency: "MXN" },
      });
    });

    test("advises to poll less often as the payment ages", async () => {
      const { session, browser } = await openSession(app(), { expiresIn: 864_000 });
      await browser.start("store");
      const waits: number[] = [];
      for (const seconds of [1, 300, 1_800, 7_200]) {
        app().clock.advance(seconds * 1_000);
        waits.push((await status(session.clientToken)).as(browserStatus).pollAfter);
      }
      expect(waits).toEqual([...waits].sort((a, b) => a - b));
      expect(new Set(waits).size).toBeGreaterThan(2);
    });
  });
});
