import { addCashier, renderCashier, renderMissing } from "../../pages/cashier.ts";
import type { Order } from "../../state/order.ts";
import type { ApiCall, Desk, Provider, ProviderOptions } from "../contract.ts";
import { lhxpayCallback } from "./callback.ts";
import type { LhxpayDesk } from "./desk.ts";
import { createPayout, query, queryBalance } from "./merchant-api.ts";
import { createByApi, createByPage, payPath } from "./pay-in.ts";

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const lhxpayBrand = { id: "lhxpay", name: "LHXPay" } as const;

const factsOf = (order: Order) => [["Channel", order.detail.method ?? ""] as const];

/** LHXPay, China: fifteen channels by API or by browser form, payouts, balance. */
export function lhxpay(desk: Desk, { credentials, quirks }: ProviderOptions<"lhxpay">): Provider {
  const own: LhxpayDesk = { ...desk, ...credentials, quirks };
  const call = (
    route: readonly ["GET" | "POST", path: string],
    operation: ApiCall["operation"],
    handle: (...args: [LhxpayDesk, ...Parameters<ApiCall["handle"]>]) => ReturnType<ApiCall["handle"]>,
  ): ApiCall => ({
    method: route[0],
    path: route[1],
    operation,
    handle: (request, fault) => handle(own, request, fault),
  });
  return {
    id: "lhxpay",
    name: "LHXPay",
    basePath: "",
    credentials,
    calls: [
      call(["POST", "/api/Pay/Create"], "createPayment", createByApi),
      call(["POST", "/api/Pay"], "createPayment", createByPage),
      call(["GET", "/api/Payments/Query"], "queryPayment", query("payment")),
      call(["POST", "/api/Payouts/Create"], "createPayout", createPayout),
      call(["GET", "/api/Payouts/Query"], "queryPayout", query("payout")),
      ...(quirks.hasBalance ? [call(["GET", "/api/Merchants/Balance"], "balance", queryBalance)] : []),
    ],
    addPages(router) {
      router.get("/api/Pay", (request, response) => {
        const { id } = request.query;
        const order = own.store.findWhere((each) => each.token === id && each.provider === "lhxpay");
        if (order) {
          const view = {
            brand: lhxpayBrand,
            order,
            action: `/cashier/${order.token}`,
            facts: factsOf(order),
          };
          response.type("html").send(renderCashier(view));
        } else response.status(404).type("html").send(renderMissing(lhxpayBrand));
      });
      addCashier(router, own, { brand: lhxpayBrand, path: "/cashier/:token", factsOf });
    },
    pageOf: (order) => (order.kind === "payment" ? `${desk.origin()}${payPath(order)}` : null),
    callback: (order, twist) => lhxpayCallback(own, order, twist),
    acknowledged: ({ status, body }) => status === 200 && body === "success",
    // The documentation names no schedule.
    attemptDelaysMs: [secondMs, 15 * secondMs, minuteMs, 5 * minuteMs, 15 * minuteMs],
    knows: { partial: false, reversal: false },
  };
}
