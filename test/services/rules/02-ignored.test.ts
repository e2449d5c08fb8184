/**
 * Rule 2: facts that the table ignores. For the table and the recorded lines, see
 * test/core/payment/transitions.test.ts, repeats.test.ts.
 */
import { expect, test } from "vitest";
import { forEachStage } from "../support/stages.ts";
import { tell, unlikeWays } from "../support/ways.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

forEachStage("rule 2", (open) => {
  test.each(unlikeWays)(
    "rule 2: a fact that the table ignores, after $title, is recorded and acknowledged",
    async (way) => {
      const stage = await open(way);
      const payment = await stage.pay();
      await tell(stage, way, payment, paid);
      const names = way.strong
        ? { failed: "reported_failed", canceled: "reported_canceled" }
        : { failed: "failure reported", canceled: "cancellation reported" };
      for (const status of ["failed", "canceled"] as const) {
        expect(await stage.callBack(payment, { status })).toBe(200);
        expect(await stage.details(payment.id)).toContain(`${names[status]}: recorded, nothing changed`);
      }
      const before = await stage.payment(payment.id);
      expect(before).toMatchObject({ status: "succeeded", failure_code: null, received_minor: "15000" });
      const lines = await stage.details(payment.id);
      expect(await stage.callBack(payment, { status: "canceled" })).toBe(200);
      expect(await stage.details(payment.id)).toEqual(lines);
      expect(await stage.payment(payment.id)).toEqual(before);
    },
  );
});
