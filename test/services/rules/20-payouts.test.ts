/** Rules 20 and 21 of payouts: money that comes back after the success, and what an operator settles. */

import { expect, test } from "vitest";
import { readPayout } from "../../../bff/services/payouts/read-payouts.ts";
import { resolvePayout } from "../../../bff/services/payouts/resolve-payout.ts";
import { desk } from "../../support/authors.ts";
import { noAnswer } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { day, hour, minute } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "10.00" } as const;
const short = { status: "succeeded", amountText: "1.00" } as const;

async function paidOut(stage: Stage) {
  stage.script.queryPayout = answers(paid);
  const payout = await stage.payOut();
  await stage.pass(2 * minute);
  expect((await stage.payout(payout.id)).status).toBe("succeeded");
  return payout;
}

async function inReview(stage: Stage) {
  stage.script.queryPayout = answers(short);
  const payout = await stage.payOut();
  await stage.pass(2 * minute);
  expect((await stage.payout(payout.id)).status).toBe("review");
  return payout;
}

function resolve(stage: Stage, payoutId: string, outcome: "succeeded" | "failed") {
  const word = { outcome, note: "asked the bank", author: desk, keyBinding: null };
  return resolvePayout(stage.context, { payoutId, ...word });
}

forEachStage("rules 20 and 21 of payouts", (open) => {
  test.each([true, false])(
    "rule 20: a payout that came back after its success is queried about, reversed and told (strong: %s)",
    async (strong) => {
      const stage = await open({ strong });
      const payout = await paidOut(stage);
      stage.script.queryPayout = answers({ status: "reversed" });
      const asked = stage.payoutsAsked.length;
      await stage.callBack(payout, { status: "reversed" });
      await stage.pass(0);
      expect(stage.payoutsAsked.length).toBe(asked + 1);
      expect(await stage.payout(payout.id)).toMatchObject({
        status: "succeeded",
        exceptions: '["reversed"]',
      });
      expect(await stage.events()).toEqual(["payout.succeeded", "payout.reversed"]);
      await stage.pass(day);
      expect(stage.payoutsAsked.length).toBe(asked + 1);
    },
  );

  test("rule 20: a reversal that the provider does not confirm yet is queried about for a day at least", async () => {
    const stage = await open();
    const payout = await paidOut(stage);
    await stage.callBack(payout, { status: "reversed" });
    await stage.pass(5 * hour);
    stage.script.queryPayout = answers({ status: "failed" });
    await stage.pass(2 * hour);
    expect((await stage.payout(payout.id)).exceptions).toBe('["reversed"]');
  });

  test("rule 20: a reversal that is taken back is lifted and told", async () => {
    const stage = await open();
    const payout = await paidOut(stage);
    stage.script.queryPayout = answers({ status: "reversed" });
    await stage.callBack(payout, { status: "reversed" });
    await stage.pass(minute);
    stage.script.queryPayout = answers(paid);
    await stage.callBack(payout, paid);
    await stage.pass(minute);
    expect((await stage.payout(payout.id)).exceptions).toBe("[]");
    expect(await stage.events()).toEqual(["payout.succeeded", "payout.reversed", "payout.succeeded"]);
  });

  test("rule 14: a reversal of which the provider says nothing to the end is shown to a person", async () => {
    const stage = await open();
    const payout = await paidOut(stage);
    stage.script.queryPayout = noAnswer;
    await stage.callBack(payout, { status: "reversed" });
    await stage.pass(5 * day);
    expect((await stage.payout(payout.id)).exceptions).toBe("[]");
    expect(await stage.events()).toEqual(["payout.succeeded", "payout.review_required"]);
  });

  test.each(["succeeded", "failed"] as const)(
    "rule 21: an operator settles a payout in review as %s, once, with a note",
    async (outcome) => {
      const stage = await open();
      const payout = await inReview(stage);
      expect(await resolve(stage, payout.id, outcome)).toMatchObject({
        ok: true,
        value: { status: outcome, exceptions: ["underpaid"] },
      });
      expect(await resolve(stage, payout.id, "failed")).toMatchObject({ ok: false, code: "not_in_review" });
      await stage.pass(2 * day);
      expect((await stage.payout(payout.id)).status).toBe(outcome);
      expect(await stage.events()).toEqual(["payout.review_required", `payout.${outcome}`]);
      const read = await readPayout(stage.context, { payoutId: payout.id });
      const lines = read.ok ? (read.value.timeline ?? []) : [];
      expect(lines.filter((line) => line.cause === "operator")).toMatchObject([
        { actor: "key:desk", detail: "asked the bank" },
      ]);
    },
  );

  test("rule 21: two operators at once settle a payout once", async () => {
    const stage = await open();
    const payout = await inReview(stage);
    const results = await Promise.all([
      resolve(stage, payout.id, "succeeded"),
      resolve(stage, payout.id, "failed"),
    ]);
    expect(results.filter((result) => result.ok).length).toBe(1);
    expect((await stage.events()).length).toBe(2);
  });

  test("rule 21: what was settled as failed is opened again by more money than was on record", async () => {
    const stage = await open();
    const payout = await inReview(stage);
    await resolve(stage, payout.id, "failed");
    await stage.callBack(payout, short);
    await stage.pass(hour);
    expect((await stage.payout(payout.id)).status).toBe("failed");
    stage.script.queryPayout = answers(paid);
    await stage.callBack(payout, paid);
    await stage.pass(minute);
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
  });

  test("rule 21: a payout that is not in review, or that there is none of, is not settled", async () => {
    const stage = await open();
    const payout = await stage.payOut();
    expect(await resolve(stage, payout.id, "failed")).toMatchObject({ ok: false, code: "not_in_review" });
    expect(await resolve(stage, "po_none", "failed")).toMatchObject({ ok: false, code: "not_found" });
  });
});
