/**
 * Rules 11 and 20: a provider reports that money went back, and is silent to the end of the watch. A person sees that today,
 * and can settle it.
 */
import { expect, test } from "vitest";
import { createToday } from "../../../bff/services/overview/read-today.ts";
import { readPayment } from "../../../bff/services/payments/read-payments.ts";
import { refreshPayment } from "../../../bff/services/payments/refresh-payment.ts";
import { resolvePayment } from "../../../bff/services/payments/resolve-payment.ts";
import { readPayout } from "../../../bff/services/payouts/read-payouts.ts";
import { refreshPayout } from "../../../bff/services/payouts/refresh-payout.ts";
import { resolvePayout } from "../../../bff/services/payouts/resolve-payout.ts";
import { keepRetention } from "../../../bff/services/retention/keep-retention.ts";
import { desk } from "../../support/authors.ts";
import { ana, paidPayment, refund, statuses, tryRefund } from "../support/refunds.ts";
import { noAnswer } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { day, hour, minute } from "../support/times.ts";

type Outcome = "succeeded" | "failed";
const word = { note: "asked by phone", author: desk, keyBinding: null };

/** What is listed as a reversal in doubt: its kind and its id. */
async function listed({ context }: Stage): Promise<string[]> {
  const mayRead = (kind: string) => kind.endsWith("_reversal");
  const { data } = await createToday()(context, { mayRead });
  return data.map(({ kind, id }) => `${kind} ${id}`);
}

async function audited({ database }: Stage) {
  const rows = await database.kysely.selectFrom("audit").selectAll().execute();
  return rows.map(({ action, actor, before, after }) => ({ action, actor, before, after }));
}

forEachStage("a payment whose reversal nobody confirms", (open) => {
  async function inDoubt() {
    const stage = await open();
    const payment = await paidPayment(stage);
    stage.script.query = noAnswer;
    await stage.callBack(await stage.payment(payment.id), { status: "reversed" });
    return { stage, id: payment.id, payment };
  }

  const settle = (stage: Stage, paymentId: string, outcome: Outcome) =>
    resolvePayment(stage.context, { ...word, paymentId, outcome });

  test("rule 11: is listed once its watch is over, and no sooner", async () => {
    const { stage, id } = await inDoubt();
    await stage.pass(hour);
    expect(await listed(stage)).toEqual([]);
    expect(await readPayment(stage.context, { paymentId: id })).toMatchObject({
      value: { inDoubt: "reversal" },
    });
    await stage.pass(10 * day);
    expect(await listed(stage)).toEqual([`payment_reversal ${id}`]);
    expect(await stage.details(id)).toContain("its watch is over, and nobody knows whether it was reversed");
  });

  test("rule 11: is not listed any more once an operator's query is answered", async () => {
    const { stage, id } = await inDoubt();
    await stage.pass(10 * day);
    await refreshPayment(stage.context, { paymentId: id });
    expect(await listed(stage)).toEqual([`payment_reversal ${id}`]);
    stage.script.query = answers({ status: "failed" });
    await refreshPayment(stage.context, { paymentId: id });
    expect([await listed(stage), await stage.exceptions(id)]).toEqual([[], ["reversed"]]);
  });

  test("rule 11: is settled as still paid: its money can be refunded, and its data erased", async () => {
    const { stage, id, payment } = await inDoubt();
    await stage.pass(10 * day);
    expect(await tryRefund(stage, payment)).toMatchObject({ code: "payment_being_confirmed" });
    const settled = await settle(stage, id, "succeeded");
    expect(settled).toMatchObject({ ok: true, value: { status: "succeeded", exceptions: [] } });
    expect(settled).not.toHaveProperty("value.inDoubt");
    const decided = { detail: word.note, note: word.note, code: "no_reversal_by_hand" };
    expect(await readPayment(stage.context, { paymentId: id })).toMatchObject({
      value: { timeline: expect.arrayContaining([expect.objectContaining(decided)]) },
    });
    expect(await listed(stage)).toEqual([]);
    expect(await audited(stage)).toContainEqual({
      ...{ action: "payment.resolve", actor: desk.actor },
      before: JSON.stringify({ status: "succeeded", reversal: "in_doubt" }),
      after: JSON.stringify({ status: "succeeded", reversal: "denied" }),
    });
    expect(await settle(stage, id, "failed")).toMatchObject({ ok: false, code: "not_in_review" });
    expect(await stage.events()).not.toContain("payment.reversed");
    expect(await tryRefund(stage, payment)).toMatchObject({ ok: true });
  });

  test("rule 11: is settled as reversed: that is told, nothing can be refunded, and its data ends", async () => {
    const { stage, id, payment } = await inDoubt();
    await stage.pass(10 * day);
    const both = await Promise.all([settle(stage, id, "failed"), settle(stage, id, "failed")]);
    expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await stage.exceptions(id)).toEqual(["reversed"]);
    expect((await stage.events()).filter((type) => type === "payment.reversed")).toHaveLength(1);
    expect(await tryRefund(stage, payment)).toMatchObject({ code: "nothing_received" });
    await stage.pass(100 * day);
    expect(await keepRetention(stage.context)).toMatchObject({ erased: 1 });
  });

  test("rule 11: can be settled before its watch is over, and one that is in no doubt cannot", async () => {
    const { stage, id } = await inDoubt();
    expect(await settle(stage, id, "failed")).toMatchObject({ ok: true });
    await stage.pass(2 * day);
    expect(await stage.exceptions(id)).toEqual(["reversed"]);
    const other = await paidPayment(stage);
    expect(await settle(stage, other.id, "failed")).toMatchObject({ ok: false, code: "not_in_review" });
    expect(await stage.exceptions(other.id)).toEqual([]);
  });
});

forEachStage("a payout whose reversal nobody confirms", (open) => {
  async function inDoubt(paidOut?: (stage: Stage) => Promise<string>) {
    const stage = await open({ strong: true });
    stage.script.queryPayout = answers({ status: "succeeded" });
    const pay = async () => {
      const { id } = await stage.payOut();
      await stage.pass(2 * minute);
      return id;
    };
    const id = await (paidOut?.(stage) ?? pay());
    expect((await stage.payout(id)).status).toBe("succeeded");
    stage.script.queryPayout = noAnswer;
    await stage.callBack(await stage.payout(id), { status: "reversed" });
    return { stage, id };
  }

  const settle = (stage: Stage, payoutId: string, outcome: Outcome) =>
    resolvePayout(stage.context, { ...word, payoutId, outcome });

  test("rule 20: is listed once its watch is over, until a query is answered", async () => {
    const { stage, id } = await inDoubt();
    await stage.pass(hour);
    expect(await listed(stage)).toEqual([]);
    await stage.pass(10 * day);
    expect(await listed(stage)).toEqual([`payout_reversal ${id}`]);
    expect(await readPayout(stage.context, { payoutId: id })).toMatchObject({
      value: { inDoubt: "reversal" },
    });
    stage.script.queryPayout = answers({ status: "succeeded" });
    await refreshPayout(stage.context, { payoutId: id });
    expect([await listed(stage), await stage.payout(id)]).toMatchObject([[], { exceptions: "[]" }]);
  });

  test("rule 20: is settled by an operator, and its data ends only then", async () => {
    const { stage, id } = await inDoubt();
    await stage.pass(200 * day);
    expect(await keepRetention(stage.context)).toMatchObject({ erased: 0 });
    expect(await settle(stage, id, "succeeded")).toMatchObject({ ok: true, value: { exceptions: [] } });
    expect(await settle(stage, id, "failed")).toMatchObject({ ok: false, code: "not_in_review" });
    expect(await listed(stage)).toEqual([]);
    await stage.pass(200 * day);
    expect(await keepRetention(stage.context)).toMatchObject({ erased: 1 });
  });

  test("rule 20: that carried a refund fails it when an operator says that the money came back", async () => {
    const { stage, id } = await inDoubt(async (at) => {
      const payment = await paidPayment(at);
      const made = await refund(at, payment, { beneficiary: ana });
      await at.pass(2 * minute);
      return made.payout ?? "";
    });
    await stage.pass(10 * day);
    expect([await listed(stage), await statuses(stage)]).toEqual([[`payout_reversal ${id}`], ["succeeded"]]);
    expect(await settle(stage, id, "failed")).toMatchObject({
      ok: true,
      value: { exceptions: ["reversed"] },
    });
    expect([await listed(stage), await statuses(stage)]).toEqual([[], ["failed"]]);
    const types = (await stage.events()).filter((type) => /reversed|refund.failed/.test(type));
    expect(types.toSorted()).toEqual(["payout.reversed", "refund.failed"]);
  });
});
