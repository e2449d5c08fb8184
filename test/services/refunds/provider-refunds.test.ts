/** Refunds by the provider's own refund: the side `refunds` of its adapter. */
import { expect, test } from "vitest";
import { listPayouts } from "../../../bff/services/payouts/read-payouts.ts";
import { refreshPayout } from "../../../bff/services/payouts/refresh-payout.ts";
import { readPayoutApproval } from "../../../bff/services/refunds/payout-approval.ts";
import { readRefund } from "../../../bff/services/refunds/read-refunds.ts";
import { readRefundOptions } from "../../../bff/services/refunds/refund-options.ts";
import { ana, mxn, paidPayment, refund, refundRows, statuses, tryRefund } from "../support/refunds.ts";
import { hang, noAnswer, notFound, refused } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "100.00" } as const;

async function payoutOf(stage: Stage) {
  const [row] = await refundRows(stage);
  return await stage.payout(row?.payout_id ?? "");
}

forEachStage("a provider's own refund", (open) => {
  test("names the paid order and nobody, is sent once, and succeeds by a query", async () => {
    const stage = await open({ refunding: true });
    const payment = await paidPayment(stage);
    const made = await refund(stage, payment, { amount: mxn("100") });
    expect(made).toMatchObject({ method: "provider", status: "pending", account: "weak", claimUrl: null });
    expect(stage.refundsSent).toEqual([
      expect.objectContaining({
        amount: expect.objectContaining({ minor: 10_000n, currency: "MXN" }),
        callbackUrl: expect.stringContaining("/callbacks/weak/"),
        payment: expect.objectContaining({
          orderNo: payment.order_no,
          providerOrderId: "P-1",
          amount: expect.objectContaining({ minor: 15_000n }),
        }),
      }),
    ]);
    expect(stage.payoutsSent).toEqual([]);
    stage.script.queryRefund = answers(paid);
    await stage.pass(10 * minute);
    expect(await statuses(stage)).toEqual(["succeeded"]);
    const { orderNo } = stage.refundsSent[0] ?? {};
    expect(stage.refundsAsked.at(-1)).toMatchObject({
      orderNo,
      providerOrderId: "R-1",
      payment: { orderNo: payment.order_no },
    });
    expect(stage.refundsSent.length).toBe(1);
    const told = await stage.told("refund.succeeded");
    expect(told.map(({ data }) => data.payment?.amountRefunded)).toEqual([mxn("100.00")]);
    const listed = await listPayouts(stage.context, { limit: 10 });
    expect(listed.ok && listed.value.data).toEqual([]);
  });

  test("succeeds by its own callback, and a callback that is not signed changes nothing", async () => {
    const stage = await open({ refunding: true, strong: true });
    await refund(stage, await paidPayment(stage), { amount: mxn("100") });
    const payout = await payoutOf(stage);
    expect(await stage.callBack(payout, paid, { sign: "bad" })).toBe(401);
    expect(await statuses(stage)).toEqual(["pending"]);
    expect(await stage.callBack(payout, paid)).toBe(200);
    expect(await stage.callBack(payout, paid)).toBe(200);
    expect(await statuses(stage)).toEqual(["succeeded"]);
    expect((await stage.told("refund.succeeded")).length).toBe(1);
  });

  test("without an answer is unknown, keeps its amount, and is queried but never sent again", async () => {
    const stage = await open({ refunding: true });
    stage.script.createRefund = noAnswer;
    stage.script.queryRefund = noAnswer;
    const payment = await paidPayment(stage);
    await refund(stage, payment, { amount: mxn("100") });
    await stage.pass(hour);
    expect(await statuses(stage)).toEqual(["unknown"]);
    expect(await tryRefund(stage, payment, { amount: mxn("51") })).toMatchObject({
      code: "refund_exceeds_received",
    });
    stage.script.queryRefund = answers(paid);
    await stage.pass(6 * hour);
    expect(await statuses(stage)).toEqual(["succeeded"]);
    expect(stage.refundsSent.length).toBe(1);
  });

  test("that the provider has never heard of fails after 15 minutes, and its amount is free again", async () => {
    const stage = await open({ refunding: true });
    stage.script.createRefund = noAnswer;
    stage.script.queryRefund = notFound;
    const payment = await paidPayment(stage);
    const { id: refundId } = await refund(stage, payment, { amount: mxn("100") });
    await stage.pass(14 * minute);
    expect(await statuses(stage)).toEqual(["unknown"]);
    await stage.pass(hour);
    const read = await readRefund(stage.context, { refundId });
    expect(read).toMatchObject({ value: { status: "failed", failure: { code: "not_created" } } });
    expect(await tryRefund(stage, payment)).toMatchObject({ ok: true, value: { amount: mxn("150.00") } });
  });

  test("that the provider refuses has failed at once, with its code, and can be made by another way", async () => {
    const stage = await open({ refunding: true });
    stage.script.createRefund = () => refused;
    const payment = await paidPayment(stage);
    const made = await refund(stage, payment);
    expect(made).toMatchObject({ status: "failed", failure: { code: "no_capacity", retryable: true } });
    expect((await stage.told("refund.failed")).length).toBe(1);
    const again = await tryRefund(stage, payment, { beneficiary: ana });
    expect(again).toMatchObject({ code: "validation_failed", errors: [{ path: "beneficiary" }] });
  });

  test("whose process died while it was sent is queried by another, and not sent again", async () => {
    const stage = await open({ refunding: true });
    stage.script.createRefund = hang;
    const payment = await paidPayment(stage);
    void tryRefund({ context: stage.join("dying") }, payment, { amount: mxn("100") });
    await expect.poll(() => stage.refundsSent.length).toBe(1);
    stage.script.queryRefund = answers(paid);
    await stage.pass(hour);
    expect(await statuses(stage)).toEqual(["succeeded"]);
    expect(stage.refundsSent.length).toBe(1);
  });

  test("is what the console offers then, and asks for no account that pays", async () => {
    const stage = await open({ refunding: true });
    const payment = await paidPayment(stage);
    const options = await readRefundOptions(stage.context, { paymentId: payment.id });
    expect(options).toMatchObject({ ok: true, value: { objection: null, own: "weak", accounts: [] } });
    const made = await refund(stage, payment, { amount: mxn("100") });
    const payout = await payoutOf(stage);
    // What an approval would show: the provider knows whom it pays, so there is no beneficiary.
    await stage.database.kysely
      .updateTable("payouts")
      .set({ status: "awaiting_approval" })
      .where("id", "=", payout.id)
      .execute();
    const asked = { payoutId: payout.id, actor: "operator:bob", mayApprove: true };
    expect(await readPayoutApproval(stage.context, asked)).toMatchObject({
      ok: true,
      value: { refund: made.id, mayDecide: true, names: { beneficiary: null, isSame: null } },
    });
  });

  test("can be asked about at once by its payout's id", async () => {
    const stage = await open({ refunding: true });
    await refund(stage, await paidPayment(stage), { amount: mxn("100") });
    stage.script.queryRefund = answers(paid);
    const payout = await payoutOf(stage);
    const read = await refreshPayout(stage.context, { payoutId: payout.id });
    expect(read).toMatchObject({ ok: true, hasAnswered: true, value: { status: "succeeded" } });
    expect(await statuses(stage)).toEqual(["succeeded"]);
  });
});
