import { addCashier } from "../../pages/cashier.ts";
import { qrCode } from "../../pages/qr.ts";
import type { ApiCall, Desk, Provider, ProviderOptions } from "../contract.ts";
import { bharatpayCallback } from "./callback.ts";
import type { BharatpayDesk } from "./desk.ts";
import { cashierLink, upiQuery } from "./order-info.ts";
import { createOrder, queryBalance, queryOrder } from "./orders.ts";

const secondMs = 1000;

/** BharatPay, India: UPI by deep link, QR code or cashier page; both families and both versions; payouts; balance. */
export function bharatpay(desk: Desk, { credentials, quirks }: ProviderOptions<"bharatpay">): Provider {
  const own: BharatpayDesk = { ...desk, ...credentials, quirks };
  const balance: ApiCall = {
    method: "GET",
    path: "/api/channel/Merchant/Balance",
    operation: "balance",
    handle: (request, fault) => queryBalance(own, request, fault),
  };
  const calls: ApiCall[] = quirks.hasBalance ? [balance] : [];
  for (const family of quirks.families) {
    for (const version of ["v1", "v2"] as const) {
      const create = createOrder({ family, version });
      const query = queryOrder({ family, version });
      const path = `/api/channel/${family}`;
      calls.push(
        {
          method: "POST",
          path: `${path}/${version === "v1" ? "Set" : "Place"}`,
          operation: family === "Credit" ? "createPayment" : "createPayout",
          handle: (request, fault) => create(own, request, fault),
        },
        {
          method: "POST",
          path: `${path}/${version === "v1" ? "Get" : "GetV2"}`,
          operation: family === "Credit" ? "queryPayment" : "queryPayout",
          handle: (request, fault) => query(own, request, fault),
        },
      );
    }
  }
  return {
    id: "bharatpay",
    name: "BharatPay",
    basePath: "",
    credentials,
    calls,
    addPages: (router) =>
      addCashier(router, own, {
        brand: { id: "bharatpay", name: "BharatPay" },
        path: "/cashier/:token",
        factsOf: (order) => [["Pay to", order.detail.upi ?? ""]],
        extraOf: (order) => qrCode(`upi://pay?${upiQuery(order)}`, "UPI QR code"),
      }),
    pageOf: (order) => (order.kind === "payment" ? cashierLink(own, order) : null),
    callback: (order, twist) => bharatpayCallback(own, order, twist),
    // Any 200 acknowledges, and there are 3 tries. Source: docs/providers/bharatpay.md#callback.
    acknowledged: ({ status }) => status === 200,
    attemptDelaysMs: [secondMs, 10 * secondMs, 60 * secondMs],
    knows: { partial: false, reversal: true },
  };
}
