import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { cxpay } from "../../bff/providers/cxpay/adapter.ts";
import { upi } from "./support/bharatpay-account.ts";
import { openAccount, orderOf, provideForFile, rawOf, refOf } from "./support/canned-provider.ts";

const { provider } = provideForFile();
const account = () =>
  openAccount(cxpay, { baseUrl: provider.baseUrl, credentials: { merchant: "1001", key: "SECRET3" } });
const ref = refOf(orderOf(upi, "100.00"));

test.each([true, "true", "TRUE", 1, "1", "Y"])(
  "a query that calls a paid order reversed does not say that it is paid: %j",
  async (reverse) => {
    const data = { amount: 100, orderId: ref.orderNo, status: 1, reverse };
    provider.answer({ body: JSON.stringify({ code: 200, success: true, data }) });
    const account = openAccount(cxpay, {
      baseUrl: provider.baseUrl,
      credentials: { merchant: "1001", key: "SECRET3" },
    });
    expect(await account.queryPayment(ref)).toMatchObject({
      report: { status: "reversed", amountText: null },
    });
  },
);

test.each([
  ["TRUE", "reversed"],
  ["1", "reversed"],
  ["False", "succeeded"],
  ["0", "succeeded"],
])("a callback may write that it is reversed as %j: %s", (reverse, status) => {
  const text = `amount=100&orderId=${ref.orderNo}&reverse=${reverse}&status=1&key=SECRET3`;
  const sign = createHash("md5").update(text).digest("hex");
  const body = JSON.stringify({ amount: 100, orderId: ref.orderNo, reverse, status: 1, sign });
  expect(account().readCallback(rawOf(body))).toMatchObject({ facts: [{ report: { status } }] });
});
