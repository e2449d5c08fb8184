import { addCashier } from "../../pages/cashier.ts";
import type { ApiCall, Desk, Provider, ProviderOptions } from "../contract.ts";
import { cxpayCallback } from "./callback.ts";
import { createCollection, queryOrder } from "./collect.ts";
import type { CxpayDesk } from "./desk.ts";
import { createPayout, queryBalance } from "./payout.ts";

const secondMs = 1000;
const minuteMs = 60 * secondMs;

/** CXPay: a cashier page for Brazil, India, Indonesia and Nigeria, payouts, balance. */
export function cxpay(desk: Desk, { credentials, quirks }: ProviderOptions<"cxpay">): Provider {
  const own: CxpayDesk = { ...desk, ...credentials, quirks };
  const call = (
    path: string,
    operation: ApiCall["operation"],
    handle: (...args: [CxpayDesk, ...Parameters<ApiCall["handle"]>]) => ReturnType<ApiCall["handle"]>,
  ): ApiCall => ({
    method: "POST",
    path,
    operation,
    handle: (request, fault) => handle(own, request, fault),
  });
  return {
    id: "cxpay",
    name: "CXPay",
    basePath: "",
    credentials,
    calls: [
      call("/collect/create", "createPayment", createCollection),
      call("/pay/create", "createPayout", createPayout),
      call("/order/query", "queryPayment", queryOrder),
      call("/order/balance", "balance", queryBalance),
    ],
    addPages: (router) =>
      addCashier(router, own, {
        brand: { id: "cxpay", name: "CXPay" },
        path: "/pay/:token",
        factsOf: (order) => [["Pay with", order.detail.method ?? ""]],
      }),
    pageOf: (order) => (order.kind === "payment" ? `${desk.origin()}/pay/${order.token}` : null),
    callback: (order, twist) => cxpayCallback(own, order, twist),
    acknowledged: ({ status, body }) => status === 200 && body === "success",
    // "a total of 8 pushes within 40 minutes"
    attemptDelaysMs: [
      secondMs,
      30 * secondMs,
      minuteMs,
      2 * minuteMs,
      4 * minuteMs,
      8 * minuteMs,
      10 * minuteMs,
      14 * minuteMs,
    ],
    knows: { partial: false, reversal: true },
  };
}
