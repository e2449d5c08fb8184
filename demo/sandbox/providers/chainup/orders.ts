import { z } from "zod";
import type { ApiFault } from "../../hostility/faults.ts";
import { orderAsTold } from "../../hostility/lies.ts";
import type { ApiRequest, Outcome } from "../../http/answer.ts";
import { atMost, isAmount, isWebAddress, matches, type Rule } from "../../http/rules.ts";
import { isSame } from "../../http/same.ts";
import { randomDigits } from "../../ids.ts";
import { parseMinor, shortText } from "../../money.ts";
import type { Order } from "../../state/order.ts";
import { type ChainupDesk, codes, isFlat, open, openFlat, orderStatusCodes, refuse, take } from "./desk.ts";

/** The coins of the platform, with their decimals. */
export const coins: ReadonlyMap<string, number> = new Map([
  ["BTC", 8],
  ["ETH", 8],
  ["LTC", 8],
  ["TRX", 6],
  ["USDC", 6],
  ["USDT", 6],
]);

const goodsSchema = z.array(z.strictObject({ name: z.string(), desc: z.string() }));

function isGoods(text: string): boolean {
  try {
    return goodsSchema.safeParse(JSON.parse(text)).success;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

const createRules = {
  appOrderId: { required: true, test: matches(/^[0-9A-Za-z_-]{1,32}$/) },
  openId: { required: false, test: atMost(128) },
  userId: { required: false, test: matches(/^\d{1,20}$/) },
  orderAmount: { required: true, test: matches(/^[\d.]{1,32}$/) },
  orderSceneType: { required: false, test: matches(/^\d{1,10}$/) },
  payCoinSymbol: { required: true, test: matches(/^[A-Z0-9]{2,12}$/) },
  returnPage: { required: true, test: isWebAddress },
  notifyPage: { required: true, test: isWebAddress },
  token: { required: false, test: atMost(256) },
  goods: { required: false, test: isGoods },
} as const satisfies Record<string, Rule>;

/** `createThirdOrder`. Source: docs/providers/chainup.md#calls. */
export function createOrder(desk: ChainupDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const opened = open(desk, request, { rules: createRules, fault });
  if (!opened.ok) return opened.refusal;
  const { text } = opened;
  const orderNo = text("appOrderId");
  if (text("openId") === "" && text("userId") === "") {
    return refuse({ ...codes.badParameter, msg: "openId or userId is required", orderNo });
  }
  const currency = text("payCoinSymbol");
  const decimals = coins.get(currency);
  if (decimals === undefined) return refuse({ ...codes.coin, orderNo });
  if (!isAmount(text("orderAmount"), decimals)) return refuse({ ...codes.amount, orderNo });
  const existing = desk.store.find("chainup", "payment", orderNo);
  if (existing) return refuseDuplicate(desk, existing);
  const order = desk.store.add({
    provider: "chainup",
    kind: "payment",
    orderNo,
    platformNo: randomDigits(11),
    via: "createThirdOrder",
    currency,
    decimals,
    amountMinor: parseMinor(text("orderAmount"), decimals) ?? 0n,
    callbackUrl: text("notifyPage"),
    returnUrl: text("returnPage"),
    detail: {
      openId: text("openId"),
      userId: text("userId"),
      token: text("token"),
      goods: text("goods"),
      orderType: "1",
    },
  });
  if (!order) return refuse({ ...codes.orderExists, orderNo });
  return take(desk, { data: { orderNum: order.platformNo }, orderNo });
}

function refuseDuplicate(desk: ChainupDesk, { orderNo, platformNo }: Order): Outcome {
  if (!desk.quirks.duplicateAnswersOrder) return refuse({ ...codes.orderExists, orderNo });
  return take(desk, { ...codes.orderExists, data: { orderNum: platformNo }, orderNo });
}

const detailRules = {
  appKey: { required: true },
  orderNum: { required: true, test: matches(/^\d{1,20}$/) },
  token: { required: false, test: atMost(256) },
} as const satisfies Record<string, Rule>;

const findByNumber = (desk: ChainupDesk, orderNum: string) =>
  desk.store.findWhere((order) => order.provider === "chainup" && order.platformNo === orderNum);

/** `orderDetail`: finds an order by the platform's number only. */
export function orderDetail(desk: ChainupDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const shape = desk.quirks.orderDetailShape;
  const flat = shape === "flat" || (shape === "either" && isFlat(request));
  const options = { rules: detailRules, fault };
  const opened = flat ? openFlat(request, options) : open(desk, request, options);
  if (!opened.ok) return opened.refusal;
  const { text } = opened;
  if (!isSame(text("appKey"), desk.appId)) return refuse(codes.account);
  const held = findByNumber(desk, text("orderNum"));
  const order = orderAsTold(held, fault);
  if (!order) return refuse({ ...codes.noOrder, orderNo: held?.orderNo });
  const told = fault?.kind === "lie_amount" ? paidOrDue(order) : orderedAmount(order);
  return take(desk, { data: detailOf(desk, order, told), orderNo: order.orderNo });
}

/** The paid amount, once money has arrived. */
export function paidOrDue(order: Order): string {
  return shortText(order.paidMinor === 0n ? order.amountMinor : order.paidMinor, order.decimals);
}

export const orderedAmount = (order: Order) => shortText(order.amountMinor, order.decimals);

export function coinOf({ quirks }: ChainupDesk, { currency }: Order): string {
  return quirks.coinLetters === "lower" ? currency.toLowerCase() : currency;
}

/** When it was paid, as the contract writes times; null while it is not. */
export function payTimeOf({ quirks }: ChainupDesk, { paidAt }: Order): string | number | null {
  if (paidAt === null || quirks.payTimes === "ms") return paidAt;
  if (quirks.payTimes === "seconds") return Math.floor(paidAt / 1_000);
  return new Date(paidAt).toISOString().slice(0, 19).replace("T", " ");
}

/** It names what was ordered, and never what was paid. */
function detailOf(desk: ChainupDesk, order: Order, orderAmount: string): Record<string, unknown> {
  return {
    appOrderId: order.orderNo,
    orderNum: order.platformNo,
    orderStatus: orderStatusCodes[order.status],
    orderAmount,
    payCoinSymbol: coinOf(desk, order),
    openId: order.detail.openId ?? "",
    userId: order.detail.userId ?? "",
    createTime: order.createdAt,
    payTime: payTimeOf(desk, order),
  };
}

/** `/opay/cancelOrder`: pending orders only. */
export function cancelOrder(desk: ChainupDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const { orderNum } = detailRules;
  const opened = open(desk, request, { rules: { orderNum }, fault });
  if (!opened.ok) return opened.refusal;
  const order = findByNumber(desk, opened.text("orderNum"));
  if (!order) return refuse(codes.noOrder);
  const { orderNo } = order;
  if (order.status !== "pending") return refuse({ ...codes.orderState, orderNo });
  desk.store.update(order, { status: "closed" }, "closed by the merchant");
  return take(desk, { data: { orderNum: order.platformNo }, orderNo });
}
