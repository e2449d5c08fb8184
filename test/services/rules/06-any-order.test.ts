/** Rules 6 and 8: the true history of an order, told in whatever order and however often, ends the same. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { OrderReport } from "../../../bff/providers/contract.ts";
import { cancelPaymentByCustomer } from "../../../bff/services/payments/cancel-payment.ts";
import type { Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, second } from "../support/times.ts";
import { holdAs, tell, ways } from "../support/ways.ts";

const slow = { timeout: 90_000 };
const paid = { status: "succeeded", amountText: "150.00" } as const;
const part = { status: "partially_paid", amountText: "50.00" } as const;

const histories: Readonly<Record<string, readonly Partial<OrderReport>[]>> = {
  "pending, a part, paid, paid again": [{ status: "pending" }, part, paid, paid],
  "failed, then paid": [{ status: "pending" }, { status: "failed" }, paid, paid],
  "canceled by the customer, then paid": [{ status: "pending" }, { status: "canceled" }, paid, paid],
};

async function endings(stage: Stage): Promise<string[]> {
  return (await stage.events()).filter((type) => /succeeded|duplicate|review|reversed|session/.test(type));
}

forEachStage("rules 6 and 8", (open) => {
  const cells = ways.flatMap((way) =>
    Object.keys(histories).map((history) => [history, way.title, way] as const),
  );

  test.each(cells)(
    "rules 6 and 8: %s, told in any order by %s, ends the same",
    slow,
    async (history, _, way) => {
      const told = histories[history] ?? [];
      const some = fc.shuffledSubarray(told.map((_, index) => index));
      await fc.assert(
        fc.asyncProperty(some, fc.array(fc.nat(40), { minLength: 4, maxLength: 4 }), async (order, waits) => {
          const stage = await open(way);
          const payment = await stage.pay();
          const { session_id: sessionId, id: paymentId } = payment;
          if (history.startsWith("canceled"))
            await cancelPaymentByCustomer(stage.context, { sessionId, paymentId });
          holdAs(stage, way, payment, paid);
          for (const [turn, index] of order.entries()) {
            await stage.callBack(payment, told[index] ?? {});
            await stage.pass((waits[turn] ?? 0) * second);
          }
          // One that calls paid whatever was paid counts with the callback that names it, which it is asked to send again.
          if (way.naming === "untold") await stage.callBack(payment, paid);
          await stage.pass(3 * hour);
          expect(await stage.payment(paymentId)).toMatchObject({
            status: "succeeded",
            received_minor: "15000",
            confirm_pending: 0,
            reversal_pending: 0,
          });
          const wasGivenUp = (await stage.events()).some((type) => /payment\.(failed|canceled)/.test(type));
          expect(await stage.exceptions(paymentId)).toEqual(wasGivenUp ? ["paid_late"] : []);
          expect(await endings(stage)).toEqual(["payment.succeeded", "session.succeeded"]);
        }),
        { numRuns: open.runs(6) },
      );
    },
  );

  test.each(ways)(
    "rule 6: succeeded by $title is never downgraded, whatever is reported afterwards",
    slow,
    async (way) => {
      const later = fc.constantFrom(
        "pending",
        "partially_paid",
        "failed",
        "canceled",
        "reversed",
        "succeeded",
      );
      await fc.assert(
        fc.asyncProperty(fc.array(later, { minLength: 1, maxLength: 5 }), async (statuses) => {
          const stage = await open(way);
          const payment = await stage.pay();
          await tell(stage, way, payment, paid);
          for (const status of statuses) await stage.callBack(payment, { status, amountText: "1.00" });
          await stage.pass(10 * second);
          expect(await stage.payment(payment.id)).toMatchObject({
            status: "succeeded",
            received_minor: "15000",
          });
          expect((await stage.sessionRow(payment.session_id)).status).toBe("succeeded");
        }),
        { numRuns: open.runs(6) },
      );
    },
  );

  test.each(ways)("rule 6: a payment that failed succeeds by $title", async (way) => {
    const stage = await open(way);
    const payment = await stage.pay();
    await tell(stage, way, payment, { status: "failed" });
    expect((await stage.payment(payment.id)).status).toBe("failed");
    await tell(stage, way, payment, paid);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded" });
    expect(await stage.exceptions(payment.id)).toEqual(["paid_late"]);
    expect(await endings(stage)).toEqual(["payment.succeeded", "session.succeeded"]);
  });

  test.each(ways)(
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
