/**
 * Rule 18 over HTTP: a callback has called the payment paid, and the provider answers the confirming query with a 500 for
 * a moment. Nobody cancels meanwhile, and no goods go back on the shelf.
 */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";

async function reportedAsPaid(app: TestApp) {
  const session = await app.api.createSession({ reference: randomUUID() });
  const browser = app.browser(session.clientToken);
  const { id } = await browser.start("store");
  app.sandbox.state.arm({ kind: "status", operation: "queryPayment", provider: "paypro", times: null });
  app.sandbox.state.play(await app.orderOf(id), { action: "pay" });
  await app.settle();
  expect((await app.api.readPayment(id)).status).toBe("pending");
  return { session, browser, id };
}

const told = (app: TestApp, sessionId: string) =>
  app.webhooks.received
    .filter(({ event }) => event.data.session?.id === sessionId)
    .map(({ event }) => event.type);

describeApp("a payment that is being confirmed", {}, (app) => {
  const ways = {
    "the merchant's cancel": ({ session }) => app().api.post(`/v1/sessions/${session.id}/cancel`),
    "the customer's cancel": ({ browser, id }) => browser.cancel(id),
    "another method": ({ browser }) =>
      browser.call({ method: "POST", path: "/checkout/payments", body: { method: "bank_transfer" } }),
  } satisfies Record<string, (asserted: Awaited<ReturnType<typeof reportedAsPaid>>) => Promise<unknown>>;

  test.each(["the merchant's cancel", "the customer's cancel", "another method"] as const)(
    "rule 18: %s is refused with 409 payment_being_confirmed, and the payment succeeds in time",
    async (way) => {
      const asserted = await reportedAsPaid(app());
      const { session, browser, id } = asserted;
      const orders = app().sandbox.state.orders().length;
      const reply = await ways[way](asserted);
      expect(reply.problem()).toMatchObject({ status: 409, code: "payment_being_confirmed" });
      expect(app().sandbox.state.orders().length).toBe(orders);
      expect(await browser.status()).toMatchObject({ status: "requires_action", payment: { id } });
      app().sandbox.state.disarm();
      app().clock.advance(60_000);
      await app().runJobsUntilIdle();
      expect(await app().api.readPayment(id)).toMatchObject({ status: "succeeded", exceptions: [] });
      expect(told(app(), session.id)).toEqual(
        expect.arrayContaining(["payment.succeeded", "session.succeeded"]),
      );
      expect(told(app(), session.id)).not.toContain("session.canceled");
      expect(told(app(), session.id)).not.toContain("payment.canceled");
    },
  );

  test("rule 18: a cancel queries the provider first, and one that is paid by now is answered as paid", async () => {
    const { session, browser, id } = await reportedAsPaid(app());
    app().sandbox.state.disarm();
    expect((await browser.cancel(id)).json()).toMatchObject({ id, status: "succeeded" });
    const reply = await app().api.post(`/v1/sessions/${session.id}/cancel`);
    expect(reply.problem()).toMatchObject({ status: 409, code: "session_closed" });
  });
});
