import { expect, test } from "vitest";
import { z } from "zod";
import { describeApp } from "../support/app-suite.ts";

const line = z.looseObject({ msg: z.string(), requestId: z.string().optional() });

describeApp("the log of one payment", {}, (app) => {
  const lines = () =>
    app()
      .logs()
      .map((text) => line.parse(JSON.parse(text)));
  const linesWith = (name: string, value: string) => lines().filter((fields) => fields[name] === value);

  async function pay(): Promise<{ readonly sessionId: string; readonly paymentId: string }> {
    const session = await app().api.createSession();
    const payment = await app().browser(session.clientToken).start("store");
    app().sandbox.state.play(await app().orderOf(payment.id), { action: "pay" });
    await app().settle();
    await expect.poll(async () => (await app().api.readPayment(payment.id)).status).toBe("succeeded");
    await app().settle();
    return { sessionId: session.id, paymentId: payment.id };
  }

  test("has the request that started it, the calls to the provider, the callback, and its events", async () => {
    const { sessionId, paymentId } = await pay();
    await expect
      .poll(() =>
        linesWith("paymentId", paymentId).map(({ msg, route, outcome, operation }) => ({
          msg,
          route,
          outcome,
          operation,
        })),
      )
      .toEqual(
        expect.arrayContaining([
          { msg: "provider called", operation: "create", outcome: "answered" },
          { msg: "provider called", operation: "query", outcome: "answered" },
          { msg: "payment changed" },
          { msg: "answered", route: "/checkout/payments" },
          { msg: "answered", route: "/callbacks/{accountId}/{callbackToken}" },
          { msg: "event recorded" },
        ]),
      );
    const [event] = linesWith("paymentId", paymentId).filter(({ msg }) => msg === "event recorded");
    expect(event).toMatchObject({ sessionId, eventType: expect.any(String) });
    const delivered = () => lines().filter(({ msg }) => msg === "webhook delivered");
    await expect
      .poll(() => delivered().map(({ deliveryId }) => deliveryId))
      .toContainEqual(expect.stringContaining(String(event?.eventId)));
    expect(delivered()[0]).toMatchObject({
      outcome: "delivered",
      status: expect.any(Number),
      durationMs: expect.any(Number),
    });
  });

  test("ties each line to the request that caused it", async () => {
    const { sessionId, paymentId } = await pay();
    const [started] = linesWith("paymentId", paymentId).filter(({ route }) => route === "/checkout/payments");
    expect(started).toMatchObject({ sessionId, requestId: expect.stringMatching(/^req_/) });
    const ofRequest = linesWith("requestId", String(started?.requestId)).map(({ msg }) => msg);
    expect(ofRequest).toEqual(expect.arrayContaining(["provider called", "payment changed", "answered"]));
    const [created] = linesWith("sessionId", sessionId).filter(({ route }) => route === "/v1/sessions");
    expect(created).toMatchObject({ apiKeyId: expect.any(String), status: 201 });
  });

  test("takes no id from a path that is none of ours", async () => {
    await app().api.get("/v1/payments/pay_canary");
    expect(app().logs().join("")).not.toContain("canary");
  });
});
