/** What LHXPay says in words: why an order failed, and whether a payout is missing. */
import { describe, expect, test } from "vitest";
import { lhxpay } from "../../bff/providers/lhxpay/adapter.ts";
import { now, openAccount, provideForFile } from "./support/canned-provider.ts";
import { credentials, ref } from "./support/lhxpay-account.ts";

const { provider } = provideForFile();
const { orderNo, amount } = ref;

function account() {
  return openAccount(lhxpay, { baseUrl: provider.baseUrl, credentials });
}

test("why an order failed is kept, with its code and the fee", async () => {
  const result = { Mrn: orderNo, status: 2, fee: 1.5 };
  provider.answer({ body: JSON.stringify({ error: "success", errorMessage: "银行拒绝", result }) });
  expect(await account().queryPayment(ref)).toMatchObject({
    report: { status: "failed", details: { code: "2", message: "银行拒绝", feeText: "1.5" } },
  });
});

test("polite words beside an order that is paid are not kept", async () => {
  const result = { Mrn: orderNo, status: 1, fee: "free" };
  provider.answer({ body: JSON.stringify({ error: "success", errorMessage: "OK", result }) });
  expect(await account().queryPayment(ref)).toMatchObject({
    report: { status: "succeeded", details: { code: "1", message: null, feeText: null } },
  });
});

describe("a payout that LHXPay answers with object_not_found", () => {
  const query = () => account().payouts?.query({ orderNo, providerOrderId: null, amount, now });
  const answer = (errorMessage: string, balance: string) =>
    provider.answer(({ path }) => ({
      body: path.includes("/Merchants/")
        ? balance
        : JSON.stringify({ error: "object_not_found", errorMessage }),
    }));
  const unknownAccount = '{"error":"object_not_found"}';

  test("is missing where the words say so", async () => {
    answer("订单不存在", unknownAccount);
    expect(await query()).toEqual({ kind: "not_found" });
  });

  test("is missing where LHXPay knows the account", async () => {
    answer("", '{"error":"success","result":1}');
    expect(await query()).toEqual({ kind: "not_found" });
  });

  test.each(["", "通道不存在", "上游订单不存在"])("may be there where it does not: %j", async (words) => {
    answer(words, unknownAccount);
    expect(await query()).toMatchObject({ kind: "unknown", cause: "unclear_refusal" });
  });
});
