/** The process dies at any step of a refund or a claim. Nobody is paid twice, and whoever repeats gets the one answer. */
import { expect, test } from "vitest";
import { refundableMinor } from "../../../bff/core/refund/on-payment.ts";
import { cancelRefund } from "../../../bff/services/refunds/cancel-refund.ts";
import { backend } from "../../support/authors.ts";
import {
  ana,
  claim,
  mxn,
  paidPayment,
  postRefund,
  refund,
  refundRows,
  sentMinor,
} from "../support/refunds.ts";
import { notFound } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage, type OpenStage } from "../support/stages.ts";
import { hour, minute } from "../support/times.ts";

const other = { ...ana, accountNumber: "2" };

/** The provider has paid what it was sent, and knows nothing of the rest. */
function paysWhatItGot({ script, payoutsSent, refundsSent }: Stage): void {
  const found = (orderNo: string) =>
    [...payoutsSent, ...refundsSent].some((sent) => sent.orderNo === orderNo);
  const query: Stage["script"]["queryPayout"] = (ref) =>
    found(ref.orderNo) ? answers({ status: "succeeded", amountText: "100.00" })(ref) : notFound();
  script.queryPayout = query;
  script.queryRefund = query;
}

async function books(stage: Stage, paymentId: string) {
  const payment = await stage.payment(paymentId);
  const sent = [...stage.payoutsSent, ...stage.refundsSent].map(({ orderNo }) => orderNo);
  const payouts = await stage.database.kysely.selectFrom("payouts").select("id").execute();
  return {
    sentTwice: sent.length - new Set(sent).size,
    payouts: payouts.length,
    refunds: (await refundRows(stage)).map(({ status, amount_minor }) => `${status} ${amount_minor}`),
    left: refundableMinor(payment),
    violations: stage.violations,
  };
}

/** Runs `attempt` on stages of their own, in a process that dies one step later each time, until it does not die. */
async function dyingAtEachStep(
  open: OpenStage,
  options: { readonly refunding: boolean },
  attempt: (stage: Stage, doomed: ReturnType<Stage["doom"]>) => Promise<void>,
): Promise<number> {
  for (let steps = 1; ; steps++) {
    const stage = await open({ strong: true, ...options });
    paysWhatItGot(stage);
    const doomed = stage.doom("doomed", steps);
    await attempt(stage, doomed);
    if (doomed.isUp()) return steps;
  }
}

const nobodyToldMe = () => undefined;

forEachStage("a process that dies while it refunds", (open) => {
  test.each([
    ["by a payout", { refunding: false }, { beneficiary: ana }],
    ["by the provider", { refunding: true }, {}],
  ])("%s sends it once at most, and the merchant's repeat makes no other", async (_, options, wanted) => {
    const request = { key: "k-1", amount: mxn("100"), ...wanted };
    const ends = new Set<boolean>();
    const died = await dyingAtEachStep(open, options, async (stage, doomed) => {
      const payment = await paidPayment(stage);
      await postRefund(doomed.context, payment, request).catch(nobodyToldMe);
      await stage.pass(2 * minute);
      const again = await postRefund(stage.context, payment, request);
      expect(again).not.toMatchObject({ kind: "failure" });
      await stage.pass(hour);
      const { refunds, ...rest } = await books(stage, payment.id);
      const wasSent = sentMinor(stage) === 10_000n;
      expect(rest).toEqual({ sentTwice: 0, payouts: 1, left: wasSent ? 5_000n : 15_000n, violations: [] });
      expect(refunds).toEqual([wasSent ? "succeeded 10000" : "failed 10000"]);
      ends.add(wasSent);
      const told = wasSent ? "refund.succeeded" : "refund.failed";
      expect((await stage.told(told)).length).toBe(1);
      expect((await stage.told("refund.created")).length).toBe(1);
    });
    expect(died).toBeGreaterThan(10);
    expect(ends.size).toBe(2);
  });

  test("by a claim makes one payout of it, and other data are taken only where the first were not", async () => {
    const died = await dyingAtEachStep(open, { refunding: false }, async (stage, doomed) => {
      const payment = await paidPayment(stage);
      const { claimUrl } = await refund(stage, payment, { amount: mxn("100") });
      await claim(doomed.context, claimUrl).catch(nobodyToldMe);
      const [known] = await refundRows(stage);
      const second = await claim(stage.context, claimUrl, other);
      expect(second.ok ? "taken" : second.code).toBe(
        known?.claim_digest === null ? "taken" : "claim_already_made",
      );
      await stage.pass(hour);
      const { refunds, ...rest } = await books(stage, payment.id);
      const wasSent = sentMinor(stage) === 10_000n;
      expect(rest).toEqual({ sentTwice: 0, payouts: 1, left: wasSent ? 5_000n : 15_000n, violations: [] });
      expect(refunds).toEqual([wasSent ? "succeeded 10000" : "failed 10000"]);
    });
    expect(died).toBeGreaterThan(8);
  });

  test("by a cancel leaves it either canceled, with its amount free, or as it was", async () => {
    const died = await dyingAtEachStep(open, { refunding: false }, async (stage, doomed) => {
      const payment = await paidPayment(stage);
      const { id: refundId } = await refund(stage, payment, { amount: mxn("100") });
      const input = { refundId, author: backend, keyBinding: null };
      await cancelRefund(doomed.context, input).catch(nobodyToldMe);
      const [row] = await refundRows(stage);
      const wasCanceled = row?.status === "canceled";
      expect((await books(stage, payment.id)).left).toBe(wasCanceled ? 15_000n : 5_000n);
      const again = await cancelRefund(stage.context, input);
      expect(again.ok ? again.value.status : again.code).toBe(
        wasCanceled ? "refund_not_cancelable" : "canceled",
      );
      expect(await books(stage, payment.id)).toMatchObject({
        payouts: 0,
        refunds: ["canceled 10000"],
        left: 15_000n,
      });
    });
    expect(died).toBeGreaterThan(3);
  });
});
