import { expect, test } from "vitest";
import type { CreateResult } from "../../bff/providers/contract.ts";
import type { ProviderAccount } from "../../bff/services/context.ts";
import { cancelPaymentByCustomer } from "../../bff/services/payments/cancel-payment.ts";
import { startPayment } from "../../bff/services/payments/start-payment.ts";
import { forEachEngine } from "../support/databases.ts";
import { accepted, createStage } from "./support/stage.ts";

const refused: CreateResult = {
  kind: "refused",
  code: "no_capacity",
  retryable: true,
  alarm: false,
};

/** A second account, after the stage's own in the configuration, that offers the same method. */
function withSecondAccount(database: Parameters<typeof createStage>[0]["database"], strong = false) {
  const stage = createStage({ database, strong });
  const first = stage.context.accounts.get("weak");
  if (first === undefined) throw new Error("the stage has an account");
  const asked: string[] = [];
  const answer: { second: CreateResult } = { second: accepted };
  const second: ProviderAccount = {
    ...first,
    id: "second",
    adapter: {
      ...first.adapter,
      async createPayment(order) {
        asked.push(order.orderNo);
        return answer.second;
      },
    },
  };
  const accounts = new Map([...stage.context.accounts, ["second", second]]);
  Object.assign(stage, { context: { ...stage.context, accounts } });
  return { stage, asked, answer };
}

forEachEngine("several accounts for one method", (open) => {
  test("are tried in order: the second only after the first definitely made nothing", async () => {
    const { stage, asked } = withSecondAccount(await open());
    stage.script.create = () => refused;
    const payment = await stage.pay();
    expect(payment).toMatchObject({ account_id: "second", status: "pending" });
    expect(stage.created.length).toBe(1);
    expect(asked).toEqual([payment.order_no]);
    const rows = await stage.database.kysely
      .selectFrom("payments")
      .select(["account_id", "status", "failure_code"])
      .orderBy("created_at")
      .execute();
    expect(rows).toEqual([
      { account_id: "weak", status: "failed", failure_code: "no_capacity" },
      { account_id: "second", status: "pending", failure_code: null },
    ]);
  });

  test("are never tried after a time-out: there may be an order", async () => {
    const { stage, asked } = withSecondAccount(await open());
    stage.script.create = () => ({ kind: "unknown", cause: "timeout" });
    const payment = await stage.pay();
    expect(payment).toMatchObject({ account_id: "weak", status: "unknown" });
    expect(asked).toEqual([]);
  });

  test("that all refuse leave one failed payment to show, and a session that can still be paid", async () => {
    const { stage, answer } = withSecondAccount(await open());
    stage.script.create = () => refused;
    answer.second = { ...refused, code: "provider_refused" };
    const sessionId = await stage.session();
    const result = await startPayment(stage.context, { sessionId, method: "bank_transfer" });
    expect(result).toMatchObject({
      ok: true,
      value: { payment: { status: "failed", failure: { code: "provider_refused", retryable: true } } },
    });
    answer.second = accepted;
    const again = await startPayment(stage.context, { sessionId, method: "bank_transfer" });
    expect(again).toMatchObject({ ok: true, value: { created: true, payment: { status: "pending" } } });
  });

  test("are not tried with a detail that the provider has found wrong: the customer is told which", async () => {
    const { stage, asked } = withSecondAccount(await open());
    const wrongField = { name: "exchangeUid", message: "is not an account" } as const;
    stage.script.create = () => ({ ...refused, code: "payer_refused", wrongField });
    const sessionId = await stage.session();
    const result = await startPayment(stage.context, { sessionId, method: "bank_transfer" });
    expect(result).toMatchObject({
      ok: false,
      code: "validation_failed",
      errors: [{ path: "payer.exchangeUid", message: "is not an account" }],
    });
    expect(asked).toEqual([]);
    stage.script.create = () => accepted;
    const again = await startPayment(stage.context, { sessionId, method: "bank_transfer" });
    expect(again).toMatchObject({ ok: true, value: { created: true, payment: { status: "pending" } } });
  });

  test("whose circuit is open are passed over, and still have their chance when all are open", async () => {
    const { stage, asked } = withSecondAccount(await open());
    let open_: readonly string[] = ["weak"];
    const circuits = {
      stateOf: (accountId: string) => (open_.includes(accountId) ? ("open" as const) : ("closed" as const)),
    };
    Object.assign(stage, { context: { ...stage.context, circuits } });
    expect((await stage.pay()).account_id).toBe("second");
    open_ = ["weak", "second"];
    expect((await stage.pay()).account_id).toBe("weak");
    expect(asked.length).toBe(1);
  });

  test("and a click while the second is being tried finds that payment, not a third", async () => {
    const { stage } = withSecondAccount(await open());
    stage.script.create = () => refused;
    const sessionId = await stage.session();
    const clicks = await Promise.all(
      [1, 2, 3].map(() => startPayment(stage.context, { sessionId, method: "bank_transfer" })),
    );
    const orders = await stage.database.kysely
      .selectFrom("payments")
      .select("id")
      .where("status", "=", "pending")
      .execute();
    expect(orders.length).toBe(1);
    expect(clicks.every((click) => click.ok)).toBe(true);
  });

  test("rule 8: are not tried any more in a session that was paid while the first refused", async () => {
    const { stage, asked } = withSecondAccount(await open(), true);
    const first = await stage.pay();
    const { session_id: sessionId } = first;
    await cancelPaymentByCustomer(stage.context, { sessionId, paymentId: first.id });
    stage.script.create = async () => {
      await stage.callBack(first, { status: "succeeded", amountText: "150.00" });
      return refused;
    };
    const result = await startPayment(stage.context, { sessionId, method: "bank_transfer" });
    expect(result).toMatchObject({ ok: true, value: { payment: { status: "failed" } } });
    expect(asked).toEqual([]);
    expect(await stage.sessionRow(sessionId)).toMatchObject({
      status: "succeeded",
      paid_payment_id: first.id,
      open_payment_id: null,
      payment_count: 2,
    });
  });
});
