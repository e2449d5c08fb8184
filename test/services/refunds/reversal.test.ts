/** What may be given back while a reversal of the payment is reported, and when that has been settled in either way. */
import { expect, test } from "vitest";
import { refundableMinor, refundsOf } from "../../../bff/core/refund/on-payment.ts";
import { refreshPayment } from "../../../bff/services/payments/refresh-payment.ts";
import { approvePayout } from "../../../bff/services/payouts/approve-payout.ts";
import { readClaim } from "../../../bff/services/refunds/read-claim.ts";
import { readRefundOptions } from "../../../bff/services/refunds/refund-options.ts";
import { eraseCustomer } from "../../../bff/services/retention/erase-customer.ts";
import { keepRetention } from "../../../bff/services/retention/keep-retention.ts";
import { desk } from "../../support/authors.ts";
import {
  ana,
  claim,
  mxn,
  paidPayment,
  refund,
  refundRows,
  sentMinor,
  statuses,
  tryRefund,
} from "../support/refunds.ts";
import { noAnswer } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { day, hour, minute } from "../support/times.ts";

type Paid = Awaited<ReturnType<typeof paidPayment>>;

/** A callback reports that the payment was reversed, and no query says so or otherwise. */
async function reportReversal(stage: Stage, { id }: Paid): Promise<void> {
  stage.script.query = noAnswer;
  await stage.callBack(await stage.payment(id), { status: "reversed" });
  await stage.pass(minute);
  expect((await stage.payment(id)).reversal_pending).toBe(1);
}

async function settle(stage: Stage, { id }: Paid, as: "reversed" | "paid"): Promise<void> {
  stage.script.query = answers(
    as === "reversed" ? { status: "reversed" } : { status: "succeeded", amountText: "150.00" },
  );
  await stage.pass(3 * hour);
  // The provider's books may be behind its own notice, so "paid" counts only at the end of the watch.
  if (as === "paid") {
    expect((await stage.payment(id)).reversal_pending).toBe(1);
    await stage.pass(4 * day);
  }
  expect((await stage.payment(id)).reversal_pending).toBe(0);
  expect(await stage.exceptions(id)).toEqual(as === "reversed" ? ["reversed"] : []);
}

const tokenOf = (url: string | null) => url?.split("#")[1] ?? "";
const closedOf = async (stage: Stage, url: string | null) => {
  const read = await readClaim(stage.context, tokenOf(url));
  return read.ok ? read.value.closed : read.code;
};
const inDoubt = { ok: false, code: "payment_being_confirmed" };
const goneBack = { ok: false, code: "nothing_received" };

forEachStage("a refund beside a reversal", (open) => {
  test.each([
    ["to a beneficiary", { refunding: false }, { beneficiary: ana }],
    ["by a claim", { refunding: false }, {}],
    ["by the provider", { refunding: true }, {}],
  ])("is not made %s while it is in doubt, with or without an amount", async (_, options, wanted) => {
    const stage = await open(options);
    const payment = await paidPayment(stage);
    await reportReversal(stage, payment);
    expect(await tryRefund(stage, payment, wanted)).toMatchObject(inDoubt);
    expect(await tryRefund(stage, payment, { ...wanted, amount: mxn("1") })).toMatchObject(inDoubt);
    expect(await readRefundOptions(stage.context, { paymentId: payment.id })).toMatchObject({
      value: { objection: "payment_being_confirmed" },
    });
    expect([await refundRows(stage), sentMinor(stage)]).toEqual([[], 0n]);
    await settle(stage, payment, "paid");
    expect(await tryRefund(stage, payment, wanted)).toMatchObject({
      ok: true,
      value: { amount: mxn("150.00") },
    });
  });

  test.each([
    ["to a beneficiary", { refunding: false }, { beneficiary: ana }],
    ["by a claim", { refunding: false }, {}],
    ["by the provider", { refunding: true }, {}],
  ])("is not made %s once the money has gone back", async (_, options, wanted) => {
    const stage = await open(options);
    const payment = await paidPayment(stage);
    await reportReversal(stage, payment);
    await settle(stage, payment, "reversed");
    expect(await tryRefund(stage, payment, wanted)).toMatchObject(goneBack);
    expect(refundableMinor(await stage.payment(payment.id))).toBe(0n);
    expect([await refundRows(stage), sentMinor(stage)]).toEqual([[], 0n]);
  });

  test("that waits for its claim cannot be claimed in doubt, keeps its amount, and can be once the money is there", async () => {
    const stage = await open();
    const payment = await paidPayment(stage);
    const { claimUrl } = await refund(stage, payment, { amount: mxn("100") });
    await reportReversal(stage, payment);
    expect(await closedOf(stage, claimUrl)).toBe("unavailable");
    expect(await claim(stage.context, claimUrl)).toMatchObject({ ok: false, code: "claim_closed" });
    expect([await statuses(stage), sentMinor(stage)]).toEqual([["awaiting_claim"], 0n]);
    expect(refundableMinor(await stage.payment(payment.id))).toBe(5_000n);
    await settle(stage, payment, "paid");
    expect(await closedOf(stage, claimUrl)).toBeNull();
    expect(await claim(stage.context, claimUrl)).toMatchObject({ ok: true });
    expect(sentMinor(stage)).toBe(10_000n);
  });

  test("that waits for its claim pays nobody once the money has gone back", async () => {
    const stage = await open();
    const payment = await paidPayment(stage);
    const { claimUrl } = await refund(stage, payment);
    await reportReversal(stage, payment);
    await settle(stage, payment, "reversed");
    expect(await closedOf(stage, claimUrl)).toBe("unavailable");
    expect(await claim(stage.context, claimUrl)).toMatchObject({ ok: false, code: "claim_closed" });
    expect([await statuses(stage), sentMinor(stage)]).toEqual([["awaiting_claim"], 0n]);
  });

  test("that waits for its approval is not approved in doubt, and is sent once the money is there", async () => {
    const stage = await open();
    const payment = await paidPayment(stage);
    const { config } = stage.context;
    const payouts = { ...config.payouts, approveAbove: new Map([["MXN", 9_000n]]) };
    Object.assign(stage.context, { config: { ...config, payouts } });
    await refund(stage, payment, { amount: mxn("100"), beneficiary: ana });
    const payoutId = (await refundRows(stage))[0]?.payout_id ?? "";
    const approve = () =>
      approvePayout(stage.context, { payoutId, note: null, author: desk, keyBinding: null });
    await reportReversal(stage, payment);
    expect(await approve()).toMatchObject(inDoubt);
    expect([await statuses(stage), sentMinor(stage)]).toEqual([["awaiting_approval"], 0n]);
    await settle(stage, payment, "paid");
    expect(await approve()).toMatchObject({ ok: true });
    expect([await statuses(stage), sentMinor(stage)]).toEqual([["pending"], 10_000n]);
  });

  test("is possible again once an operator's question after the watch is answered with paid, and its session can end", async () => {
    const stage = await open();
    const payment = await paidPayment(stage);
    await reportReversal(stage, payment);
    await stage.pass(10 * day);
    expect(await tryRefund(stage, payment)).toMatchObject(inDoubt);
    expect(
      await eraseCustomer(stage.context, { kind: "session", value: payment.session_id }, desk),
    ).toMatchObject({
      kept: [{ why: "in_doubt" }],
    });
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    expect(await refreshPayment(stage.context, { paymentId: payment.id })).toMatchObject({
      hasAnswered: true,
    });
    expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", reversal_pending: 0 });
    expect(await stage.details(payment.id)).toContain(
      "the provider says at the end of the watch that it is paid: the reversal did not happen",
    );
    expect(await stage.events()).not.toContain("payment.reversed");
    expect(await keepRetention(stage.context)).toMatchObject({ erased: 1 });
    expect(await tryRefund(stage, payment)).toMatchObject({ ok: true });
  });

  test("that is under way is followed through the doubt, and counts whichever way that ends", async () => {
    for (const end of ["paid", "reversed"] as const) {
      const stage = await open();
      const payment = await paidPayment(stage);
      stage.script.queryPayout = noAnswer;
      await refund(stage, payment, { amount: mxn("100"), beneficiary: ana });
      await reportReversal(stage, payment);
      stage.script.queryPayout = answers({ status: "succeeded", amountText: "100.00" });
      await settle(stage, payment, end);
      const row = await stage.payment(payment.id);
      expect([await statuses(stage), sentMinor(stage)]).toEqual([["succeeded"], 10_000n]);
      expect(refundsOf(row)).toEqual([expect.objectContaining({ status: "succeeded", minor: "10000" })]);
      expect(refundableMinor(row)).toBe(end === "paid" ? 5_000n : 0n);
    }
  });
});
