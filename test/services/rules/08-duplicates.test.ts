/**
 * Rule 8: one payment pays a session, and another success is announced as a duplicate. For each way, see
 * test/core/payment/late-money.test.ts.
 */
import { expect, test } from "vitest";
import { cancelPaymentByCustomer } from "../../../bff/services/payments/cancel-payment.ts";
import { queryPayment } from "../../../bff/services/payments/query-payment.ts";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import { noAnswer } from "../support/scripted-provider.ts";
import type { Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { minute } from "../support/times.ts";
import { holdAs, tell, unlikeWays } from "../support/ways.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

/** Two payments of one session. The first was abandoned for the second. */
async function two(stage: Stage): Promise<readonly [PaymentRow, PaymentRow]> {
  const first = await stage.pay();
  const { session_id: sessionId } = first;
  await cancelPaymentByCustomer(stage.context, { sessionId, paymentId: first.id });
  return [first, await stage.start(sessionId, "store")];
}

const isMoney = (type: string) => /succeeded|duplicate|review/.test(type);

forEachStage("rule 8", (open) => {
  test.each(unlikeWays)(
    "rule 8: a second success, told by $title, is a duplicate instead of a success",
    async (way) => {
      const stage = await open(way);
      const [late, first] = await two(stage);
      await tell(stage, way, first, paid);
      await tell(stage, way, late, paid);
      expect(await stage.exceptions(first.id)).toEqual([]);
      expect(await stage.exceptions(late.id)).toEqual(["paid_late", "duplicate_paid"]);
      const told = (await stage.events()).filter(isMoney);
      expect(told.sort()).toEqual(["payment.duplicate", "payment.succeeded", "session.succeeded"]);
      const [duplicate] = await stage.told("payment.duplicate");
      expect(duplicate?.data).toMatchObject({
        payment: {
          id: late.id,
          status: "succeeded",
          amountReceived: { value: "150.00", currency: "MXN" },
          exceptions: ["paid_late", "duplicate_paid"],
        },
        session: { id: first.session_id, status: "succeeded" },
      });
      expect((await stage.sessionRow(first.session_id)).paid_payment_id).toBe(first.id);
    },
  );

  test.each(unlikeWays)(
    "rule 8: a second success that is not late, told by $title before its order was given up, is a duplicate all the same",
    async (way) => {
      const stage = await open(way);
      const [late, open_] = await two(stage);
      await stage.callBack(late, paid);
      holdAs(stage, way, late, paid);
      if (!way.strong) {
        // The open one is asserted, too, when the late one is found to be paid.
        stage.script.query = noAnswer;
        await stage.callBack(open_, paid);
        await stage.pass(0);
        holdAs(stage, way, late, paid);
        const { id: paymentId } = late;
        await queryPayment(stage.context, { paymentId, floorMs: 0 });
        expect((await stage.sessionRow(late.session_id)).paid_payment_id).toBe(late.id);
      }
      await tell(stage, way, open_, paid);
      await stage.pass(minute);
      expect(await stage.exceptions(late.id)).toEqual(["paid_late"]);
      expect(await stage.exceptions(open_.id)).toEqual(["duplicate_paid"]);
      const duplicates = await stage.told("payment.duplicate");
      expect(duplicates.map(({ data }) => "payment" in data && data.payment?.id)).toEqual([open_.id]);
      expect((await stage.told("payment.succeeded")).length).toBe(1);
      expect((await stage.sessionRow(open_.session_id)).paid_payment_id).toBe(late.id);
    },
  );

  test.each(unlikeWays)(
    "rule 8: a duplicate of another amount, reported by $title, goes to review first",
    async (way) => {
      const stage = await open(way);
      const [late, first] = await two(stage);
      await tell(stage, way, first, paid);
      await tell(stage, way, late, { ...paid, amountText: "149.00" });
      expect((await stage.payment(late.id)).status).toBe("review");
      expect(await stage.exceptions(late.id)).toEqual(["underpaid", "paid_late"]);
      expect((await stage.sessionRow(first.session_id)).status).toBe("succeeded");
      await tell(stage, way, late, paid);
      expect(await stage.exceptions(late.id)).toEqual(["paid_late", "duplicate_paid"]);
      expect((await stage.told("payment.duplicate")).length).toBe(1);
    },
  );

  test("rule 8: a payment that was reversed in review and is paid exactly after all pays the session; the next one is a duplicate", async () => {
    const stage = await open({ strong: true });
    const [late, first] = await two(stage);
    await stage.callBack(first, { ...paid, amountText: "149.00" });
    await stage.callBack(first, { status: "reversed" });
    expect(await stage.exceptions(first.id)).toEqual(["underpaid", "reversed"]);
    await stage.callBack(first, paid);
    // An old callback could say so, too. Only a query's word takes a reversal back (rule 20).
    expect((await stage.payment(first.id)).status).toBe("review");
    holdAs(stage, { naming: "named" }, first, paid);
    await stage.pass(0);
    expect((await stage.payment(first.id)).status).toBe("succeeded");
    expect(await stage.exceptions(first.id)).toEqual([]);
    expect((await stage.sessionRow(first.session_id)).paid_payment_id).toBe(first.id);
    await stage.callBack(late, paid);
    expect((await stage.events()).filter(isMoney)).toEqual(
      expect.arrayContaining(["payment.duplicate", "payment.succeeded", "session.succeeded"]),
    );
    expect((await stage.told("payment.succeeded")).length).toBe(1);
    expect(await stage.exceptions(late.id)).toEqual(["paid_late", "duplicate_paid"]);
  });

  test("rule 8: after the payment that paid was reversed, the next success pays the session and is no duplicate", async () => {
    const stage = await open({ strong: true });
    const [late, first] = await two(stage);
    await stage.callBack(first, paid);
    await stage.callBack(first, { status: "reversed" });
    await stage.callBack(late, paid);
    expect(await stage.exceptions(late.id)).toEqual(["paid_late"]);
    expect((await stage.sessionRow(first.session_id)).paid_payment_id).toBe(late.id);
    expect((await stage.told("payment.succeeded")).length).toBe(2);
    expect((await stage.told("session.succeeded")).length).toBe(1);
  });
});
