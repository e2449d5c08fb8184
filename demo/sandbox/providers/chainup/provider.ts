import { z } from "zod";
import { addCashier, renderCashier, renderMissing } from "../../pages/cashier.ts";
import type { Order } from "../../state/order.ts";
import type { ApiCall, Desk, Provider, ProviderOptions } from "../contract.ts";
import { chainupCallback } from "./callback.ts";
import type { ChainupDesk } from "./desk.ts";
import { readKeys } from "./envelope.ts";
import { cancelOrder, createOrder, orderDetail } from "./orders.ts";
import { refundOrder } from "./refund.ts";
import { merchantBillingDay } from "./statement.ts";

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const pathPrefix = "/platformapi/chainup/open/opay";
const chainupBrand = { id: "chainup", name: "ChainUp" } as const;

const payPageSchema = z.object({
  appKey: z.string(),
  orderNum: z.string(),
  openId: z.string().default(""),
  userId: z.string().default(""),
  token: z.string().default(""),
});

const acknowledgementSchema = z.object({
  code: z.literal("0"),
  msg: z.literal("success"),
  data: z.literal("success"),
});

/** The payer "must be the order creator". `openId` wins if the order has both. */
function isCreator(order: Order, openId: string, userId: string): boolean {
  const own = order.detail.openId ?? "";
  return own === "" ? userId !== "" && userId === order.detail.userId : openId === own;
}

function isAcknowledgement(body: string): boolean {
  try {
    return acknowledgementSchema.safeParse(JSON.parse(body)).success;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

const factsOf = (order: Order) => [
  ["Coin", order.currency] as const,
  ["Pays", order.detail.openId || (order.detail.userId ?? "")] as const,
];

export type ChainupOptions = ProviderOptions<"chainup"> & { readonly platformPrivateKey: string };

/** ChainUp: coin payments from the customer's account at the exchange, statement, cancel. */
export function chainup(desk: Desk, { credentials, platformPrivateKey, quirks }: ChainupOptions): Provider {
  const { appId } = credentials;
  const own: ChainupDesk = {
    ...desk,
    appId,
    keys: readKeys(credentials.privateKey, platformPrivateKey, quirks.signDigest),
    quirks,
  };
  const call = (
    path: string,
    operation: ApiCall["operation"],
    handle: (...args: [ChainupDesk, ...Parameters<ApiCall["handle"]>]) => ReturnType<ApiCall["handle"]>,
  ): ApiCall => ({
    method: "POST",
    path,
    operation,
    handle: (request, fault) => handle(own, request, fault),
  });
  const payerOf = ({ detail }: Order): [string, string] =>
    detail.openId ? ["openId", detail.openId] : ["userId", detail.userId ?? ""];
  return {
    id: "chainup",
    name: "ChainUp",
    basePath: "",
    credentials,
    calls: [
      call(`${pathPrefix}/createThirdOrder`, "createPayment", createOrder),
      call(`${pathPrefix}/orderDetail`, "queryPayment", orderDetail),
      call(`${pathPrefix}/merchantBillingDay`, "statement", merchantBillingDay),
      call(`${pathPrefix}/refundOrder`, "createPayout", refundOrder),
      call(quirks.cancelPath, "cancelPayment", cancelOrder),
    ],
    addPages(router) {
      router.get("/platform/pay.html", (request, response) => {
        const asked = payPageSchema.safeParse(request.query);
        const order = own.store.findWhere(
          (each) => each.provider === "chainup" && each.platformNo === asked.data?.orderNum,
        );
        if (
          !asked.success ||
          !order ||
          asked.data.appKey !== appId ||
          !isCreator(order, asked.data.openId, asked.data.userId)
        ) {
          response.status(404).type("html").send(renderMissing(chainupBrand));
          return;
        }
        const view = {
          brand: chainupBrand,
          order,
          action: `/platform/pay/${order.token}`,
          facts: factsOf(order),
        };
        response.type("html").send(renderCashier(view));
      });
      addCashier(router, own, { brand: chainupBrand, path: "/platform/pay/:token", factsOf });
    },
    pageOf(order) {
      if (order.detail.orderType !== "1") return null;
      const query = new URLSearchParams([["appKey", appId], ["orderNum", order.platformNo], payerOf(order)]);
      return `${desk.origin()}/platform/pay.html?${query}`;
    },
    callback: (order, twist) => chainupCallback(own, order, twist),
    acknowledged: ({ status, body }) => status === 200 && isAcknowledgement(body),
    // The documentation names no schedule.
    attemptDelaysMs: [secondMs, 10 * secondMs, 30 * secondMs, 2 * minuteMs, 10 * minuteMs],
    knows: { partial: false, reversal: false },
  };
}
