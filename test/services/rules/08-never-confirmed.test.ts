/** Rules 8 and 11: callbacks about a payment that no schedule would query again. */
import { expect, test } from "vitest";
import { cancelPaymentByCustomer } from "../../../bff/services/payments/cancel-payment.ts";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import { noAnswer, refused } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { day, hour, minute, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

/**
 * Two ways in which a payment is abandoned. For each way and each state, see test/core/payment/confirmation.test.ts.
 */
const endings: Readonly<Record<string, (stage: Stage) => Promise<PaymentRow>>> = {
  async canceled(stage) {
    const payment = await stage.pay();
    await cancelPaymentByCustomer(stage.context, { sessionId: payment.session_id, paymentId: payment.id });
    return await stage.payment(payment.id);
  },
  async expired(stage) {
    const payment = await stage.pay();
    await stage.pass(2 * hour);
    return await stage.payment(payment.id);
  },
};

async function refusedPayment(stage: Stage): Promise<PaymentRow> {
  stage.script.create = () => refused;
  const payment = await stage.pay();
  expect(payment).toMatchObject({ status: "failed", watch_until: stage.time.now() });
  return payment;
}

async function watchedToTheEnd(stage: Stage): Promise<PaymentRow> {
  const payment = await stage.pay();
  await stage.pass(27 * hour);
  expect(payment.watch_until).toBeLessThan(stage.time.now());
  return payment;
}

forEachStage("rule 8", (open) => {
  test.each([
    ["after the watch's end", watchedToTheEnd],
    ["of a payment that was refused", refusedPayment],
  ])("rule 8: a callback %s whose one query is lost is asked about again", async (_, give) => {
    const stage = await open();
    const payment = await give(stage);
    stage.script.query = noAnswer;
    const before = stage.asked.length;
    await stage.callBack(payment, paid);
    await stage.pass(second);
    expect(stage.asked.length).toBe(before + 1);
    stage.script.query = answers(paid);
    await stage.pass(minute);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual(["paid_late"]);
  });

  test("rules 8 and 14: a callback after the end of the watch is queried for a day and, while nobody answers, for another, then goes to review", async () => {
    const stage = await open();
    const payment = await watchedToTheEnd(stage);
    stage.script.query = noAnswer;
    await stage.callBack(payment, paid);
    await stage.pass(day - minute);
    const before = stage.asked.length;
    await stage.pass(2 * minute);
    expect(stage.asked.length).toBe(before + 1);
    expect(stage.asked.at(-1)?.now).toBe((await stage.payment(payment.id)).watch_until);
    await stage.pass(day - 2 * minute);
    expect((await stage.payment(payment.id)).status).toBe("expired");
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("review");
    const asked = stage.asked.length;
    expect(asked).toBeGreaterThanOrEqual(before + 20);
    await stage.pass(3 * day);
    expect(stage.asked.length).toBe(asked);
  });

  test.each(Object.keys(endings))(
    "rule 8: a payment that is %s and that a callback calls paid goes to review when no query ever confirms it",
    async (ending) => {
      const stage = await open();
      const payment = await endings[ending]?.(stage);
      if (payment === undefined) throw new Error("no such ending");
      expect(payment.status).toBe(ending);
      stage.script.query = noAnswer;
      await stage.callBack(payment, paid);
      await stage.pass(3 * day);
      expect(await stage.payment(payment.id)).toMatchObject({ status: "review", confirm_pending: 0 });
      expect(await stage.exceptions(payment.id)).toEqual(["paid_late"]);
      expect((await stage.events()).filter((type) => type === "payment.review_required").length).toBe(1);
      const asked = stage.asked.length;
      await stage.pass(3 * day);
      expect(stage.asked.length).toBe(asked);
    },
  );

  test.each(Object.keys(endings))(
    "rule 8: a payment that is %s and that queries call paid, of any amount, goes to review at the end of its watch",
    async (ending) => {
      const stage = await open();
      const payment = await endings[ending]?.(stage);
      if (payment === undefined) throw new Error("no such ending");
      stage.script.query = answers({ status: "succeeded", amountUntold: true });
      await stage.pass(payment.watch_until - stage.time.now() - minute);
      // No further callback may come: one day is left for the callback that names the amount.
      const { watch_until, status } = await stage.payment(payment.id);
      expect(status).toBe(ending);
      await stage.pass(watch_until - stage.time.now() - second);
      expect((await stage.payment(payment.id)).status).toBe(ending);
      await stage.pass(2 * minute);
      expect((await stage.payment(payment.id)).status).toBe("review");
      expect(await stage.exceptions(payment.id)).toEqual(["paid_late"]);
      expect((await stage.events()).filter((type) => type === "payment.review_required").length).toBe(1);
    },
  );
});

forEachStage("rule 11", (open) => {
  test("rule 11: a reversal that is reported after the watch is queried again while the answer still says paid", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = answers(paid);
    await stage.callBack(payment, paid);
    await stage.pass(30 * hour);
    const before = stage.asked.length;
    await stage.callBack(payment, { status: "reversed" });
    await stage.pass(5 * hour);
    expect(stage.asked.length).toBeGreaterThanOrEqual(before + 8);
    expect(await stage.exceptions(payment.id)).toEqual([]);
    stage.script.query = answers({ status: "failed" });
    await stage.pass(2 * hour);
    expect(await stage.exceptions(payment.id)).toEqual(["reversed"]);
    expect((await stage.events()).filter((type) => type === "payment.reversed").length).toBe(1);
  });

  test("rule 11: a reversal that is reported after the watch and whose one query is lost is queried again", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = answers(paid);
    await stage.callBack(payment, paid);
    await stage.pass(30 * hour);
    stage.script.query = noAnswer;
    await stage.callBack(payment, { status: "reversed" });
    await stage.pass(second);
    stage.script.query = answers({ status: "failed" });
    await stage.pass(minute);
    expect(await stage.exceptions(payment.id)).toEqual(["reversed"]);
  });
});
