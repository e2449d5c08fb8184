/** What an operator settled as taken back stays so, although the provider's books go on saying paid: no refund is too much. */
import { expect, test } from "vitest";
import { payment as paymentSchema, payout as payoutSchema } from "../../bff/contract.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { createRefund, postRefund, readPayment, readRefund } from "./support/refunds.ts";

const day = 24 * 60 * 60_000;
const inr = (value: string) => ({ value, currency: "INR" });
const beneficiary = { name: "Ana Diaz", accountNumber: "ana@okaxis", accountType: "upi" };
const ninety = { account: "bharat-in", amount: inr("90.00"), beneficiary };
const gone = { outcome: "failed", note: "the bank confirms it" };

let orders = 0;

async function pay(app: TestApp): Promise<string> {
  const { clientToken } = await app.api.createSession({
    amount: inr("150.00"),
    country: "IN",
    reference: `order-${++orders}`,
  });
  const { id } = await app.browser(clientToken).start("upi");
  app.sandbox.state.play(await app.orderOf(id), { action: "pay" });
  await app.settle();
  return id;
}

const readPayout = async (app: TestApp, id: string | null) =>
  (await app.api.get(`/v1/payouts/${id}`)).as(payoutSchema);

type Played = Parameters<TestApp["sandbox"]["state"]["play"]>[1];

async function playPayout(app: TestApp, id: string | null, played: Played): Promise<void> {
  const { orderNo } = await readPayout(app, id);
  app.sandbox.state.play({ provider: "bharatpay", kind: "payout", orderNo }, played);
  await app.settle();
}

async function passDays(app: TestApp, days: number): Promise<void> {
  for (let passed = 0; passed < days; passed++) {
    app.clock.advance(day);
    await app.runJobsUntilIdle();
  }
}

describeApp("an operator's word that money was taken back", {}, (app) => {
  test.each([0, 10])(
    "rule 21: of a payout: its refund stays failed, and no more is given back than came, with a second refund %i days later",
    async (days) => {
      const id = await pay(app());
      const first = await createRefund(app(), id, ninety);
      await playPayout(app(), first.payout, { action: "pay" });
      await playPayout(app(), first.payout, { action: "reverse", stillPaid: true });
      expect((await readRefund(app(), first.id)).status).toBe("succeeded");
      expect((await readPayout(app(), first.payout)).inDoubt).toBe("reversal");
      expect((await postRefund(app(), id, ninety)).problem().code).toBe("refund_exceeds_received");

      const resolved = await app().api.post(`/v1/payouts/${first.payout}/resolve`, gone);
      expect(resolved.as(payoutSchema).exceptions).toEqual(["reversed"]);
      await passDays(app(), days);
      const second = await createRefund(app(), id, ninety);
      await playPayout(app(), second.payout, { action: "pay" });
      await app().api.post(`/v1/payouts/${first.payout}/refresh`);
      await passDays(app(), 5);

      const { failure, status } = await readRefund(app(), first.id);
      expect([status, failure?.code]).toEqual(["failed", "payout_reversed"]);
      expect((await readRefund(app(), second.id)).status).toBe("succeeded");
      expect((await readPayout(app(), first.payout)).exceptions).toEqual(["reversed"]);
      expect((await readPayment(app(), id)).amountRefunded).toEqual(inr("90.00"));
    },
  );

  test("rule 21: of a payment: nothing of it can be refunded, however often the provider says paid", async () => {
    const id = await pay(app());
    app().sandbox.state.play(await app().orderOf(id), { action: "reverse", stillPaid: true });
    await app().settle();
    const resolved = await app().api.post(`/v1/payments/${id}/resolve`, gone);
    expect(resolved.as(paymentSchema).exceptions).toEqual(["reversed"]);
    await app().api.post(`/v1/payments/${id}/refresh`);
    await passDays(app(), 6);
    await app().api.post(`/v1/payments/${id}/refresh`);
    const payment = await readPayment(app(), id);
    expect([payment.status, payment.exceptions, payment.inDoubt]).toEqual([
      "succeeded",
      ["reversed"],
      undefined,
    ]);
    expect((await postRefund(app(), id, ninety)).problem().code).toBe("nothing_received");
  });
});
