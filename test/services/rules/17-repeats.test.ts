/** Rule 17: a callback with the same bytes is a repeat only while the effect of the first one stands. */
import { expect, test } from "vitest";
import { noAnswer } from "../support/scripted-provider.ts";
import { answers } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { day, hour, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;
const sameBytes = { nonce: 1 };

forEachStage("rule 17", (open) => {
  test("rule 17: what a callback said is kept although the query says failed, and counts with the query that says paid of any amount", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = answers({ status: "failed" });
    await stage.callBack(payment, paid, sameBytes);
    await stage.pass(second);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    stage.script.query = answers({ status: "succeeded", amountUntold: true });
    for (let i = 0; i < 10; i++) {
      expect(await stage.callBack(payment, paid, sameBytes)).toBe(200);
      await stage.pass(20 * second);
    }
    expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", received_minor: "15000" });
    expect(await stage.exceptions(payment.id)).toEqual([]);
    const [asked, lines, events] = [
      stage.asked.length,
      await stage.details(payment.id),
      await stage.events(),
    ];
    await stage.callBack(payment, paid, sameBytes);
    await stage.pass(hour);
    expect(stage.asked.length).toBe(asked);
    expect(await stage.details(payment.id)).toEqual(lines);
    expect(await stage.events()).toEqual(events);
  });

  test("rule 17: the same bytes count anew after a query had dismissed what they said", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = answers({ status: "pending" });
    await stage.callBack(payment, { status: "failed" }, sameBytes);
    await stage.pass(second);
    expect((await stage.payment(payment.id)).confirm_pending).toBe(0);
    const asked = stage.asked.length;
    stage.script.query = answers({ status: "failed" });
    await stage.callBack(payment, { status: "failed" }, sameBytes);
    await stage.pass(second);
    expect(stage.asked.length).toBe(asked + 1);
    expect((await stage.payment(payment.id)).status).toBe("failed");
  });

  test("rule 17: the same bytes bring a query again once nobody is asking any more whether they are true", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = noAnswer;
    await stage.callBack(payment, paid, sameBytes);
    await stage.pass(4 * day);
    expect((await stage.payment(payment.id)).status).toBe("review");
    stage.script.query = answers(paid);
    await stage.callBack(payment, paid, sameBytes);
    await stage.pass(second);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", received_minor: "15000" });
  });

  test("rule 17: the same bytes do not bring back what a newer callback has taken back", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = answers({ status: "succeeded" });
    await stage.callBack(payment, { ...paid, amountText: "149.00" }, sameBytes);
    await stage.pass(second);
    expect((await stage.payment(payment.id)).status).toBe("review");
    await stage.callBack(payment, paid);
    await stage.pass(second);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    await stage.callBack(payment, { ...paid, amountText: "149.00" }, sameBytes);
    await stage.pass(second);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", received_minor: "15000" });
    expect(await stage.exceptions(payment.id)).toEqual([]);
  });

  test("rule 17: a second reversal in the same bytes counts after the first one was taken back", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = answers(paid);
    await stage.callBack(payment, paid);
    await stage.pass(second);
    for (const times of [1, 2]) {
      stage.script.query = answers({ status: "failed" });
      for (let i = 0; i < 3; i++) await stage.callBack(payment, { status: "reversed" }, sameBytes);
      await stage.pass(second);
      expect(await stage.exceptions(payment.id)).toEqual(["reversed"]);
      expect(await stage.told("payment.reversed")).toHaveLength(times);
      stage.script.query = answers(paid);
      await stage.callBack(payment, paid);
      await stage.pass(second);
      expect(await stage.exceptions(payment.id)).toEqual([]);
    }
  });
});
