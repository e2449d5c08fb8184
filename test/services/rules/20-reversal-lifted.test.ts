/** Rule 20: a reversal that a later confirmed report takes back lifts `reversed`, and is told. */
import { expect, test } from "vitest";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

async function reversedPayment(stage: Stage): Promise<PaymentRow> {
  const payment = await stage.pay();
  stage.script.query = answers(paid);
  await stage.callBack(payment, paid, { nonce: 1 });
  await stage.pass(second);
  stage.script.query = answers({ status: "failed" });
  await stage.callBack(payment, { status: "reversed" });
  await stage.pass(second);
  expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", reversal_pending: 0 });
  expect(await stage.exceptions(payment.id)).toEqual(["reversed"]);
  return payment;
}

forEachStage("rule 20", (open) => {
  test.each([true, false])(
    "rule 20: paid, reversed and paid again ends as paid, and the merchant is told (strong: %s)",
    async (strong) => {
      const stage = await open({ strong });
      const payment = await reversedPayment(stage);
      stage.script.query = answers(paid);
      await stage.callBack(payment, paid, { nonce: 2 });
      // An old callback may say so, too: the query decides.
      expect(await stage.exceptions(payment.id)).toEqual(["reversed"]);
      await stage.pass(second);
      expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", received_minor: "15000" });
      expect(await stage.exceptions(payment.id)).toEqual([]);
      const [update, ...others] = await stage.told("payment.updated");
      expect(others).toEqual([]);
      expect(update?.data).toMatchObject({ payment: { id: payment.id, exceptions: [] } });
      expect((await stage.sessionRow(payment.session_id)).paid_payment_id).toBe(payment.id);
      const asked = stage.asked.length;
      await stage.pass(3 * hour);
      expect(stage.asked.length).toBe(asked);
      expect(await stage.told("payment.updated")).toHaveLength(1);
    },
  );

  test("rule 17: the notice of the success counts anew after a reversal, though its bytes are the same", async () => {
    const stage = await open();
    const payment = await reversedPayment(stage);
    stage.script.query = answers(paid);
    await stage.callBack(payment, paid, { nonce: 1 });
    await stage.pass(second);
    expect(await stage.exceptions(payment.id)).toEqual([]);
    expect(await stage.told("payment.updated")).toHaveLength(1);
  });

  test.each([true, false])(
    "rule 20: an old notice of the success does not lift a reversal that the query still confirms (strong: %s)",
    async (strong) => {
      const stage = await open({ strong });
      const payment = await reversedPayment(stage);
      for (const nonce of [1, 3]) await stage.callBack(payment, paid, { nonce });
      await stage.pass(10 * minute);
      expect(await stage.exceptions(payment.id)).toEqual(["reversed"]);
      expect(await stage.told("payment.updated")).toEqual([]);
      await stage.pass(60 * hour);
      expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", confirm_pending: 0 });
      expect(await stage.exceptions(payment.id)).toEqual(["reversed"]);
      expect(await stage.told("payment.reversed")).toHaveLength(1);
    },
  );
});
