/** Rules 13, 14 and 17 of payouts: what each source said is compared, and a contradiction goes to a person. */
import { expect, test } from "vitest";
import { noAnswer, notFound } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { day, hour, minute } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "10.00" } as const;
const failed = { status: "failed" } as const;

/** As after a restart with another file. */
function reconfigure(stage: Stage, accounts: Stage["context"]["accounts"]): void {
  Object.assign(stage, { context: { ...stage.context, accounts } });
}

forEachStage("rules 13, 14 and 17 of payouts", (open) => {
  test("rule 14: a payout of which a callback says paid does not fail because the provider does not know it", async () => {
    const stage = await open();
    stage.script.createPayout = noAnswer;
    stage.script.queryPayout = notFound;
    const payout = await stage.payOut();
    await stage.callBack(payout, paid);
    await stage.pass(3 * day);
    expect((await stage.payout(payout.id)).status).toBe("unknown");
    expect(await stage.events()).toEqual([]);
    await stage.pass(2 * day);
    expect((await stage.payout(payout.id)).status).toBe("review");
    expect(await stage.events()).toEqual(["payout.review_required"]);
    expect(stage.payoutsSent.length).toBe(1);
  });

  test("rules 13 and 14: a callback that says paid and a query that says failed leave it open until one gives way", async () => {
    const stage = await open();
    stage.script.queryPayout = answers(failed);
    const payout = await stage.payOut();
    await stage.callBack(payout, paid);
    await stage.pass(hour);
    expect(await stage.payout(payout.id)).toMatchObject({ status: "pending", confirm_pending: 1 });
    expect(await stage.events()).toEqual([]);
    stage.script.queryPayout = answers(paid);
    await stage.pass(2 * hour);
    expect(await stage.events()).toEqual(["payout.succeeded"]);
  });

  test("rule 13: two amounts that disagree lead to review before the success, and to an exception after it", async () => {
    const stage = await open();
    stage.script.queryPayout = answers({ ...paid, amountText: "1.00" });
    const before = await stage.payOut();
    await stage.callBack(before, paid);
    await stage.pass(minute);
    expect(await stage.payout(before.id)).toMatchObject({ status: "review", exceptions: '["underpaid"]' });

    stage.script.queryPayout = answers(paid);
    const after = await stage.payOut();
    await stage.pass(2 * minute);
    await stage.callBack(after, { ...paid, amountText: "1.00" });
    await stage.pass(minute);
    expect(await stage.payout(after.id)).toMatchObject({ status: "succeeded", exceptions: '["underpaid"]' });
    const told = await stage.told("payout.review_required");
    expect(told.map(({ data }) => [data.payout?.id, data.payout?.status, data.payout?.exceptions])).toEqual([
      [before.id, "review", ["underpaid"]],
      [after.id, "succeeded", ["underpaid"]],
    ]);
  });

  test("rule 14: a payout that nobody can say anything about ends in review, and a callback still settles it", async () => {
    const stage = await open();
    stage.script.createPayout = noAnswer;
    stage.script.queryPayout = noAnswer;
    const payout = await stage.payOut();
    await stage.pass(payout.watch_until - stage.time.now() + 23 * hour);
    expect((await stage.payout(payout.id)).status).toBe("unknown");
    await stage.pass(3 * day);
    expect((await stage.payout(payout.id)).status).toBe("review");
    const asked = stage.payoutsAsked.length;
    await stage.pass(day);
    expect(stage.payoutsAsked.length).toBe(asked);
    stage.script.queryPayout = answers(paid);
    await stage.callBack(payout, paid);
    await stage.pass(minute);
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
    expect(await stage.events()).toEqual(["payout.review_required", "payout.succeeded"]);
  });

  test("rule 22: a payout whose account has left the configuration ends in no way, and is queried when it comes back", async () => {
    const stage = await open();
    const payout = await stage.payOut();
    const { accounts } = stage.context;
    reconfigure(stage, new Map());
    await stage.pass(4 * day + hour);
    expect((await stage.payout(payout.id)).status).toBe("pending");
    reconfigure(stage, accounts);
    stage.script.queryPayout = answers(paid);
    await stage.pass(2 * hour);
    expect(await stage.events()).toEqual(["payout.succeeded"]);
  });

  test("rule 17: the same callback is queried about again when a query had dismissed it, with one receipt", async () => {
    const stage = await open();
    const payout = await stage.payOut();
    await stage.callBack(payout, failed, { nonce: 1 });
    await stage.pass(minute);
    expect(await stage.payout(payout.id)).toMatchObject({ status: "pending", confirm_pending: 0 });
    stage.script.queryPayout = answers(failed);
    await stage.callBack(payout, failed, { nonce: 1 });
    await stage.pass(0);
    expect((await stage.payout(payout.id)).status).toBe("failed");
    const asked = stage.payoutsAsked.length;
    await stage.callBack(payout, failed, { nonce: 1 });
    await stage.pass(0);
    expect(stage.payoutsAsked.length).toBe(asked);
    const receipts = await stage.database.kysely.selectFrom("callbacks").selectAll().execute();
    expect(receipts.length).toBe(1);
  });
});
