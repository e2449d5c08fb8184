/** Rule 12: a payout is sent once, and only the provider's answer makes it paid or failed. */
import { expect, test } from "vitest";
import { noAnswer, notFound, refused } from "../support/scripted-provider.ts";
import { answers } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "10.00" } as const;

forEachStage("rule 12", (open) => {
  test("rule 12: a payout without an answer is queried and never sent again", async () => {
    const stage = await open();
    stage.script.createPayout = noAnswer;
    stage.script.queryPayout = noAnswer;
    const payout = await stage.payOut();
    expect(payout.status).toBe("unknown");
    await stage.pass(10 * minute);
    expect(stage.payoutsAsked.length).toBeGreaterThanOrEqual(4);
    stage.script.queryPayout = answers(paid);
    await stage.pass(3 * hour);
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
    expect(stage.payoutsSent.length).toBe(1);
    expect(await stage.events()).toEqual(["payout.succeeded"]);
  });

  test("rule 12: a payout that nobody has heard of fails after 15 minutes of that answer, and is not sent again", async () => {
    const stage = await open();
    stage.script.createPayout = noAnswer;
    stage.script.queryPayout = notFound;
    const payout = await stage.payOut();
    await stage.pass(14 * minute);
    expect((await stage.payout(payout.id)).status).toBe("unknown");
    await stage.pass(hour);
    expect(await stage.payout(payout.id)).toMatchObject({ status: "failed", failure_code: "not_created" });
    expect(stage.payoutsSent.length).toBe(1);
    expect(await stage.events()).toEqual(["payout.failed"]);
  });

  test("rule 12: a refused payout that a weak callback calls paid is queried until the provider answers", async () => {
    const stage = await open();
    stage.script.createPayout = () => refused;
    stage.script.queryPayout = noAnswer;
    const payout = await stage.payOut();
    expect(payout.status).toBe("failed");
    await stage.callBack(payout, paid);
    await stage.pass(second);
    expect(stage.payoutsAsked.length).toBe(1);
    await stage.pass(5 * hour);
    expect(stage.payoutsAsked.length).toBeGreaterThanOrEqual(9);
    expect((await stage.payout(payout.id)).status).toBe("failed");
    stage.script.queryPayout = answers(paid);
    await stage.pass(2 * hour);
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
    expect(await stage.events()).toEqual(["payout.failed", "payout.succeeded"]);
  });

  test("rule 12: a weak callback that says failed is queried first, and nothing is announced before the answer", async () => {
    const stage = await open();
    stage.script.queryPayout = noAnswer;
    const payout = await stage.payOut();
    await stage.callBack(payout, { status: "failed" });
    await stage.pass(minute);
    expect((await stage.payout(payout.id)).status).toBe("pending");
    expect(stage.payoutsAsked.length).toBeGreaterThanOrEqual(2);
    expect(await stage.events()).toEqual([]);
    stage.script.queryPayout = answers({ status: "failed" });
    await stage.pass(10 * minute);
    expect(await stage.payout(payout.id)).toMatchObject({ status: "failed", failure_code: "payout_failed" });
    expect(await stage.events()).toEqual(["payout.failed"]);
  });

  test.each(["failed", "canceled", "reversed"] as const)(
    "rule 12: a weak callback that says %s of a payout that is paid does it no harm",
    async (status) => {
      const stage = await open();
      stage.script.queryPayout = answers(paid);
      const payout = await stage.payOut();
      await stage.callBack(payout, { status });
      await stage.pass(2 * hour);
      expect((await stage.payout(payout.id)).status).toBe("succeeded");
      await stage.callBack(payout, { status });
      await stage.pass(2 * hour);
      expect((await stage.payout(payout.id)).status).toBe("succeeded");
      expect(await stage.events()).toEqual(["payout.succeeded"]);
    },
  );

  test("rule 12: a callback that counts by itself settles a payout at once, and twice is once", async () => {
    const stage = await open({ strong: true });
    const payout = await stage.payOut();
    await Promise.all([stage.callBack(payout, paid), stage.callBack(payout, paid)]);
    await stage.callBack(payout, paid);
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
    expect(await stage.events()).toEqual(["payout.succeeded"]);
  });
});
