import { describe, expect, test } from "vitest";
import { describeApp } from "../support/app-suite.ts";

const hourMs = 60 * 60_000;

describeApp("the client token of a session that has ended", { engines: ["sqlite"] }, (app) => {
  const ends: readonly (readonly [how: string, end: (id: string, clientToken: string) => Promise<void>])[] = [
    [
      "succeeded",
      async (_id, clientToken) => {
        const { id } = await app().browser(clientToken).start("store");
        app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
        await app().settle();
      },
    ],
    [
      "canceled",
      async (id) => {
        expect((await app().api.post(`/v1/sessions/${id}/cancel`)).status).toBe(200);
      },
    ],
    [
      "expired",
      async () => {
        app().clock.advance(25 * hourMs);
        await app().runJobsUntilIdle();
      },
    ],
  ];

  describe.each(ends)("%s", (status, end) => {
    test("shows how it ended for a day, lets nothing begin, and opens nothing afterwards", async () => {
      const { id, clientToken } = await app().api.createSession({ customer: { email: "ana@example.com" } });
      const browser = app().browser(clientToken);
      await end(id, clientToken);
      app().clock.advance(23 * hourMs);
      const shown = await browser.session();
      expect(shown).toMatchObject({ status, methods: [] });
      expect(shown.payment?.nextAction ?? null).toBeNull();
      const start = { method: "POST", path: "/checkout/payments", body: { method: "store" } } as const;
      expect((await browser.call(start)).problem().code).toBe("session_closed");
      app().clock.advance(2 * hourMs);
      for (const path of ["/checkout/session", "/checkout/status", "/checkout/events"]) {
        expect((await browser.call({ path })).problem(), path).toMatchObject({
          status: 401,
          code: "unauthorized",
        });
      }
      expect((await browser.call(start)).problem().status).toBe(401);
      expect(await app().api.readSession(id)).toMatchObject({ status });
    });
  });
});
