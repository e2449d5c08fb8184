import type { ApiFault } from "../../hostility/faults.ts";
import { orderAsTold } from "../../hostility/lies.ts";
import type { ApiRequest, Outcome } from "../../http/answer.ts";
import { atMost, isAmount, isEmail, isWebAddress, matches, type Rule } from "../../http/rules.ts";
import { randomDigits } from "../../ids.ts";
import { parseMinor, shortText } from "../../money.ts";
import type { Order } from "../../state/order.ts";
import { type CxpayDesk, open, orderIdRule, refuse, statusNumbers, take } from "./desk.ts";
import { payCodeOf } from "./pay-codes.ts";
import { isTaxId } from "./tax-id.ts";

const collectRules = {
  payCode: { required: true, test: matches(/^\d{1,8}$/) },
  amount: { required: true, test: (text: string) => isAmount(text, 2) },
  orderId: orderIdRule,
  notifyUrl: { required: true, test: isWebAddress },
  callbackUrl: { required: false, test: isWebAddress },
  remark: { required: false, test: atMost(128) },
  customName: { required: false, test: atMost(128) },
  number: { required: false, test: matches(/^\+?[\d ()-]{6,20}$/) },
  email: { required: false, test: isEmail },
} as const satisfies Record<string, Rule>;

/** `/collect/create`. Source: docs/providers/cxpay.md#calls. */
export function createCollection(desk: CxpayDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const opened = open(desk, request, collectRules);
  if (!opened.ok) return opened.refusal;
  const { text } = opened;
  const orderNo = text("orderId");
  const no = (desc: string) => refuse({ desc, signature: "accepted" }, orderNo);
  if (fault?.kind === "refuse") return refuseAs(fault, orderNo);
  const payCode = payCodeOf(text("payCode"));
  if (payCode?.direction !== "collect") return no("payCode is not open for this merchant");
  if (payCode.country === "BR") {
    for (const name of ["remark", "customName", "number", "email"] as const) {
      if (text(name) === "") return no(`${name} is required in Brazil`);
    }
    if (!isTaxId(text("remark"))) return no("remark is not a CPF or CNPJ");
  }
  if (desk.store.find("cxpay", "payout", orderNo)) return no("orderId already exists");
  const order = desk.store.add({
    provider: "cxpay",
    kind: "payment",
    orderNo,
    platformNo: randomDigits(18),
    via: "collect/create",
    currency: payCode.currency,
    decimals: 2,
    amountMinor: parseMinor(text("amount"), 2) ?? 0n,
    callbackUrl: text("notifyUrl"),
    returnUrl: text("callbackUrl") || null,
    detail: { payCode: text("payCode"), country: payCode.country, method: payCode.name },
  });
  if (!order) return no("orderId already exists");
  return take(JSON.stringify({ url: `${desk.origin()}/pay/${order.token}` }), orderNo);
}

/** A refusal that a test asked for; a code of 500 is "other anomalies". */
export function refuseAs(fault: ApiFault, orderNo = ""): Outcome {
  const code = fault.kind === "refuse" && fault.code === "500" ? 500 : 400;
  const desc = fault.kind === "refuse" ? (fault.message ?? "channel is not available") : "";
  return refuse({ code, desc, signature: "accepted" }, orderNo);
}

/** `/order/query`, for pay-ins and payouts alike. Source: docs/providers/cxpay.md#query. */
export function queryOrder(desk: CxpayDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const opened = open(desk, request, { orderId: orderIdRule });
  if (!opened.ok) return opened.refusal;
  const orderNo = opened.text("orderId");
  if (fault?.kind === "refuse") return refuseAs(fault, orderNo);
  const held = desk.store.find("cxpay", "payment", orderNo) ?? desk.store.find("cxpay", "payout", orderNo);
  const order = orderAsTold(held, fault);
  if (!order) return refuse({ desc: "order does not exist", signature: "accepted" }, orderNo);
  return take(dataOf(desk, order), orderNo);
}

/**
 * While nothing is paid, the documentation's sample has the amount of the order; afterwards it is what was
 * paid.
 */
export function amountMinorOf(order: Order): bigint {
  return order.paidMinor === 0n ? order.amountMinor : order.paidMinor;
}

/** The fee of one per cent. */
export function feeMinorOf(order: Order): bigint {
  return order.paidMinor / 100n;
}

/** A reversal whose query still says paid is announced with that status, too. */
export function statusOf(order: Order): number {
  return order.detail.queryStillSaysPaid === "true" ? 1 : statusNumbers[order.status];
}

function dataOf({ quirks }: CxpayDesk, order: Order): string {
  const amount = quirks.tellsAmount ? shortText(amountMinorOf(order), order.decimals) : "null";
  const utr = order.paidAt === null ? "" : (order.detail.utr ?? order.platformNo.slice(0, 12));
  return `{"amount":${amount},"orderId":${JSON.stringify(order.orderNo)},"platOrderId":"${order.platformNo}","status":${statusOf(order)},"utr":"${utr}","fee":${shortText(feeMinorOf(order), order.decimals)}}`;
}
