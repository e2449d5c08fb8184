/** Rule 5: a success by a weak signature, and one without an amount, wait for the answer that confirms them. Each way: test/core/payment/. */

import { expect, test } from "vitest";
import { resolvePayment } from "../../../bff/services/payments/resolve-payment.ts";
import { desk } from "../../support/authors.ts";
import { noAnswer } from "../support/scripted-provider.ts";
import { answers } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";
import { holdAs, tell, unlikeWays, ways } from "../support/ways.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

forEachStage("rule 5", (open) => {
  test.each(ways.filter((way) => !way.strong))(
    "rule 5: a success told by $title counts only after the query says the same, which is asked at once",
    async (way) => {
      const stage = await open(way);
      const payment = await stage.pay();
      expect(await stage.callBack(payment, paid)).toBe(200);
      expect((await stage.payment(payment.id)).status).toBe("pending");
      expect(stage.asked.length).toBe(0);
      holdAs(stage, way, payment, paid);
      await stage.pass(0);
      expect(stage.asked.length).toBe(1);
      expect((await stage.payment(payment.id)).status).toBe("succeeded");
    },
  );

  test.each(ways.filter((way) => !way.strong))(
    "rule 5: while the query that confirms $title cannot be reached the payment stays where it is and is asked about again",
    async (way) => {
      const stage = await open(way);
      const payment = await stage.pay();
      stage.script.query = noAnswer;
      await stage.callBack(payment, paid);
      await stage.pass(100 * second);
      expect((await stage.payment(payment.id)).status).toBe("pending");
      expect(stage.asked.length).toBeGreaterThanOrEqual(3);
      holdAs(stage, way, payment, paid);
      await stage.pass(10 * minute);
      expect((await stage.payment(payment.id)).status).toBe("succeeded");
    },
  );

  test.each(["failed", "canceled"] as const)(
    "rules 5 and 14: a weak success that the query calls %s is neither a success nor an end, and is asked about again",
    async (status) => {
      const stage = await open();
      const payment = await stage.pay();
      await stage.callBack(payment, paid);
      stage.script.query = answers({ status });
      await stage.pass(second);
      expect(await stage.payment(payment.id)).toMatchObject({
        status: "pending",
        confirm_pending: 1,
        failure_code: null,
      });
      const asked = stage.asked.length;
      await stage.pass(3 * hour);
      expect(stage.asked.length).toBeGreaterThanOrEqual(asked + 6);
      expect((await stage.payment(payment.id)).status).toBe("pending");
      expect(await stage.events()).toEqual(["payment.pending"]);
      await stage.pass(27 * hour);
      expect((await stage.payment(payment.id)).status).toBe("review");
      expect(await stage.details(payment.id)).toContain("paid, but never confirmed");
    },
  );

  test("rule 5: a weak success that the query still calls pending waits on", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await stage.callBack(payment, paid);
    await stage.pass(10 * minute);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "pending", confirm_pending: 1 });
    expect(stage.asked.length).toBeGreaterThanOrEqual(4);
  });

  test("rule 5: a provider that calls paid any amount and names none is asked to call back, and counts with that", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = answers({ status: "succeeded", amountUntold: true });
    await stage.pass(75 * second);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    await stage.pass(20 * second);
    expect(stage.asked.at(-1)?.resendCallback).toBe(true);
    await stage.callBack(payment, { status: "succeeded", amountText: "90.00" });
    await stage.pass(0);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "review", received_minor: "9000" });
  });

  test("rule 5: a provider that calls back with a reversal whenever it is asked to is asked by the schedule alone", async () => {
    const stage = await open();
    const payment = await stage.pay();
    let nonce = 0;
    stage.script.query = async (ref) => {
      if (ref.resendCallback === true && nonce < 100)
        await stage.callBack(payment, { status: "reversed" }, { nonce: ++nonce });
      return await answers({ status: "succeeded", amountUntold: true })(ref);
    };
    await stage.callBack(payment, { status: "reversed" });
    await stage.pass(2 * minute);
    expect(nonce).toBeGreaterThan(0);
    expect(nonce).toBeLessThan(10);
  });

  test("rule 5: what the provider called paid and nobody confirmed to the end is for a person, not expired", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = answers({ status: "succeeded", amountUntold: true });
    await stage.pass(27 * hour);
    expect((await stage.payment(payment.id)).status).toBe("review");
    expect(stage.asked.length).toBeLessThan(80);
  });

  test.each(unlikeWays)(
    "rule 5: a part told by $title shows what arrived, and the rest completes it",
    async (way) => {
      const stage = await open(way);
      const payment = await stage.pay();
      await tell(stage, way, payment, { status: "partially_paid", amountText: "50.00" });
      expect(await stage.payment(payment.id)).toMatchObject({
        status: "partially_paid",
        received_minor: "5000",
      });
      await tell(stage, way, payment, { status: "partially_paid", amountText: "70.00" });
      expect(await stage.payment(payment.id)).toMatchObject({
        status: "partially_paid",
        received_minor: "7000",
      });
      await tell(stage, way, payment, paid);
      expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", received_minor: "15000" });
      expect(await stage.exceptions(payment.id)).toEqual([]);
      expect((await stage.told("payment.partially_paid")).length).toBe(1);
    },
  );

  test.each(unlikeWays)(
    "rule 5: an order that is called off by $title after a part has come is for a person",
    async (way) => {
      const stage = await open(way);
      const payment = await stage.pay();
      await tell(stage, way, payment, { status: "partially_paid", amountText: "50.00" });
      await tell(stage, way, payment, { status: "canceled" });
      expect(await stage.payment(payment.id)).toMatchObject({ status: "review", received_minor: "5000" });
      expect(await stage.exceptions(payment.id)).toEqual(["underpaid"]);
    },
  );

  test.each(unlikeWays)("rule 5: an operator settles only what $title left in review", async (way) => {
    const stage = await open(way);
    const payment = await stage.pay();
    const settle = {
      paymentId: payment.id,
      outcome: "succeeded",
      note: "seen at the bank",
      author: desk,
      keyBinding: null,
    } as const;
    expect(await resolvePayment(stage.context, settle)).toMatchObject({ ok: false, code: "not_in_review" });
    await tell(stage, way, payment, { ...paid, amountText: "149.00" });
    const result = await resolvePayment(stage.context, settle);
    expect(result).toMatchObject({ ok: true, value: { status: "succeeded" } });
    expect(await stage.details(payment.id)).toContain("seen at the bank");
    expect(await resolvePayment(stage.context, settle)).toMatchObject({ ok: false, code: "not_in_review" });
    await stage.pass(3 * hour);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", received_minor: "14900" });
    expect((await stage.told("payment.succeeded")).length).toBe(1);
  });
});
