/** The limits of payouts hold for refunds and claims, too. */
import { expect, test } from "vitest";
import type { PayoutLimits } from "../../../bff/core/payout/limits.ts";
import { approvePayout, rejectPayout } from "../../../bff/services/payouts/approve-payout.ts";
import { backend, desk } from "../../support/authors.ts";
import { ana, claim, mxn, paidPayment, refund, refundRows, statuses, tryRefund } from "../support/refunds.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { day, minute } from "../support/times.ts";

const exceeded = { ok: false, code: "payout_limit_exceeded", errors: [{ path: "amount" }] };

/** @param minor in minor units of MXN. */
function limit(stage: Stage, name: keyof PayoutLimits, minor: bigint): void {
  const { config } = stage.context;
  const payouts = { ...config.payouts, [name]: new Map([["MXN", minor]]) };
  Object.assign(stage.context, { config: { ...config, payouts } });
}

async function payoutIdOf(stage: Stage, at = 0): Promise<string> {
  return (await refundRows(stage))[at]?.payout_id ?? "";
}

const decision = (payoutId: string, author = desk) => ({ payoutId, note: null, author, keyBinding: null });

forEachStage("the limits of refunds", (open) => {
  test.each([
    ["to a beneficiary", { refunding: false }, { beneficiary: ana }],
    ["by a claim", { refunding: false }, {}],
    ["by the provider", { refunding: true }, {}],
  ])("maxAmount refuses one %s, which stores and sends nothing", async (_, options, wanted) => {
    const stage = await open(options);
    const payment = await paidPayment(stage);
    limit(stage, "maxAmount", 9_999n);
    expect(await tryRefund(stage, payment, { ...wanted, amount: mxn("100") })).toMatchObject(exceeded);
    expect(await refundRows(stage)).toEqual([]);
    expect([...stage.payoutsSent, ...stage.refundsSent]).toEqual([]);
    expect(await tryRefund(stage, payment, { ...wanted, amount: mxn("99") })).toMatchObject({ ok: true });
  });

  test.each([
    ["to a beneficiary", { refunding: false }, { beneficiary: ana }],
    ["by the provider", { refunding: true }, {}],
  ])(
    "dailyLimit counts those %s with the payouts of the day; failed ones do not count",
    async (_, options, wanted) => {
      const stage = await open({ strong: true, ...options });
      const payment = await paidPayment(stage);
      limit(stage, "dailyLimit", 10_000n);
      await stage.payOut();
      await refund(stage, payment, { ...wanted, amount: mxn("60") });
      expect(await tryRefund(stage, payment, { ...wanted, amount: mxn("31") })).toMatchObject(exceeded);
      await stage.callBack(await stage.payout(await payoutIdOf(stage)), { status: "failed" });
      expect(await tryRefund(stage, payment, { ...wanted, amount: mxn("90") })).toMatchObject({ ok: true });
      expect(await tryRefund(stage, payment, { ...wanted, amount: mxn("1") })).toMatchObject(exceeded);
      await stage.pass(day);
      expect(await tryRefund(stage, payment, { ...wanted, amount: mxn("1") })).toMatchObject({ ok: true });
    },
  );

  test("dailyLimit counts a claim when it is claimed; what the day has no room for can be claimed the next day", async () => {
    const stage = await open();
    const payment = await paidPayment(stage);
    limit(stage, "dailyLimit", 10_000n);
    const [first, second] = [
      await refund(stage, payment, { amount: mxn("70") }),
      await refund(stage, payment, { amount: mxn("70") }),
    ];
    expect(await claim(stage.context, first.claimUrl)).toMatchObject({ ok: true });
    // The customer does not read the merchant's limits.
    const closed = { code: "payout_limit_exceeded", detail: "The refund cannot be paid now." };
    expect(await claim(stage.context, second.claimUrl)).toMatchObject(closed);
    expect(await statuses(stage)).toEqual(["pending", "awaiting_claim"]);
    expect(stage.payoutsSent.length).toBe(1);
    await stage.pass(day);
    expect(await claim(stage.context, second.claimUrl)).toMatchObject({ ok: true });
    expect(stage.payoutsSent.length).toBe(2);
  });

  test("a refund is refused while the configuration has other decimals than the payment", async () => {
    const stage = await open();
    const payment = await paidPayment(stage);
    Object.assign(stage.context, { currencies: { decimalsOf: () => 3 } });
    expect(await tryRefund(stage, payment, { beneficiary: ana, amount: mxn("10") })).toMatchObject({
      ok: false,
      code: "validation_failed",
      errors: [{ path: "amount.currency" }],
    });
    expect(stage.payoutsSent).toEqual([]);
  });

  test("two at once do not pass dailyLimit together, also of different payments", async () => {
    const stage = await open();
    const [one, two] = [await paidPayment(stage), await paidPayment(stage)];
    limit(stage, "dailyLimit", 10_000n);
    const other = { context: Object.assign(stage.join("other"), { config: stage.context.config }) };
    const wanted = { beneficiary: ana, amount: mxn("60") };
    const made = await Promise.all([tryRefund(stage, one, wanted), tryRefund(other, two, wanted)]);
    expect(made.filter(({ ok }) => ok).length).toBe(1);
    expect(stage.payoutsSent.length).toBe(1);
  });

  test.each([
    ["to a beneficiary", { refunding: false }, { beneficiary: ana }],
    ["by the provider", { refunding: true }, {}],
  ])(
    "above approveAbove one %s waits, and is sent when another has approved it",
    async (_, options, wanted) => {
      const stage = await open(options);
      const payment = await paidPayment(stage);
      limit(stage, "approveAbove", 9_000n);
      const made = await refund(stage, payment, { ...wanted, amount: mxn("100") });
      const sent = () => stage.payoutsSent.length + stage.refundsSent.length;
      await stage.pass(day);
      expect([made.status, await statuses(stage), sent()]).toEqual([
        "awaiting_approval",
        ["awaiting_approval"],
        0,
      ]);
      const payoutId = await payoutIdOf(stage);
      expect(await approvePayout(stage.context, decision(payoutId, backend))).toMatchObject({
        code: "same_actor",
      });
      const both = await Promise.all([
        approvePayout(stage.context, decision(payoutId)),
        approvePayout(stage.join("other"), decision(payoutId)),
      ]);
      expect(both.filter(({ ok }) => ok).length).toBeGreaterThan(0);
      expect([await statuses(stage), sent()]).toEqual([["pending"], 1]);
      stage.script.queryPayout = answers({ status: "succeeded", amountText: "100.00" });
      stage.script.queryRefund = stage.script.queryPayout;
      await stage.pass(10 * minute);
      expect([await statuses(stage), sent()]).toEqual([["succeeded"], 1]);
    },
  );

  test("above approveAbove a claim waits when it is claimed, and its amount is free when it is rejected", async () => {
    const stage = await open();
    const payment = await paidPayment(stage);
    limit(stage, "approveAbove", 9_000n);
    const { claimUrl } = await refund(stage, payment, { amount: mxn("100") });
    expect(await claim(stage.context, claimUrl)).toMatchObject({
      ok: true,
      value: { status: "awaiting_approval" },
    });
    expect(await tryRefund(stage, payment)).toMatchObject({ ok: true, value: { amount: mxn("50.00") } });
    await rejectPayout(stage.context, decision(await payoutIdOf(stage)));
    expect(await statuses(stage)).toEqual(["canceled", "awaiting_claim"]);
    expect(stage.payoutsSent).toEqual([]);
    expect(await tryRefund(stage, payment)).toMatchObject({ ok: true, value: { amount: mxn("100.00") } });
  });
});
