/** Whatever looks at an account's payouts looks at its own refunds, and whoever is erased is erased with their refunds. */
import { expect, test } from "vitest";
import { receiveCallback } from "../../../bff/services/callbacks/receive-callback.ts";
import { readPayout } from "../../../bff/services/payouts/read-payouts.ts";
import { reconcileAccount } from "../../../bff/services/reconciliation/reconcile-account.ts";
import { eraseCustomer } from "../../../bff/services/retention/erase-customer.ts";
import { openBeneficiary } from "../../../bff/services/rows/beneficiaries.ts";
import { backend } from "../../support/authors.ts";
import { ana, mxn, paidPayment, refund, refundRows, statuses } from "../support/refunds.ts";
import { answers, reportOf } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { day, minute } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "100.00" } as const;

forEachStage("a refund", (open) => {
  test.each([true, false])(
    "of an account that only refunds is reconciled (statement: %s)",
    async (listing) => {
      const stage = await open({ refunding: true, listing, adapter: { payouts: undefined } });
      await refund(stage, await paidPayment(stage), { amount: mxn("100") });
      const asked = stage.refundsAsked.length;
      stage.script.queryRefund = answers(paid);
      const done = await reconcileAccount(stage.context, { accountId: "weak", day: "2026-11-20" });
      expect(done).toMatchObject({ ok: true, value: { unanswered: 0 } });
      expect(stage.refundsAsked.length).toBe(asked + 1);
      expect(await statuses(stage)).toEqual(["succeeded"]);
    },
  );

  test("is found by its number in a callback to the account's own address", async () => {
    const stage = await open({ refunding: true, strong: true, adapter: { payouts: undefined } });
    await refund(stage, await paidPayment(stage), { amount: mxn("100") });
    const orderNo = stage.refundsSent[0]?.orderNo ?? "";
    const body = new TextEncoder().encode(
      JSON.stringify({ sign: "good", report: reportOf({ orderNo }, paid) }),
    );
    const raw = { body, headers: {}, query: "" };
    const answer = await receiveCallback(stage.context, { accountId: "weak", token: null, raw });
    expect(answer).toMatchObject({ ok: true });
    expect(await statuses(stage)).toEqual(["succeeded"]);
  });

  test("is erased with its session: nobody can read any more whom its payout paid", async () => {
    const stage = await open({ strong: true });
    const payment = await paidPayment(stage);
    await refund(stage, payment, { amount: mxn("100"), beneficiary: { ...ana, name: "Eva" } });
    const payoutId = (await refundRows(stage))[0]?.payout_id ?? "";
    stage.script.queryPayout = answers(paid);
    await stage.callBack(await stage.payout(payoutId), paid);
    await stage.pass(40 * day);
    expect(openBeneficiary(stage.context, await stage.payout(payoutId))).toContain("Eva");
    const erased = await eraseCustomer(
      stage.context,
      { kind: "session", value: payment.session_id },
      backend,
    );
    expect(erased).toMatchObject({ sessions: 1, payouts: 1, kept: [] });
    expect(openBeneficiary(stage.context, await stage.payout(payoutId))).toBe("null");
    expect(await readPayout(stage.context, { payoutId })).toMatchObject({ value: { erased: true } });
    await stage.pass(minute);
  });
});
