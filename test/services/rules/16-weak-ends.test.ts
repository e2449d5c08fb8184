/** Rule 16: where a signature is weak, "failed" and "canceled" in a callback end nothing before a query says so. */
import { expect, test } from "vitest";
import { startPayment } from "../../../bff/services/payments/start-payment.ts";
import { noAnswer } from "../support/scripted-provider.ts";
import { answers } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;
const ends = ["failed", "canceled"] as const;

forEachStage("rule 16", (open) => {
  test.each(ends)(
    "rule 16: a forged %s ends nothing: the provider is asked, and its customer gets no second order",
    async (status) => {
      const stage = await open();
      const payment = await stage.pay();
      stage.script.query = answers({ status: "pending" });
      expect(await stage.callBack(payment, { status })).toBe(200);
      expect((await stage.payment(payment.id)).status).toBe("pending");
      await stage.pass(second);
      expect(stage.asked.length).toBe(1);
      expect(await stage.payment(payment.id)).toMatchObject({
        status: "pending",
        confirm_pending: 0,
        failure_code: null,
      });
      const again = { sessionId: payment.session_id, method: "bank_transfer" } as const;
      expect(await startPayment(stage.context, again)).toMatchObject({
        ok: true,
        value: { created: false, payment: { id: payment.id } },
      });
      expect(stage.created.length).toBe(1);
      expect(await stage.events()).toEqual(["payment.pending"]);
    },
  );

  test.each(ends)(
    "rule 16: a callback that says %s while the query says paid ends as paid",
    async (status) => {
      const stage = await open();
      const payment = await stage.pay();
      stage.script.query = answers(paid);
      await stage.callBack(payment, { status });
      await stage.pass(second);
      expect((await stage.payment(payment.id)).status).toBe("succeeded");
      expect(await stage.exceptions(payment.id)).toEqual([]);
      expect(await stage.events()).toEqual(["payment.pending", "payment.succeeded", "session.succeeded"]);
    },
  );

  test.each(ends)(
    "rule 16: a callback that says %s counts once a query says the same, and while nobody answers it waits",
    async (status) => {
      const stage = await open();
      const payment = await stage.pay();
      stage.script.query = noAnswer;
      await stage.callBack(payment, { status });
      await stage.pass(2 * minute);
      expect(await stage.payment(payment.id)).toMatchObject({ status: "pending", confirm_pending: 1 });
      stage.script.query = answers({ status });
      await stage.pass(hour);
      expect(await stage.payment(payment.id)).toMatchObject({ status, confirm_pending: 0 });
      expect(await stage.events()).toEqual(["payment.pending", `payment.${status}`]);
    },
  );

  test.each(ends)("rule 16: a callback that counts by itself and says %s ends it at once", async (status) => {
    const stage = await open({ strong: true });
    const payment = await stage.pay();
    await stage.callBack(payment, { status });
    expect((await stage.payment(payment.id)).status).toBe(status);
    expect(stage.asked).toEqual([]);
  });
});
