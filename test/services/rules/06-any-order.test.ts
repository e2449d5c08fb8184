/**
 * Rules 6 and 8: the true history of an order ends the same, in whatever order its reports arrive and however often.
 * For every order, see test/core/payment/any-order.test.ts.
 */
import { expect, test } from "vitest";
import type { Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, second } from "../support/times.ts";
import { holdAs, tell, unlikeWays, ways } from "../support/ways.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

async function endings(stage: Stage): Promise<string[]> {
  return (await stage.events()).filter((type) => /succeeded|duplicate|review|reversed|session/.test(type));
}

forEachStage("rules 6 and 8", (open) => {
  test.each(unlikeWays)(
    "rules 6 and 13: a history that is told backwards and twice by $title ends as it would in its order",
    async (way) => {
      const stage = await open(way);
      const payment = await stage.pay();
      holdAs(stage, way, payment, paid);
      const told = [
        { status: "failed" },
        paid,
        { status: "partially_paid", amountText: "50.00" },
        paid,
      ] as const;
      for (const report of [...told, { status: "pending" } as const]) {
        await stage.callBack(payment, report);
        await stage.pass(20 * second);
      }
      await stage.pass(3 * hour);
      expect(await stage.payment(payment.id)).toMatchObject({
        status: "succeeded",
        received_minor: "15000",
        confirm_pending: 0,
        reversal_pending: 0,
      });
      // A failure that counts by itself had ended the payment; an asserted one waited for the query, which says paid.
      expect(await stage.exceptions(payment.id)).toEqual(way.strong ? ["paid_late"] : []);
      expect(await endings(stage)).toEqual(["payment.succeeded", "session.succeeded"]);
    },
  );

  test.each(unlikeWays)(
    "rule 6: succeeded by $title is never downgraded, whatever is reported afterwards",
    async (way) => {
      const stage = await open(way);
      const payment = await stage.pay();
      await tell(stage, way, payment, paid);
      const later = ["failed", "canceled", "reversed", "partially_paid", "succeeded", "pending"] as const;
      for (const status of later) await stage.callBack(payment, { status, amountText: "1.00" });
      await stage.pass(10 * second);
      // The newer callback takes back what the older one said of the amount; the weak one waits for the reversal.
      expect(await stage.payment(payment.id)).toMatchObject({
        status: "succeeded",
        received_minor: way.strong ? "100" : "15000",
      });
      expect(await stage.exceptions(payment.id)).toEqual(way.strong ? ["underpaid"] : []);
      expect((await stage.sessionRow(payment.session_id)).status).toBe("succeeded");
    },
  );

  test.each(unlikeWays)(
    "rule 8: money that is told by $title after the expiry is counted, as late",
    async (way) => {
      const stage = await open(way);
      const payment = await stage.pay();
      await stage.pass(2 * hour);
      expect((await stage.payment(payment.id)).status).toBe("expired");
      await tell(stage, way, payment, paid);
      expect((await stage.payment(payment.id)).status).toBe("succeeded");
      expect(await stage.exceptions(payment.id)).toEqual(["paid_late"]);
      expect(await endings(stage)).toEqual(["payment.succeeded", "session.succeeded"]);
    },
  );

  test.each(ways.filter((way) => way.naming !== "untold"))(
    "rule 8: money that nobody tells of after the expiry is found by asking ($title)",
    async (way) => {
      const stage = await open(way);
      const payment = await stage.pay();
      await stage.pass(2 * hour);
      holdAs(stage, way, payment, paid);
      await stage.pass(2 * hour);
      expect((await stage.payment(payment.id)).status).toBe("succeeded");
      expect(await stage.exceptions(payment.id)).toEqual(["paid_late"]);
    },
  );
});
