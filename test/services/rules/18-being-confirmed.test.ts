/** Rule 18: while a reported success waits for its confirmation, nobody cancels. Over HTTP: test/http/being-confirmed.test.ts. */

import { expect, test } from "vitest";
import { cancelPaymentByCustomer } from "../../../bff/services/payments/cancel-payment.ts";
import { startPayment } from "../../../bff/services/payments/start-payment.ts";
import { cancelSession } from "../../../bff/services/sessions/cancel-session.ts";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import { backend } from "../../support/authors.ts";
import { noAnswer } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { minute, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

const cancels = {
  "the merchant's cancel": async ({ context }: Stage, { session_id: sessionId }: PaymentRow) =>
    await cancelSession(context, { sessionId, author: backend }),
  "the customer's cancel": async ({ context }: Stage, { session_id: sessionId, id: paymentId }: PaymentRow) =>
    await cancelPaymentByCustomer(context, { sessionId, paymentId }),
  "another method": async ({ context }: Stage, { session_id: sessionId }: PaymentRow) =>
    await startPayment(context, { sessionId, method: "store" }),
} as const;

const ways = Object.entries(cancels);

forEachStage("rule 18", (open) => {
  test.each(ways)("rule 18: %s is refused while a callback's success is not confirmed", async (_, cancel) => {
    for (const status of ["succeeded", "partially_paid"] as const) {
      const stage = await open({ cancelable: true });
      const payment = await stage.pay();
      stage.script.query = noAnswer;
      await stage.callBack(payment, { ...paid, status });
      await stage.pass(second);
      expect(await cancel(stage, payment)).toMatchObject({ ok: false, code: "payment_being_confirmed" });
      expect(stage.canceled).toEqual([]);
      expect(await stage.payment(payment.id)).toMatchObject({ status: "pending", confirm_pending: 1 });
      stage.script.query = answers(paid);
      await stage.pass(2 * minute);
      expect((await stage.payment(payment.id)).status).toBe("succeeded");
      expect(await stage.exceptions(payment.id)).toEqual([]);
      expect(await stage.events()).toEqual(["payment.pending", "payment.succeeded", "session.succeeded"]);
    }
  });

  test.each(ways)(
    "rule 18: %s is refused while a query's success waits for its amount",
    async (_, cancel) => {
      const stage = await open({ cancelable: true });
      const payment = await stage.pay();
      stage.script.query = answers({ status: "succeeded", amountUntold: true });
      await stage.pass(2 * minute);
      expect(await cancel(stage, payment)).toMatchObject({ ok: false, code: "payment_being_confirmed" });
      expect(stage.canceled).toEqual([]);
    },
  );

  test.each(ways)(
    "rule 18: %s is refused when the callback comes while it is under way",
    async (_, cancel) => {
      const stage = await open({ cancelable: true });
      const payment = await stage.pay();
      stage.script.query = noAnswer;
      stage.script.cancel = async () => {
        expect(await stage.callBack(payment, paid)).toBe(200);
        return noAnswer();
      };
      expect(await cancel(stage, payment)).toMatchObject({ ok: false, code: "payment_being_confirmed" });
      expect(await stage.payment(payment.id)).toMatchObject({ status: "pending", confirm_pending: 1 });
    },
  );

  test.each(ways)("rule 18: %s is not refused because of a callback that says failed", async (_, cancel) => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = noAnswer;
    await stage.callBack(payment, { status: "failed" });
    await stage.pass(second);
    expect(await cancel(stage, payment)).toMatchObject({ ok: true });
    expect((await stage.payment(payment.id)).status).toBe("canceled");
  });
});
