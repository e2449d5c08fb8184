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

  test("has its id in every line that is about it, to the merchant's server", async () => {
    const before = lines().length;
    const { sessionId, paymentId } = await pay();
    const eventIds = () =>
      linesWith("paymentId", paymentId).flatMap(({ msg, eventId, eventType }) =>
        msg === "event recorded" && String(eventType).startsWith("payment.") ? [String(eventId)] : [],
      );
    const deliveredIds = () =>
      linesWith("msg", "webhook delivered").map(({ deliveryId }) => String(deliveryId).split(":")[0]);
    await expect.poll(deliveredIds).toEqual(expect.arrayContaining(eventIds()));
    const about = lines()
      .slice(before)
      // The session's own steps and reading the API are about the session.
      .filter(({ msg, route, eventType }) => {
        if (
          msg === "session created" ||
          msg === "session changed" ||
          String(eventType ?? "").startsWith("session.")
        )
          return false;
        return route !== "/v1/sessions" && route !== "/checkout/session";
      })
      .filter(({ eventId }) => eventId === undefined || eventIds().includes(String(eventId)));
    const kinds = new Set(about.map(({ msg }) => msg));
    expect([...kinds]).toEqual(
      expect.arrayContaining(["provider called", "payment changed", "event recorded", "webhook delivered"]),
    );
    expect(about.filter((fields) => fields.paymentId !== paymentId)).toEqual([]);
    for (const fields of linesWith("msg", "provider called").slice(-1)) {
      expect(fields).toMatchObject({ durationMs: expect.any(Number), outcome: "answered" });
    }
    expect(linesWith("sessionId", sessionId).length).toBeGreaterThan(3);
  });

  test("has it after a restart, too: a delivery that was left to another process", async () => {
    const { paymentId } = await pay();
    const [recorded] = linesWith("paymentId", paymentId).filter(({ msg }) => msg === "event recorded");
    await app().api.post(`/v1/events/${recorded?.eventId}/redeliver`);
    const before = lines().length;
    await app().runJobsUntilIdle();
    await expect
      .poll(() =>
        lines()
          .slice(before)
          .filter(
            ({ msg, deliveryId }) =>
              msg === "webhook delivered" && String(deliveryId).includes(String(recorded?.eventId)),
          ),
      )
      .toEqual([expect.objectContaining({ paymentId, eventId: recorded?.eventId })]);
  });

  test("health checks are quiet while all is well", async () => {
    const before = lines().length;
    for (const path of ["/healthz", "/readyz"]) expect((await app().call({ path })).status).toBe(200);
    await expect
      .poll(() =>
        lines()
          .slice(before)
          .map(({ route, level }) => [route, level]),
      )
      .toEqual([
        ["/healthz", "debug"],
        ["/readyz", "debug"],
      ]);
    await app().call({ path: "/metrics" });
    await expect.poll(() => linesWith("route", "/metrics").map(({ level }) => level)).toEqual(["info"]);
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
