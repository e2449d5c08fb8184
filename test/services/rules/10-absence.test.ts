/** Rule 10: "no such order" counts only after a creation in doubt, and only when it stays the answer for 15 minutes. */
import { expect, test } from "vitest";
import { queryPayment } from "../../../bff/services/payments/query-payment.ts";
import { noAnswer, notFound } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";

/** Queries at that time after `start`. Nobody else queries. @returns the payment's state then. */
async function askAt(stage: Stage, paymentId: string, atMs: number): Promise<string> {
  await stage.time.runUntil(atMs);
  await queryPayment(stage.context, { paymentId, floorMs: 0 });
  return (await stage.payment(paymentId)).status;
}

forEachStage("rule 10", (open) => {
  test("rule 10: an order that was accepted and is not found stays pending, however long", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = notFound;
    await stage.pass(50 * minute);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    await stage.pass(hour);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "expired", failure_code: null });
  });

  test("rule 10: after a creation without an answer, no such order for 15 minutes is a failure, and not before", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = notFound;
    const payment = await stage.pay();
    await stage.pass(14 * minute);
    expect((await stage.payment(payment.id)).status).toBe("unknown");
    await stage.pass(20 * minute);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "failed", failure_code: "not_created" });
    expect(await stage.events()).toEqual(["payment.failed"]);
  });

  test("rule 10: no such order is no failure while a callback says that it was paid", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = notFound;
    const payment = await stage.pay();
    await stage.pass(16 * minute);
    expect(await stage.callBack(payment, { status: "succeeded", amountText: "150.00" })).toBe(200);
    await stage.pass(hour);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "unknown", confirm_pending: 1 });
    expect(await stage.events()).toEqual([]);
  });

  test("rule 12: no such payout is no failure while a callback says that it was paid", async () => {
    const stage = await open();
    stage.script.createPayout = noAnswer;
    stage.script.queryPayout = notFound;
    const payout = await stage.payOut();
    await stage.pass(minute);
    expect(await stage.callBack(payout, { status: "succeeded", amountText: "10.00" })).toBe(200);
    await stage.pass(hour);
    expect(await stage.payout(payout.id)).toMatchObject({ status: "unknown", confirm_pending: 1 });
  });

  test("rule 10: the 15 minutes are counted from the first such answer, to the moment", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    const payment = await stage.pay();
    stage.script.query = noAnswer;
    const start = stage.time.now();
    expect(await askAt(stage, payment.id, start + 20 * minute)).toBe("unknown");
    stage.script.query = notFound;
    const first = start + 30 * minute;
    expect(await askAt(stage, payment.id, first)).toBe("unknown");
    expect(await askAt(stage, payment.id, first + 14 * minute + 59 * second)).toBe("unknown");
    expect(await askAt(stage, payment.id, first + 15 * minute - 1)).toBe("unknown");
    expect(await askAt(stage, payment.id, first + 15 * minute)).toBe("failed");
  });

  test("rule 10: no answer at all in between neither counts nor starts anything anew", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    const payment = await stage.pay();
    const start = stage.time.now();
    stage.script.query = notFound;
    expect(await askAt(stage, payment.id, start)).toBe("unknown");
    expect(await askAt(stage, payment.id, start + 10 * minute)).toBe("unknown");
    stage.script.query = noAnswer;
    expect(await askAt(stage, payment.id, start + 16 * minute)).toBe("unknown");
    stage.script.query = notFound;
    expect(await askAt(stage, payment.id, start + 17 * minute)).toBe("failed");
  });

  test.each([
    ["that it is pending", answers({ status: "pending" })],
    ["a status outside the documentation", answers({ status: "pending", undocumentedStatus: "77" })],
  ])("rule 10: an answer in between, %s, ends the doubt for good", async (_, query) => {
    const stage = await open();
    stage.script.create = noAnswer;
    const payment = await stage.pay();
    const start = stage.time.now();
    stage.script.query = notFound;
    expect(await askAt(stage, payment.id, start)).toBe("unknown");
    expect(await askAt(stage, payment.id, start + 10 * minute)).toBe("unknown");
    stage.script.query = query;
    expect(await askAt(stage, payment.id, start + 14 * minute)).toBe("pending");
    expect(await stage.payment(payment.id)).toMatchObject({ unknown_since: null, absent_since: null });
    stage.script.query = notFound;
    for (const minutes of [15, 20, 29, 30, 40]) {
      expect(await askAt(stage, payment.id, start + minutes * minute)).toBe("pending");
    }
  });

  test("rule 10: a callback in between ends the doubt as well as an answer does", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = notFound;
    const payment = await stage.pay();
    await stage.pass(10 * minute);
    await stage.callBack(payment, { status: "pending" });
    await stage.pass(40 * minute);
    expect((await stage.payment(payment.id)).status).toBe("pending");
  });

  test("rule 10: an order that was believed to be absent and is paid after all counts, as late", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = notFound;
    const payment = await stage.pay();
    await stage.pass(hour);
    expect((await stage.payment(payment.id)).status).toBe("failed");
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.pass(3 * hour);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual(["paid_late"]);
  });
});
