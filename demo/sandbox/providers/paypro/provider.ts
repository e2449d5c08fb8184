import { addCashier } from "../../pages/cashier.ts";
import type { ApiCall, Desk, Provider, ProviderOptions } from "../contract.ts";
import { payproCallback } from "./callback.ts";
import type { PayproDesk } from "./desk.ts";
import { createPayIn, queryPayIn } from "./pay-in.ts";
import { createPayOut, queryBalance, queryPayOut } from "./payout.ts";

const payproBasePath = "/mex-pay";
const minuteMs = 60_000;

/** PayPro, Mexico: codes for a bank transfer or a shop, a hosted page, payouts, balance. */
export function paypro(desk: Desk, { credentials, quirks }: ProviderOptions<"paypro">): Provider {
  const own: PayproDesk = { ...desk, ...credentials, quirks };
  const call = (
    path: string,
    operation: ApiCall["operation"],
    handle: (...args: [PayproDesk, ...Parameters<ApiCall["handle"]>]) => ReturnType<ApiCall["handle"]>,
  ): ApiCall => ({
    method: "POST",
    path: `/v1/paypro/${path}`,
    operation,
    handle: (request, fault) => handle(own, request, fault),
  });
  return {
    id: "paypro",
    name: "PayPro",
    basePath: payproBasePath,
    credentials,
    calls: [
      call("payInApi", "createPayment", createPayIn("code")),
      call("paymentLink", "createPayment", createPayIn("link")),
      call("queryPayInResult", "queryPayment", queryPayIn),
      call("payOut", "createPayout", createPayOut),
      call("queryPayOutResult", "queryPayout", queryPayOut),
      ...(quirks.hasBalance ? [call("queryBalance", "balance", queryBalance)] : []),
    ],
    addPages: (router) =>
      addCashier(router, own, { brand: { id: "paypro", name: "PayPro" }, path: "/checkout/:token" }),
    pageOf: (order) => (order.via === "paymentLink" ? `${desk.origin()}/checkout/${order.token}` : null),
    callback: (order, twist) => payproCallback(own, order, twist),
    acknowledged: ({ status, body }) => status === 200 && body === "OK",
    // "8 times within 24 hours: 2s/5s/10s/30s/1h/3h/3h/3h"
    attemptDelaysMs: [
      2_000,
      5_000,
      10_000,
      30_000,
      60 * minuteMs,
      180 * minuteMs,
      180 * minuteMs,
      180 * minuteMs,
    ],
    knows: { partial: true, reversal: false },
  };
}
