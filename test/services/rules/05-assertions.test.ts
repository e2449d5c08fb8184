/**
 * Rule 5 and decision 0005: what a callback asserted, at a provider whose queries name no amount. For other
 * assertions, see test/core/payment/agreement.test.ts.
 */
import { expect, test } from "vitest";
import { readBrowserStatus } from "../../../bff/services/browser/read-for-browser.ts";
import { answers } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";

forEachStage("rule 5", (open) => {
  test.each([
    ["less", { amountText: "15.00" }, { received_minor: "1500" }, ["underpaid"]],
    ["another currency", { amountText: "150.00", currency: "USD" }, { received_minor: "0" }, ["underpaid"]],
  ])(
    "rule 5: an assertion of %s stays in review however often a query that names no amount says paid",
    async (_, assertion, received, exceptions) => {
      const stage = await open();
      const payment = await stage.pay();
      stage.script.query = answers({ status: "succeeded" });
      await stage.callBack(payment, { status: "succeeded", ...assertion });
      await stage.pass(0);
      const expectReview = async () => {
        expect(await stage.payment(payment.id)).toMatchObject({ status: "review", ...received });
        expect(await stage.exceptions(payment.id)).toEqual(exceptions);
      };
      await expectReview();
      const before = stage.asked.length;
      await stage.pass(2 * minute);
      await expectReview();
      await readBrowserStatus(stage.context, { sessionId: payment.session_id, maySync: true });
      await expectReview();
      await stage.pass(3 * hour);
      await expectReview();
      expect(stage.asked.length).toBeGreaterThanOrEqual(before + 4);
      expect((await stage.events()).filter((type) => type.startsWith("payment."))).toEqual([
        "payment.pending",
        "payment.review_required",
      ]);
    },
  );

  test("rule 5: an assertion that was wrong is replaced by the callback that puts it right", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = answers({ status: "succeeded" });
    await stage.callBack(payment, { status: "succeeded", amountText: "15.00" });
    await stage.pass(second);
    await stage.callBack(payment, { status: "succeeded", amountText: "150.00" });
    await stage.pass(second);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", received_minor: "15000" });
    expect(await stage.exceptions(payment.id)).toEqual([]);
  });

  test("rule 13: a larger assertion after success that a query calls paid is an exception and is told, and asked about no more", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = answers({ status: "succeeded", amountUntold: true });
    await stage.callBack(payment, { status: "succeeded", amountText: "150.00" });
    await stage.pass(second);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    await stage.callBack(payment, { status: "succeeded", amountText: "200.00" });
    expect((await stage.payment(payment.id)).confirm_pending).toBe(1);
    await stage.pass(second);
    const after = await stage.payment(payment.id);
    expect(after).toMatchObject({ status: "succeeded", confirm_pending: 0, received_minor: "20000" });
    expect(await stage.exceptions(payment.id)).toEqual(["overpaid"]);
    const asked = stage.asked.length;
    await stage.pass(30 * hour);
    expect(stage.asked.length).toBe(asked);
    expect(await stage.details(payment.id)).toContain(
      "success reported (200.00 MXN); the provider is queried",
    );
    expect((await stage.events()).filter((type) => /succeeded|updated/.test(type)).sort()).toEqual([
      "payment.succeeded",
      "payment.updated",
      "session.succeeded",
    ]);
  });
});
