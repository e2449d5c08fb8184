/**
 * Rule 11: a reversal never credits anything, and only the provider's answer settles it. Decision 0008. For each
 * status and any order, see test/core/payment/reversal.test.ts.
 */
import { expect, test } from "vitest";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

async function paidPayment(stage: Stage): Promise<PaymentRow> {
  const payment = await stage.pay();
  stage.script.query = answers(paid);
  await stage.callBack(payment, paid);
  await stage.pass(second);
  expect((await stage.payment(payment.id)).status).toBe("succeeded");
  return payment;
}

async function reversals(stage: Stage): Promise<number> {
  return (await stage.events()).filter((type) => type === "payment.reversed").length;
}

forEachStage("rule 11", (open) => {
  test("rule 11: a reversal is queried first; when the answer no longer says paid it is announced once", async () => {
    const stage = await open();
    const payment = await paidPayment(stage);
    await stage.callBack(payment, { status: "reversed" });
    expect(await stage.exceptions(payment.id)).toEqual([]);
    await stage.pass(2 * minute);
    expect(await stage.exceptions(payment.id)).toEqual([]);
    stage.script.query = answers({ status: "failed" });
    await stage.pass(hour);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual(["reversed"]);
    expect(await reversals(stage)).toBe(1);
    expect((await stage.sessionRow(payment.session_id)).paid_payment_id).toBe(null);
  });

  test.each(["pending", "reversed"] as const)(
    "rule 11: a query that says %s after a reversal settles it, and what is said later changes nothing",
    async (status) => {
      const stage = await open();
      const payment = await paidPayment(stage);
      stage.script.query = answers({ status });
      await stage.callBack(payment, { status: "reversed" });
      await stage.pass(second);
      expect(await stage.exceptions(payment.id)).toEqual(["reversed"]);
      const asked = stage.asked.length;
      await stage.callBack(payment, { status: "pending" });
      await stage.callBack(payment, { status: "failed" });
      await stage.pass(2 * hour);
      expect(stage.asked.length).toBe(asked);
      expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", received_minor: "15000" });
      expect(await reversals(stage)).toBe(1);
    },
  );

  test("rule 11: a callback that says failed after a reversal does not settle it; the query does", async () => {
    const stage = await open();
    const payment = await paidPayment(stage);
    stage.script.query = answers(paid);
    await stage.callBack(payment, { status: "reversed" });
    await stage.callBack(payment, { status: "failed" });
    expect(await stage.exceptions(payment.id)).toEqual([]);
    await stage.pass(2 * minute);
    await stage.callBack(payment, { status: "failed" });
    expect(await stage.exceptions(payment.id)).toEqual([]);
    expect((await stage.payment(payment.id)).reversal_pending).toBe(1);
    stage.script.query = answers({ status: "failed" });
    await stage.pass(hour);
    expect(await stage.exceptions(payment.id)).toEqual(["reversed"]);
    expect(await reversals(stage)).toBe(1);
  });

  test("rule 11: a query with a status outside the documentation does not settle a reversal", async () => {
    const stage = await open();
    const payment = await paidPayment(stage);
    stage.script.query = answers({ status: "pending", undocumentedStatus: "77" });
    await stage.callBack(payment, { status: "reversed" });
    await stage.pass(hour);
    expect(await stage.exceptions(payment.id)).toEqual([]);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", reversal_pending: 1 });
    stage.script.query = answers({ status: "failed" });
    await stage.pass(2 * hour);
    expect(await stage.exceptions(payment.id)).toEqual(["reversed"]);
  });

  test("rule 11: a reversal never credits a payment, also where a query says paid meanwhile", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await stage.callBack(payment, { status: "reversed", amountText: "150.00" });
    stage.script.query = answers(paid);
    await stage.pass(2 * minute);
    expect((await stage.payment(payment.id)).status).toBe("review");
    expect(await stage.events()).not.toContain("session.succeeded");
  });

  test("rule 11: a reversal that comes before the success is forgotten once a query says that nothing is paid", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = answers({ status: "pending" });
    await stage.callBack(payment, { status: "reversed" });
    await stage.pass(second);
    expect((await stage.payment(payment.id)).reversal_pending).toBe(0);
    stage.script.query = answers(paid);
    await stage.callBack(payment, paid);
    await stage.pass(second);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual([]);
  });

  test("rule 11: where a reversal came first and the query says canceled, a notice of the success that was on its way is no success", async () => {
    const stage = await open({ strong: true });
    const payment = await stage.pay();
    stage.script.query = answers({ status: "canceled" });
    await stage.callBack(payment, { status: "reversed" });
    await stage.pass(30 * minute);
    await stage.callBack(payment, paid);
    expect((await stage.payment(payment.id)).status).toBe("review");
    await stage.pass(3 * hour);
    expect((await stage.payment(payment.id)).status).toBe("review");
    expect(await stage.exceptions(payment.id)).toContain("reversed");
    expect(await reversals(stage)).toBe(1);
    expect(await stage.events()).not.toContain("payment.succeeded");
  });

  test("rule 11: while the query says paid it is repeated on the schedule of doubt, and the last no longer paid counts", async () => {
    const stage = await open();
    const payment = await paidPayment(stage);
    await stage.callBack(payment, { status: "reversed" });
    const before = stage.asked.length;
    await stage.pass(10 * minute);
    // At once, and after 5 s to 15 s, 60 s and 5 min more.
    expect(stage.asked.length - before).toBeGreaterThanOrEqual(4);
    stage.script.query = answers({ status: "pending" });
    await stage.pass(hour);
    expect(await stage.exceptions(payment.id)).toEqual(["reversed"]);
  });
});
