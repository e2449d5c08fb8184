/**
 * Rule 13: callback and query are compared. Whichever comes first, the same exceptions and the same amount stand in the
 * end, and the merchant hears of them. For all orders of facts, see test/core/payment/any-order.test.ts.
 */
import { expect, test } from "vitest";
import type { OrderReport } from "../../../bff/providers/contract.ts";
import { refreshPayment } from "../../../bff/services/payments/refresh-payment.ts";
import type { PaymentRow } from "../../../bff/storage/repositories/payments.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";

type Said = Partial<OrderReport>;

const saidPaid = (amountText: string | null): Said => ({ status: "succeeded", amountText });

interface Case {
  readonly title: string;
  readonly callback: Said;
  readonly query: Said;
  /** In minor units, and as decimal text. */
  readonly received: string;
  readonly receivedText: string;
  readonly exceptions: readonly string[];
}

/** What providers can say of an order of 150.00 that was paid in another amount. */
const cases: readonly Case[] = [
  {
    title: "1.00 against a query that names what was ordered",
    callback: saidPaid("1.00"),
    query: saidPaid("150.00"),
    received: "100",
    receivedText: "1.00",
    exceptions: ["underpaid"],
  },
  {
    title: "15.00 against a query that names no amount",
    callback: saidPaid("15.00"),
    query: saidPaid(null),
    received: "1500",
    receivedText: "15.00",
    exceptions: ["underpaid"],
  },
  {
    title: "1500.00 against a query that names no amount",
    callback: saidPaid("1500.00"),
    query: saidPaid(null),
    received: "150000",
    receivedText: "1500.00",
    exceptions: ["overpaid"],
  },
  {
    title: "150.00 against a query that names less",
    callback: saidPaid("150.00"),
    query: saidPaid("149.00"),
    received: "14900",
    receivedText: "149.00",
    exceptions: ["underpaid"],
  },
  {
    title: "250.00 against a query that names the amount",
    callback: saidPaid("250.00"),
    query: saidPaid("150.00"),
    received: "15000",
    receivedText: "150.00",
    exceptions: ["overpaid"],
  },
];

/** The events of money, as the merchant gets them. */
async function tellings(stage: Stage) {
  const types = ["payment.succeeded", "payment.review_required", "payment.updated"] as const;
  return (await Promise.all(types.map((type) => stage.told(type)))).flat();
}

async function callBackThenQuery(stage: Stage, { callback, query }: Case): Promise<PaymentRow> {
  const payment = await stage.pay();
  stage.script.query = answers(query);
  await stage.callBack(payment, callback);
  await stage.pass(2 * minute);
  // A callback that counts by itself brings no query.
  await refreshPayment(stage.context, { paymentId: payment.id });
  return await stage.payment(payment.id);
}

async function queryThenCallBack(stage: Stage, { callback, query }: Case): Promise<PaymentRow> {
  const payment = await stage.pay();
  stage.script.query = answers(query);
  await stage.pass(2 * minute);
  await stage.callBack(payment, callback);
  await stage.pass(2 * minute);
  return await stage.payment(payment.id);
}

const orders = [
  ["the callback first", callBackThenQuery],
  ["the query first", queryThenCallBack],
] as const;

const variants = cases.flatMap((said) =>
  [true, false].flatMap((strong) =>
    orders.map(([order, play]) => ({ ...said, said, strong, order, play }) as const),
  ),
);

forEachStage("rule 13", (open) => {
  test.each(variants)(
    "rule 13: a callback of $title, $order (strong: $strong), is no payment in full, and is told",
    async ({ said, strong, play }) => {
      const stage = await open({ strong });
      const payment = await play(stage, said);
      const { id } = payment;
      expect(payment.received_minor).toBe(said.received);
      expect(await stage.exceptions(id)).toEqual(said.exceptions);
      const told = await tellings(stage);
      expect(told.at(-1)?.data).toMatchObject({
        payment: {
          status: payment.status,
          amountReceived: { value: said.receivedText },
          exceptions: said.exceptions,
        },
      });
      // It stays so, however often both are said again.
      await stage.callBack(payment, said.callback);
      await stage.pass(3 * hour);
      expect(await stage.payment(id)).toMatchObject({
        status: payment.status,
        received_minor: said.received,
        confirm_pending: 0,
      });
      expect(await stage.exceptions(id)).toEqual(said.exceptions);
      expect((await tellings(stage)).map((event) => event.id)).toEqual(told.map((event) => event.id));
    },
  );

  test.each([true, false])(
    "rule 13: an answer that contradicts a callback does not drop its amount for the next one (strong: %s)",
    async (strong) => {
      const stage = await open({ strong });
      const payment = await stage.pay();
      await stage.callBack(payment, saidPaid("15.00"));
      stage.script.query = answers({ status: "failed" });
      await stage.pass(2 * minute);
      stage.script.query = answers(saidPaid(null));
      await stage.pass(3 * hour);
      expect(await stage.payment(payment.id)).toMatchObject({ status: "review", received_minor: "1500" });
      expect(await stage.exceptions(payment.id)).toEqual(["underpaid"]);
    },
  );

  test.each([
    ["149.00", "150.00", []],
    ["150.00", "149.00", ["underpaid"]],
    ["150.00", "151.00", ["overpaid"]],
  ])(
    "rule 13: a callback that says %s is taken back by a newer one that says %s, before and after the success",
    async (older, newer, exceptions) => {
      const stage = await open();
      const payment = await stage.pay();
      stage.script.query = answers(saidPaid(null));
      for (const amountText of [older, newer]) {
        await stage.callBack(payment, saidPaid(amountText));
        await stage.pass(second);
      }
      expect(await stage.payment(payment.id)).toMatchObject({
        status: "succeeded",
        received_minor: newer.replace(".", ""),
      });
      expect(await stage.exceptions(payment.id)).toEqual(exceptions);
    },
  );

  test("rule 13: an overtaken callback of a part takes nothing back of the whole", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = answers(saidPaid(null));
    await stage.callBack(payment, saidPaid("150.00"));
    await stage.callBack(payment, { status: "partially_paid", amountText: "50.00" });
    await stage.pass(2 * minute);
    await stage.callBack(payment, { status: "partially_paid", amountText: "70.00" });
    await stage.pass(2 * minute);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "succeeded", received_minor: "15000" });
    expect(await stage.exceptions(payment.id)).toEqual([]);
  });

  test.each([true, false])(
    "rule 13: each further part is told as it arrives (strong: %s)",
    async (strong) => {
      const stage = await open({ strong });
      const payment = await stage.pay();
      for (const amountText of ["50.00", "70.00", "70.00"]) {
        stage.script.query = answers({ status: "partially_paid", amountText });
        await stage.callBack(payment, { status: "partially_paid", amountText });
        await stage.pass(second);
      }
      expect((await stage.told("payment.partially_paid")).length).toBe(1);
      const updates = await stage.told("payment.updated");
      expect(updates.map(({ data }) => "payment" in data && data.payment?.amountReceived.value)).toEqual([
        "70.00",
      ]);
    },
  );
});
