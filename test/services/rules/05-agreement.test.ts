/** Rule 5: succeeded needs order number, account, currency and amount to agree, by whatever channel they come. */
import { expect, test } from "vitest";
import type { OrderReport } from "../../../bff/providers/contract.ts";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import { acceptedAs, reportOf } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { second } from "../support/times.ts";

/**
 * The result of a verified success with that amount and currency. For any amount and currency, see
 * test/core/payment/agreement.test.ts.
 */
const verdicts = [
  [{ amountText: "150.00", currency: "MXN" }, { status: "succeeded", received_minor: "15000" }, []],
  [{ amountText: "149.99" }, { status: "review", received_minor: "14999" }, ["underpaid"]],
  [{ amountText: "150.01" }, { status: "review", received_minor: "15001" }, ["overpaid"]],
  [{ amountText: "150.00", currency: "USD" }, { status: "review", received_minor: "0" }, ["underpaid"]],
] as const;

forEachStage("rule 5", (open) => {
  const channels = {
    async creation(stage: Stage, report: Partial<OrderReport>): Promise<PaymentRow> {
      stage.script.create = (order) => ({ ...acceptedAs(order), report: reportOf(order, report) }) as const;
      return await stage.pay();
    },
    async callback(stage: Stage, report: Partial<OrderReport>): Promise<PaymentRow> {
      const payment = await stage.pay();
      await stage.callBack(payment, report);
      return payment;
    },
    async query(stage: Stage, report: Partial<OrderReport>): Promise<PaymentRow> {
      const payment = await stage.pay();
      stage.script.query = answers(report);
      await stage.pass(75 * second);
      return payment;
    },
  };

  test.each(["creation", "callback", "query"] as const)(
    "rule 5: an answer to a %s counts by its amount and its currency",
    async (channel) => {
      for (const [report, columns, exceptions] of verdicts) {
        const stage = await open({ strong: true });
        const payment = await channels[channel](stage, { status: "succeeded", ...report });
        expect(await stage.payment(payment.id)).toMatchObject(columns);
        expect(await stage.exceptions(payment.id)).toEqual(exceptions);
      }
    },
  );

  test("rule 5: a callback's assertion and the query that confirms it without an amount decide together", async () => {
    for (const [report, columns, exceptions] of verdicts) {
      const stage = await open();
      const payment = await stage.pay();
      stage.script.query = answers({ status: "succeeded" });
      await stage.callBack(payment, { status: "succeeded", ...report });
      await stage.pass(second);
      expect(await stage.payment(payment.id)).toMatchObject(columns);
      expect(await stage.exceptions(payment.id)).toEqual(exceptions);
    }
  });

  test.each(["creation", "query"] as const)(
    "rule 5: an answer to a %s about another order number goes to review",
    async (channel) => {
      const stage = await open({ strong: true });
      const report = {
        status: "succeeded",
        amountText: "150.00",
        orderNo: "20261120000000stranger00000000",
      } as const;
      const payment = await channels[channel](stage, report);
      expect((await stage.payment(payment.id)).status).toBe("review");
      expect(await stage.details(payment.id)).toContain("paid under another order number");
    },
  );

  test.each([true, false])(
    "rule 5: a callback for another order than its address is for changes nothing (strong: %s)",
    async (strong) => {
      const stage = await open({ strong });
      const [payment, other] = [await stage.pay(), await stage.pay()];
      const paid = { status: "succeeded", amountText: "150.00" } as const;
      expect(await stage.callBack(payment, { ...paid, orderNo: other.order_no })).toBe(404);
      expect(await stage.callBack({ ...payment, order_no: other.order_no }, paid)).toBe(404);
      for (const { id } of [payment, other]) {
        expect(await stage.payment(id)).toMatchObject({ status: "pending", confirm_pending: 0 });
      }
    },
  );

  test.each([true, false])(
    "rule 5: a callback to another account's address changes nothing (strong: %s)",
    async (strong) => {
      const stage = await open({ strong });
      const account = stage.context.accounts.get("weak");
      if (account === undefined) throw new Error("the stage has an account");
      const accounts = new Map([...stage.context.accounts, ["second", { ...account, id: "second" }]]);
      Object.assign(stage, { context: { ...stage.context, accounts } });
      const payment = await stage.pay();
      const paid = { status: "succeeded", amountText: "150.00" } as const;
      expect(await stage.callBack({ ...payment, account_id: "second" }, paid)).toBe(404);
      expect(await stage.callBack({ ...payment, account_id: "nobody" }, paid)).toBe(404);
      expect(await stage.payment(payment.id)).toMatchObject({ status: "pending", confirm_pending: 0 });
      expect(await stage.callBack(payment, paid, { sign: "forged" })).toBe(401);
      expect(await stage.payment(payment.id)).toMatchObject({ status: "pending", confirm_pending: 0 });
    },
  );
});
