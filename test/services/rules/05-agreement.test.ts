/** Rule 5: succeeded needs order number, account, currency and amount to agree, by whatever channel they come. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { OrderReport } from "../../../bff/providers/contract.ts";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import { acceptedAs, reportOf } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { second } from "../support/times.ts";

const slow = { timeout: 90_000 };
const someText = fc.oneof(
  fc.constantFrom("150.00", "150", "150.000", "149.99", "150.01", "150.005", "1e3", "0", "-150.00", ""),
  fc.integer({ min: 1, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
);
const currency = fc.constantFrom(null, null, "MXN", "USD");

/** Minor units of MXN, null for what is no amount of it. Written apart from ours. */
function minorOf(text: string): number | null {
  if (!/^\d+(\.\d\d?0*)?$/.test(text)) return null;
  return Math.round(Number(text) * 100);
}

/** What a verified success of that must lead to. */
function verdictOn(amountText: string | null, currency: string | null) {
  if (currency === "USD") return { status: "review", exceptions: [] };
  if (amountText === null) return { status: "succeeded", exceptions: [], received_minor: "15000" };
  const minor = minorOf(amountText);
  if (minor === null) return { status: "review", exceptions: [] };
  const received_minor = String(minor);
  if (minor === 15_000) return { status: "succeeded", exceptions: [], received_minor };
  return { status: "review", exceptions: [minor < 15_000 ? "underpaid" : "overpaid"], received_minor };
}

async function expectVerdict(stage: Stage, id: string, verdict: ReturnType<typeof verdictOn>): Promise<void> {
  const { exceptions, ...columns } = verdict;
  expect(await stage.payment(id)).toMatchObject(columns);
  expect(await stage.exceptions(id)).toEqual(exceptions);
}

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
    "rule 5: an answer to a %s counts by its amount and its currency, whatever they are",
    slow,
    async (channel) => {
      const amountText = fc.option(someText, { nil: null, freq: 8 });
      await fc.assert(
        fc.asyncProperty(amountText, currency, async (amount, coin) => {
          const stage = await open({ strong: true });
          const report = { status: "succeeded", amountText: amount, currency: coin } as const;
          const payment = await channels[channel](stage, report);
          await expectVerdict(stage, payment.id, verdictOn(amount, coin));
        }),
        {
          numRuns: open.runs(15),
          examples: [
            ["150.00", "MXN"],
            ["149.99", null],
            ["150.01", null],
            ["150.00", "USD"],
          ],
        },
      );
    },
  );

  test.each(["named", "unnamed", "untold"] as const)(
    "rule 5: a callback's claim and the query that confirms it, whose amount is %s, decide together",
    slow,
    async (naming) => {
      await fc.assert(
        fc.asyncProperty(
          fc.option(someText, { nil: null }),
          someText,
          currency,
          async (claim, held, coin) => {
            const stage = await open();
            const payment = await stage.pay();
            const told = { status: "succeeded", amountText: naming === "named" ? held : null } as const;
            stage.script.query = answers(naming === "untold" ? { ...told, amountUntold: true } : told);
            await stage.callBack(payment, { status: "succeeded", amountText: claim, currency: coin });
            await stage.pass(second);
            if (naming === "named") await expectVerdict(stage, payment.id, verdictOn(held, null));
            else if (naming === "untold" && claim === null && coin !== "USD") {
              expect((await stage.payment(payment.id)).status).toBe("pending");
            } else await expectVerdict(stage, payment.id, verdictOn(claim, coin));
          },
        ),
        { numRuns: open.runs(15) },
      );
    },
  );

  test.each(["creation", "query"] as const)(
    "rule 5: an answer to a %s about another order number is for a person",
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
