/** Rule 8: abandoning a payment never loses money that may have arrived. */

import { expect, test } from "vitest";
import { cancelPaymentByCustomer } from "../../../bff/services/payments/cancel-payment.ts";
import { startPayment } from "../../../bff/services/payments/start-payment.ts";
import { cancelSession } from "../../../bff/services/sessions/cancel-session.ts";
import { backend } from "../../support/authors.ts";
import { noAnswer } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { minute, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

/** A callback has called it paid, and the first query about that got no answer. */
async function reportedAsPaid(stage: Stage) {
  const payment = await stage.pay();
  stage.script.query = noAnswer;
  await stage.callBack(payment, paid);
  await stage.pass(second);
  expect(await stage.payment(payment.id)).toMatchObject({ status: "pending", confirm_pending: 1 });
  return payment;
}

forEachStage("rule 8", (open) => {
  test.each([true, false])(
    "rule 8: a customer who turns to another method is not asked to pay twice when the first was paid (cancelable: %s)",
    async (cancelable) => {
      const stage = await open({ cancelable });
      const payment = await reportedAsPaid(stage);
      stage.script.query = answers(paid);
      const another = { sessionId: payment.session_id, method: "store" } as const;
      const result = await startPayment(stage.context, another);
      expect(result).toMatchObject({ ok: false, code: "session_closed" });
      expect((await stage.payment(payment.id)).status).toBe("succeeded");
      expect(stage.created.length).toBe(1);
      expect(stage.canceled).toEqual([]);
    },
  );

  test("rule 8: abandoning a payment that is paid shows the customer that it is paid", async () => {
    const stage = await open();
    const payment = await reportedAsPaid(stage);
    stage.script.query = answers(paid);
    const given = { sessionId: payment.session_id, paymentId: payment.id };
    expect(await cancelPaymentByCustomer(stage.context, given)).toMatchObject({
      ok: true,
      value: { status: "succeeded" },
    });
  });

  test("rule 8: a merchant who cancels a session that is paid is refused", async () => {
    const stage = await open();
    const payment = await reportedAsPaid(stage);
    stage.script.query = answers(paid);
    expect(
      await cancelSession(stage.context, { sessionId: payment.session_id, author: backend }),
    ).toMatchObject({
      ok: false,
      code: "session_closed",
    });
  });

  test.each([true, false])(
    "rules 8 and 18: when nobody answers, the customer cannot go on to pay twice, and the money is found later (cancelable: %s)",
    async (cancelable) => {
      const stage = await open({ cancelable });
      const payment = await reportedAsPaid(stage);
      const asked = stage.asked.length;
      const another = { sessionId: payment.session_id, method: "store" } as const;
      expect(await startPayment(stage.context, another)).toMatchObject({
        ok: false,
        code: "payment_being_confirmed",
      });
      expect(stage.asked.length).toBe(asked + 1);
      expect(stage.created.length).toBe(1);
      expect(stage.canceled).toEqual([]);
      stage.script.query = answers(paid);
      await stage.pass(20 * minute);
      expect((await stage.payment(payment.id)).status).toBe("succeeded");
      expect(await stage.exceptions(payment.id)).toEqual([]);
    },
  );

  test("rule 8: an order that can no longer be canceled is queried, and the answer counts", async () => {
    const stage = await open({ cancelable: true });
    const payment = await stage.pay();
    stage.script.cancel = () => ({ kind: "refused", code: "order_state" });
    stage.script.query = answers(paid);
    const given = { sessionId: payment.session_id, paymentId: payment.id };
    expect(await cancelPaymentByCustomer(stage.context, given)).toMatchObject({ ok: true });
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(stage.canceled.length).toBe(1);
  });

  test("rule 8: an adapter that throws while canceling is a bug that keeps no customer from going on", async () => {
    const stage = await open({ cancelable: true });
    const payment = await stage.pay();
    stage.script.cancel = () => {
      throw new TypeError("a bug");
    };
    const other = await stage.start(payment.session_id, "store");
    expect(other.status).toBe("pending");
    expect((await stage.payment(payment.id)).status).toBe("canceled");
  });
});
