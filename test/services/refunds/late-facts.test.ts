/** What a provider says of a refund's payout after it has ended. */
import { expect, test } from "vitest";
import { refundableMinor, refundedMinor } from "../../../bff/core/refund/on-payment.ts";
import { resolvePayout } from "../../../bff/services/payouts/resolve-payout.ts";
import { desk } from "../../support/authors.ts";
import { ana, mxn, paidPayment, refund, refundRows, statuses, tryRefund } from "../support/refunds.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { minute } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;
const failed = { status: "failed" } as const;

async function payoutOf(stage: Stage, at = 0) {
  const row = (await refundRows(stage))[at];
  return await stage.payout(row?.payout_id ?? "");
}

/** What the payment's row says, which is all that the next refund is decided on. */
async function money(stage: Stage, id: string) {
  const payment = await stage.payment(id);
  return { refunded: refundedMinor(payment), left: refundableMinor(payment) };
}

async function ended(stage: Stage, at: number, report: typeof paid | typeof failed | { status: "reversed" }) {
  stage.script.queryPayout = answers(report);
  stage.script.queryRefund = answers(report);
  await stage.callBack(await payoutOf(stage, at), report);
  await stage.pass(2 * minute);
}

forEachStage("what is said late of a refund", (open) => {
  test.each([
    ["a payout", { strong: true, refunding: false }, { beneficiary: ana }],
    ["a payout whose callbacks are confirmed", { strong: false, refunding: false }, { beneficiary: ana }],
    ["the provider's refund", { strong: true, refunding: true }, {}],
  ])("%s that failed and was paid after all counts, and the merchant is told", async (_, options, wanted) => {
    const stage = await open(options);
    const payment = await paidPayment(stage);
    await refund(stage, payment, wanted);
    await ended(stage, 0, failed);
    expect(await statuses(stage)).toEqual(["failed"]);
    expect(await money(stage, payment.id)).toEqual({ refunded: 0n, left: 15_000n });
    await ended(stage, 0, paid);
    expect(await statuses(stage)).toEqual(["succeeded"]);
    expect(await money(stage, payment.id)).toEqual({ refunded: 15_000n, left: 0n });
    expect(await tryRefund(stage, payment, wanted)).toMatchObject({ code: "refund_exceeds_received" });
    const refunds = (await stage.events()).filter((type) => type.startsWith("refund."));
    expect(refunds).toEqual(["refund.created", "refund.failed", "refund.succeeded"]);
    const told = await stage.told("refund.succeeded");
    expect(told[0]?.data).toMatchObject({
      refund: { status: "succeeded", failure: null },
      payment: { amountRefunded: mxn("150.00") },
    });
  });

  test("two refunds of the same money are both told, when the first was paid after all; no third one is made", async () => {
    const stage = await open({ strong: true });
    const payment = await paidPayment(stage);
    await refund(stage, payment, { beneficiary: ana });
    await ended(stage, 0, failed);
    await refund(stage, payment, { beneficiary: ana });
    await ended(stage, 1, paid);
    expect(await statuses(stage)).toEqual(["failed", "succeeded"]);
    await ended(stage, 0, paid);
    expect(await statuses(stage)).toEqual(["succeeded", "succeeded"]);
    expect(await money(stage, payment.id)).toEqual({ refunded: 30_000n, left: 0n });
    const told = await stage.told("refund.succeeded");
    expect(told.map(({ data }) => data.payment?.amountRefunded)).toEqual([mxn("150.00"), mxn("300.00")]);
    expect(await tryRefund(stage, payment, { beneficiary: ana, amount: mxn("1") })).toMatchObject({
      code: "refund_exceeds_received",
    });
  });

  test("a payout that came back after its success frees its amount, tells it, and counts again when that was wrong", async () => {
    const stage = await open({ strong: true });
    const payment = await paidPayment(stage);
    await refund(stage, payment, { beneficiary: ana });
    await ended(stage, 0, paid);
    expect(await money(stage, payment.id)).toEqual({ refunded: 15_000n, left: 0n });
    await ended(stage, 0, { status: "reversed" });
    expect((await payoutOf(stage)).status).toBe("succeeded");
    expect(await refundRows(stage)).toEqual([
      expect.objectContaining({ status: "failed", failure_code: "payout_reversed" }),
    ]);
    expect(await money(stage, payment.id)).toEqual({ refunded: 0n, left: 15_000n });
    const told = await stage.told("refund.failed");
    expect(told.map(({ data }) => data.refund?.failure?.code)).toEqual(["payout_reversed"]);
    await refund(stage, payment, { beneficiary: ana, amount: mxn("50") });
    expect(await money(stage, payment.id)).toEqual({ refunded: 0n, left: 10_000n });
  });

  test("a payout in review keeps its amount until an operator says how it ended", async () => {
    const stage = await open({ strong: true });
    const payment = await paidPayment(stage);
    await refund(stage, payment, { beneficiary: ana });
    stage.script.queryPayout = answers({ status: "succeeded", amountText: "1.00" });
    await stage.pass(2 * minute);
    const payout = await payoutOf(stage);
    expect(payout.status).toBe("review");
    expect(await statuses(stage)).toEqual(["pending"]);
    expect(await money(stage, payment.id)).toEqual({ refunded: 0n, left: 0n });
    const settled = { payoutId: payout.id, outcome: "failed", note: "asked the bank" } as const;
    await resolvePayout(stage.context, { ...settled, author: desk, keyBinding: null });
    expect(await statuses(stage)).toEqual(["failed"]);
    expect(await money(stage, payment.id)).toEqual({ refunded: 0n, left: 15_000n });
  });
});
