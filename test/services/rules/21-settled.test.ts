/**
 * Rule 21: an operator's "failed" stands until more money is reported than that person knew of. Other amounts and
 * currencies: 08-on-record.test.ts.
 */

import { expect, test } from "vitest";
import { resolvePayment } from "../../../bff/services/payments/resolve-payment.ts";
import { desk } from "../../support/authors.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { day, hour } from "../support/times.ts";

async function settle(stage: Stage, paymentId: string): Promise<void> {
  const decision = { outcome: "failed", note: "sent back", author: desk, keyBinding: null } as const;
  expect((await resolvePayment(stage.context, { paymentId, ...decision })).ok).toBe(true);
}

/** A part of an amount that the provider does not name has come after the expiry. */
async function partInReview(stage: Stage): Promise<string> {
  const { id } = await stage.pay();
  await stage.pass(2 * hour);
  stage.script.query = answers({ status: "partially_paid" });
  await stage.pass(2 * hour);
  expect(await stage.payment(id)).toMatchObject({ status: "review", received_minor: "0" });
  return id;
}

forEachStage("rule 21", (open) => {
  test("rule 21: a part without an amount that an operator settled as failed stays so through every hourly query", async () => {
    const stage = await open();
    const id = await partInReview(stage);
    await settle(stage, id);
    const [asked, events] = [stage.asked.length, await stage.events()];
    await stage.pass(4 * hour);
    expect(stage.asked.length).toBeGreaterThanOrEqual(asked + 3);
    expect((await stage.payment(id)).status).toBe("failed");
    expect(await stage.events()).toEqual(events);
  });

  test.each([true, false])(
    "rule 21: a callback that repeats what the operator knew opens nothing (strong: %s)",
    async (strong) => {
      const stage = await open({ strong });
      const payment = await stage.pay();
      stage.script.query = answers({ status: "succeeded", amountText: "149.00" });
      await stage.callBack(payment, { status: "succeeded", amountText: "149.00" });
      await stage.pass(hour);
      await settle(stage, payment.id);
      const events = await stage.events();
      await stage.callBack(payment, { status: "succeeded", amountText: "149.00" });
      await stage.pass(4 * hour);
      expect(await stage.payment(payment.id)).toMatchObject({ status: "failed", confirm_pending: 0 });
      expect(await stage.events()).toEqual(events);
    },
  );

  test("rule 21: a callback that insists on what no query had confirmed brings one query, and its answer counts", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = answers({ status: "failed" });
    const claim = { status: "succeeded", amountText: "150.00" } as const;
    await stage.callBack(payment, claim, { nonce: 1 });
    await stage.pass(10 * day);
    expect((await stage.payment(payment.id)).status).toBe("review");
    await settle(stage, payment.id);
    const asked = stage.asked.length;
    await stage.callBack(payment, claim, { nonce: 1 });
    await stage.pass(hour);
    expect(stage.asked.length).toBe(asked + 1);
    expect((await stage.payment(payment.id)).status).toBe("failed");
    stage.script.query = answers(claim);
    await stage.callBack(payment, claim, { nonce: 1 });
    await stage.pass(hour);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("rule 21: money that the operator did not know of opens it again", async () => {
    const stage = await open();
    const id = await partInReview(stage);
    await settle(stage, id);
    stage.script.query = answers({ status: "partially_paid", amountText: "50.00" });
    await stage.pass(2 * hour);
    expect(await stage.payment(id)).toMatchObject({ status: "review", received_minor: "5000" });
    await settle(stage, id);
    await stage.pass(3 * hour);
    expect((await stage.payment(id)).status).toBe("failed");
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.pass(2 * hour);
    expect(await stage.payment(id)).toMatchObject({ status: "succeeded", received_minor: "15000" });
    expect(await stage.exceptions(id)).toEqual(["paid_late"]);
  });
});
