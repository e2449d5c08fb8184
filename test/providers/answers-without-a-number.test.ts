/** Rule 5: the answer to a query counts only if it names our order. */
import { expect, test } from "vitest";
import { cxpay } from "../../bff/providers/cxpay/adapter.ts";
import { paypro } from "../../bff/providers/paypro/adapter.ts";
import { upi } from "./support/bharatpay-account.ts";
import { openAccount, orderOf, provideForFile, refOf } from "./support/canned-provider.ts";

const { provider } = provideForFile();
const ref = refOf(orderOf(upi, "100.00"));
const payoutRef = { ...ref, providerOrderId: null };
const accounts = {
  paypro: () =>
    openAccount(paypro, {
      baseUrl: provider.baseUrl,
      credentials: { merchantNo: "2000000001", appSecret: "SECRET4" },
    }),
  cxpay: () =>
    openAccount(cxpay, { baseUrl: provider.baseUrl, credentials: { merchant: "1001", key: "SECRET3" } }),
};
const bodies = {
  paypro: (status: string, number: object) => ({ code: "0000", msg: "success", data: { status, ...number } }),
  cxpay: (status: string, number: object) => ({
    code: 200,
    success: true,
    data: { amount: 100, status, ...number },
  }),
};
const numbers = {
  paypro: [{}, { tradeNo: null }, { tradeNo: "" }, { trade_no: ref.orderNo }, { tradeNo: "another" }],
  cxpay: [{}, { orderId: null }, { orderId: "" }, { order_id: ref.orderNo }, { orderId: "another" }],
};
const statuses = { paypro: ["0000", "0099"], cxpay: ["1", "2"] };

test.each(["paypro", "cxpay"] as const)(
  "rule 5: %s: an answer to a query that names no order, or another one, says nothing about ours",
  async (id) => {
    const account = accounts[id]();
    for (const status of statuses[id]) {
      for (const number of numbers[id]) {
        provider.answer({ body: JSON.stringify(bodies[id](status, number)) });
        const unreadable = { kind: "unknown", cause: "unreadable_answer" };
        expect(await account.queryPayment(ref)).toEqual(unreadable);
        expect(await account.payouts?.query(payoutRef)).toEqual(unreadable);
      }
    }
  },
);

test("rule 5: an answer that names our order is read", async () => {
  provider.answer({ body: JSON.stringify(bodies.paypro("0000", { tradeNo: ref.orderNo })) });
  expect(await accounts.paypro().queryPayment(ref)).toMatchObject({ report: { status: "succeeded" } });
  provider.answer({ body: JSON.stringify(bodies.cxpay("2", { orderId: ref.orderNo })) });
  expect(await accounts.cxpay().payouts?.query(payoutRef)).toMatchObject({ report: { status: "failed" } });
});
