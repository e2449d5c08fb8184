/** Words after which nobody knows what became of an order, read by the real adapters. */
import { describe, expect, test } from "vitest";
import { bharatpay } from "../../bff/providers/bharatpay/adapter.ts";
import { cxpay } from "../../bff/providers/cxpay/adapter.ts";
import { paypro } from "../../bff/providers/paypro/adapter.ts";
import { credentials as bharatpayCredentials, upi } from "./support/bharatpay-account.ts";
import { now, openAccount, orderOf, provideForFile } from "./support/canned-provider.ts";

const { provider } = provideForFile();
const upiOrder = orderOf(upi, "100.00");
const store = { method: "store", channel: "store", currency: "MXN", decimals: 2, expiresInSeconds: 900 };

/** Each provider with its own way to say no. */
const providers = [
  {
    name: "PayPro",
    open: () =>
      openAccount(paypro, {
        baseUrl: provider.baseUrl,
        credentials: { merchantNo: "1", appSecret: "SECRET4" },
      }),
    order: orderOf(store, "150.00"),
    no: (msg: string) => ({ code: "1004", success: false, msg }),
  },
  {
    name: "CXPay",
    open: () =>
      openAccount(cxpay, { baseUrl: provider.baseUrl, credentials: { merchant: "1001", key: "SECRET3" } }),
    order: upiOrder,
    no: (desc: string) => ({ code: 400, success: false, msg: "", desc }),
  },
  {
    name: "BharatPay",
    open: () => openAccount(bharatpay, { baseUrl: provider.baseUrl, credentials: bharatpayCredentials }),
    order: upiOrder,
    no: (errorDesc: string) => ({ code: 1004, errorDesc, result: null }),
  },
];

describe.each(providers)("$name", ({ open, order, no }) => {
  const { orderNo, amount } = order;

  test.each(['relation "orders" does not exist', "Upstream order does not exist", "Order not found yet"])(
    "does not say that a payout is missing: %j",
    async (words) => {
      provider.answer({ body: JSON.stringify(no(words)) });
      const answer = await open().payouts?.query({ orderNo, providerOrderId: null, amount, now });
      expect(answer?.kind).not.toBe("not_found");
    },
  );

  test.each(["unknown error", "network exception", "channel without response", "the order is under review"])(
    "does not refuse a pay-in of which it does not know itself: %j",
    async (words) => {
      provider.answer({ body: JSON.stringify(no(words)) });
      expect(await open().createPayment(order)).toMatchObject({ kind: "unknown", cause: "unclear_refusal" });
    },
  );

  test.each(["the order number has been used", "orderId must be unique", "订单号已使用"])(
    "has an order whose number it calls used: %j",
    async (words) => {
      provider.answer({ body: JSON.stringify(no(words)) });
      expect(await open().createPayment(order)).toMatchObject({ kind: "unknown", cause: "duplicate_order" });
    },
  );
});
