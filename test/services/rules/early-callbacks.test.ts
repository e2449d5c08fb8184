/** Callbacks that arrive before the creation has been answered: rules 1, 5, 8, 11 and 12. */
import { expect, test } from "vitest";
import type { OrderReport } from "../../../bff/providers/contract.ts";
import { acceptedAs, noAnswer } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";
import { holdAs, ways } from "../support/ways.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

/** The callback arrives while the creation is under way. */
function callBackEarly(stage: Stage, report: Partial<OrderReport>): void {
  stage.script.create = async (order) => {
    const rows = stage.database.kysely
      .selectFrom("payments")
      .selectAll()
      .where("order_no", "=", order.orderNo);
    expect(await stage.callBack(await rows.executeTakeFirstOrThrow(), report)).toBe(200);
    return acceptedAs(order);
  };
}

function callBackEarlyOnPayouts(stage: Stage, report: Partial<OrderReport>): void {
  stage.script.createPayout = async ({ orderNo }) => {
    const rows = stage.database.kysely.selectFrom("payouts").selectAll().where("order_no", "=", orderNo);
    expect(await stage.callBack(await rows.executeTakeFirstOrThrow(), report)).toBe(200);
    return { kind: "accepted", providerOrderId: "P-1", report: null };
  };
}

forEachStage("a callback before the creation's answer", (open) => {
  test.each(ways)(
    "rule 5: that says paid ($title) is not lost, and not undone by the answer",
    async (way) => {
      const stage = await open(way);
      callBackEarly(stage, paid);
      const payment = await stage.pay();
      expect(payment.status).toBe(way.strong ? "succeeded" : "pending");
      holdAs(stage, way, payment, paid);
      await stage.pass(second);
      expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", received_minor: "15000" });
      expect(await stage.exceptions(payment.id)).toEqual([]);
      expect((await stage.events()).filter((type) => /succeeded/.test(type))).toEqual([
        "payment.succeeded",
        "session.succeeded",
      ]);
    },
  );

  test.each(ways)("rule 5: that says less was paid ($title) leads to a person", async (way) => {
    const stage = await open(way);
    callBackEarly(stage, { ...paid, amountText: "15.00" });
    const payment = await stage.pay();
    holdAs(stage, way, payment, { ...paid, amountText: "15.00" });
    await stage.pass(10 * minute);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "review", received_minor: "1500" });
  });

  test.each(ways)(
    "rules 8 and 16: that says failed ($title) is kept, ends nothing where it must be confirmed, and money that comes all the same counts",
    async (way) => {
      const stage = await open(way);
      callBackEarly(stage, { status: "failed" });
      const payment = await stage.pay();
      expect(payment).toMatchObject(
        way.strong ? { status: "failed" } : { status: "pending", confirm_pending: 1 },
      );
      holdAs(stage, way, payment, paid);
      await stage.callBack(payment, paid);
      await stage.pass(second);
      expect((await stage.payment(payment.id)).status).toBe("succeeded");
      expect(await stage.exceptions(payment.id)).toEqual(way.strong ? ["paid_late"] : []);
      const before = way.strong ? "payment.failed" : "payment.pending";
      expect(await stage.events()).toEqual([before, "payment.succeeded", "session.succeeded"]);
    },
  );

  test.each(ways)(
    "rule 11: that says reversed ($title) credits nothing: paid afterwards goes to review",
    async (way) => {
      const stage = await open(way);
      callBackEarly(stage, { status: "reversed" });
      const payment = await stage.pay();
      expect(payment.reversal_pending).toBe(1);
      holdAs(stage, way, payment, paid);
      await stage.callBack(payment, paid);
      await stage.pass(minute);
      expect((await stage.payment(payment.id)).status).toBe("review");
      expect(await stage.events()).not.toContain("session.succeeded");
    },
  );

  test("rule 1: with a creation that gets no answer leaves the payment in doubt until the query answers", async () => {
    const stage = await open();
    stage.script.query = noAnswer;
    callBackEarly(stage, paid);
    const { create } = stage.script;
    stage.script.create = async (order) => {
      await create(order);
      return noAnswer();
    };
    const payment = await stage.pay();
    expect(payment).toMatchObject({ status: "unknown", confirm_pending: 1 });
    await stage.pass(minute);
    stage.script.query = answers(paid);
    await stage.pass(10 * minute);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual([]);
  });
});

forEachStage("a callback before a payout's answer", (open) => {
  test.each([true, false])("rule 12: that says paid is not lost (strong: %s)", async (strong) => {
    const stage = await open({ strong });
    stage.script.queryPayout = answers({ status: "succeeded", amountText: "10.00" });
    callBackEarlyOnPayouts(stage, { status: "succeeded", amountText: "10.00" });
    const payout = await stage.payOut();
    expect(payout.status).toBe(strong ? "succeeded" : "pending");
    await stage.pass(second);
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
    expect(await stage.events()).toEqual(["payout.succeeded"]);
  });

  test.each(["failed", "reversed"] as const)(
    "rule 12: that says %s by a weak signature is asked about before anything is told",
    async (status) => {
      const stage = await open();
      stage.script.queryPayout = answers({ status: "pending" });
      callBackEarlyOnPayouts(stage, { status });
      const payout = await stage.payOut();
      expect(payout.status).toBe("pending");
      await stage.pass(minute);
      expect(stage.payoutsAsked.length).toBeGreaterThan(0);
      expect(await stage.events()).toEqual([]);
      stage.script.queryPayout = answers({ status });
      await stage.pass(hour);
      expect((await stage.payout(payout.id)).status).toBe("failed");
      expect(await stage.events()).toEqual(["payout.failed"]);
    },
  );

  test("rule 12: that says failed by a signature that counts is kept, and paid after all still counts", async () => {
    const stage = await open({ strong: true });
    callBackEarlyOnPayouts(stage, { status: "failed" });
    const payout = await stage.payOut();
    expect(payout.status).toBe("failed");
    await stage.callBack(payout, { status: "succeeded", amountText: "10.00" });
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
    expect(await stage.events()).toEqual(["payout.failed", "payout.succeeded"]);
  });
});
