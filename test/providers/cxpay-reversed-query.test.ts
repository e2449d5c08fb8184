import { expect, test } from "vitest";
import { cxpay } from "../../bff/providers/cxpay/adapter.ts";
import { upi } from "./support/bharatpay-account.ts";
import { openAccount, orderOf, provideForFile, refOf } from "./support/canned-provider.ts";

const { provider } = provideForFile();
const ref = refOf(orderOf(upi, "100.00"));

test.each([true, "true"])(
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
