/**
 * Rule 14: no end without an answer. How a silent provider and an unconfirmed assertion end: 09-schedule.test.ts,
 * 08-never-confirmed.test.ts, 05-confirmation.test.ts.
 */
import { expect, test } from "vitest";
import { noAnswer, notFound } from "../support/scripted-provider.ts";
import { answers } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { day, hour, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

forEachStage("rule 14", (open) => {
  test.each([
    ["pending", false],
    ["in doubt", true],
  ])(
    "rule 14: after a stop past the end of the watch, a provider that drops the first queries ends nothing; what it says then counts (%s)",
    async (_, inDoubt) => {
      const stage = await open();
      if (inDoubt) stage.script.create = noAnswer;
      const payment = await stage.pay();
      await stage.time.runUntil(payment.watch_until + hour);
      stage.script.query = noAnswer;
      await stage.pass(10 * second);
      expect(stage.asked.length).toBeGreaterThan(0);
      expect((await stage.payment(payment.id)).status).toBe(payment.status);
      stage.script.query = answers(paid);
      await stage.pass(3 * hour);
      expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", received_minor: "15000" });
      expect(await stage.exceptions(payment.id)).toEqual([]);
      expect(await stage.events()).not.toContain("payment.expired");
    },
  );

  test("rule 14: the provider's answer after such a stop ends the payment, and a day later its watch", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await stage.time.runUntil(payment.watch_until + hour);
    stage.script.query = noAnswer;
    await stage.pass(10 * second);
    stage.script.query = answers({ status: "pending" });
    await stage.pass(3 * hour);
    expect((await stage.payment(payment.id)).status).toBe("expired");
    await stage.pass(day);
    const asked = stage.asked.length;
    await stage.pass(3 * day);
    expect(stage.asked.length).toBe(asked);
  });

  test("rule 14: an order in doubt about which the provider cannot be asked is for a person in the end", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = () => ({ kind: "cannot_query" });
    const payment = await stage.pay();
    await stage.pass(payment.watch_until - stage.time.now() - second);
    expect((await stage.payment(payment.id)).status).toBe("unknown");
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("review");
    expect(await stage.told("payment.review_required")).toHaveLength(1);
    expect(await stage.events()).not.toContain("payment.expired");
  });

  test("rule 14: a payment that a callback calls paid and that the provider says it does not know is for a person in the end, not failed", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = notFound;
    const payment = await stage.pay();
    await stage.callBack(payment, paid);
    await stage.pass(17 * hour);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "unknown", confirm_pending: 1 });
    await stage.pass(3 * day);
    expect((await stage.payment(payment.id)).status).toBe("review");
    expect(await stage.events()).toEqual(["payment.review_required"]);
  });
});
