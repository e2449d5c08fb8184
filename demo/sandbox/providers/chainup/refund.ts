import type { ApiFault } from "../../hostility/faults.ts";
import type { ApiRequest, Outcome } from "../../http/answer.ts";
import { atMost, isAmount, matches, type Rule } from "../../http/rules.ts";
import { randomDigits } from "../../ids.ts";
import { parseMinor } from "../../money.ts";
import { type ChainupDesk, codes, open, refuse, take } from "./desk.ts";
import { coins } from "./orders.ts";

const refundRules = {
  appOrderId: { required: true, test: matches(/^[0-9A-Za-z_-]{1,32}$/) },
  openId: { required: false, test: atMost(128) },
  userId: { required: false, test: matches(/^\d{1,20}$/) },
  orderAmount: { required: true, test: matches(/^[\d.]{1,32}$/) },
  payCoinSymbol: { required: true, test: matches(/^[A-Z0-9]{2,12}$/) },
} as const satisfies Record<string, Rule>;

/** `refundOrder`: coins go from the merchant to a user at once. Source: docs/providers/chainup.md#refunds-and-payouts. */
export function refundOrder(desk: ChainupDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const opened = open(desk, request, { rules: refundRules, fault });
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
  const amountMinor = parseMinor(text("orderAmount"), decimals) ?? 0n;
  const order = desk.store.add({
    provider: "chainup",
    kind: "payout",
    orderNo,
    platformNo: randomDigits(11),
    via: "refundOrder",
    currency,
    decimals,
    amountMinor,
    callbackUrl: null,
    returnUrl: null,
    detail: { openId: text("openId"), userId: text("userId"), orderType: "11" },
  });
  if (!order) return refuse({ ...codes.orderExists, orderNo });
  const change = { status: "succeeded", paidMinor: amountMinor, paidAt: desk.now() } as const;
  desk.store.update(order, change, "credited to the user");
  return take(desk, { data: { orderNum: order.platformNo }, orderNo });
}
