/**
 * What a refund costs the database: as many statements and commits however many refunds there are of the payment, and of
 * other payments.
 */
import { expect, test } from "vitest";
import { type Cost, costOf } from "../support/count-statements.ts";
import { ana, claim, mxn, paidPayment, refund, refundRows, statuses } from "../support/refunds.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { minute } from "../support/times.ts";

const whole = { status: "succeeded", amountText: "10.00" } as const;

/** A paid payment beside others that were refunded, and with refunds of its own, some claimed and some not. */
async function paidAmong(stage: Stage, others: number) {
  for (let at = 0; at < others; at++) {
    const payment = await paidPayment(stage);
    await refund(stage, payment, { amount: mxn("10.00"), beneficiary: ana });
    await refund(stage, payment, { amount: mxn("10.00") });
  }
  const payment = await paidPayment(stage);
  for (let at = 0; at < others; at++) {
    await refund(stage, payment, { amount: mxn("1.00"), beneficiary: ana });
    await refund(stage, payment, { amount: mxn("1.00") });
  }
  await stage.pass(2 * minute);
  return payment;
}

type Step = (stage: Stage, others: number) => Promise<Cost>;

const steps: Readonly<Record<string, Step>> = {
  async "a refund by payout"(stage, others) {
    const payment = await paidAmong(stage, others);
    return await costOf(stage, () => refund(stage, payment, { amount: mxn("10.00"), beneficiary: ana }));
  },
  async "a refund by claim"(stage, others) {
    const payment = await paidAmong(stage, others);
    return await costOf(stage, () => refund(stage, payment, { amount: mxn("10.00") }));
  },
  async "the submit of a claim"(stage, others) {
    const payment = await paidAmong(stage, others);
    const { claimUrl } = await refund(stage, payment, { amount: mxn("10.00") });
    await stage.pass(minute);
    return await costOf(stage, () => claim(stage.context, claimUrl));
  },
  async "the end of a refund's payout"(stage, others) {
    const payment = await paidAmong(stage, others);
    const { id, payout } = await refund(stage, payment, { amount: mxn("10.00"), beneficiary: ana });
    await stage.pass(minute);
    stage.script.queryPayout = answers(whole);
    const row = await stage.payout(payout ?? "");
    const cost = await costOf(stage, () => stage.callBack(row, whole));
    const ended = (await refundRows(stage)).find((one) => one.id === id);
    expect(ended?.status).toBe("succeeded");
    return cost;
  },
};

const expected: Readonly<Record<keyof typeof steps, Cost>> = {
  "a refund by payout": { statements: 27, commits: 2 },
  "a refund by claim": { statements: 14, commits: 1 },
  "the submit of a claim": { statements: 28, commits: 2 },
  "the end of a refund's payout": { statements: 24, commits: 1 },
};

forEachStage("what a refund costs the database", (open) => {
  test.each(Object.entries(steps))(
    "%s costs as much beside many refunds as beside none",
    async (name, step) => {
      const costs = [];
      for (const others of [0, 6]) {
        const stage = await open({ strong: true });
        costs.push(await step(stage, others));
        expect(await statuses(stage)).not.toContain("failed");
      }
      expect(costs[1]).toEqual(costs[0]);
      expect(costs[0]).toEqual(expected[name]);
    },
  );
});
