import type { ApiFault } from "../../hostility/faults.ts";
import { orderAsTold } from "../../hostility/lies.ts";
import type { ApiRequest, Outcome } from "../../http/answer.ts";
import { atMost, isAmount, isEmail, isWebAddress, oneOf, type Rule } from "../../http/rules.ts";
import { randomText } from "../../ids.ts";
import { parseMinor, shortText } from "../../money.ts";
import type { Order } from "../../state/order.ts";
import { paymentCode } from "./codes.ts";
import { open, type PayproDesk, refuse, statusOf, take, tradeNoRule } from "./desk.ts";

const commonRules = {
  tradeNo: tradeNoRule,
  amount: { required: true, test: (text: string) => isAmount(text, 0) },
  mobile: { required: false, test: atMost(32) },
  email: { required: false, test: isEmail },
  payer: { required: false, test: atMost(128) },
  notifyUrl: { required: true, test: isWebAddress },
  returnUrl: { required: false, test: isWebAddress },
  remark: { required: false, test: atMost(256) },
} as const satisfies Record<string, Rule>;

const wayCodeTest = oneOf("va", "store");
const codeRules = { ...commonRules, wayCode: { required: true, test: wayCodeTest } } as const;
const linkRules = { ...commonRules, wayCode: { required: false, test: wayCodeTest } } as const;
const queryRules = { tradeNo: tradeNoRule } as const;

/** What shops usually take over the counter, in centavos. Source: docs/providers/paypro.md#what-is-weak. */
const storeLimits = { min: 1_000n, max: 1_000_000n };

const refusalOf = (fault: ApiFault) => ({
  code: fault.code ?? "4010",
  msg: fault.message ?? "channel is not available",
  signature: "accepted" as const,
});

function isOverTheCounterLimits(wayCode: string, amountMinor: bigint): boolean {
  return wayCode === "store" && (amountMinor < storeLimits.min || amountMinor > storeLimits.max);
}

/** `payInApi` and `paymentLink`. Source: docs/providers/paypro.md#calls. */
export function createPayIn(kind: "code" | "link") {
  return (desk: PayproDesk, request: ApiRequest, fault: ApiFault | null): Outcome => {
    const opened = open(desk, request, kind === "code" ? codeRules : linkRules);
    if (!opened.ok) return opened.refusal;
    const { text } = opened;
    const orderNo = text("tradeNo");
    if (fault?.kind === "refuse") return refuse(desk, refusalOf(fault), orderNo);
    const amountMinor = parseMinor(text("amount"), 2) ?? 0n;
    const wayCode = text("wayCode") || "any";
    const order = desk.store.add({
      provider: "paypro",
      kind: "payment",
      orderNo,
      platformNo: randomText(16),
      via: kind === "code" ? "payInApi" : "paymentLink",
      currency: "MXN",
      decimals: 2,
      amountMinor,
      callbackUrl: text("notifyUrl"),
      returnUrl: text("returnUrl") || null,
      detail: {
        wayCode,
        remark: text("remark"),
        payer: text("payer"),
        ...(kind === "code" ? { code: paymentCode(wayCode) } : {}),
      },
    });
    if (!order) {
      return refuse(desk, { code: "4009", msg: "tradeNo already exists", signature: "accepted" }, orderNo);
    }
    if (isOverTheCounterLimits(wayCode, amountMinor)) return refuseAmount(desk, order);
    return take(desk, kind === "code" ? dataOf(order, "payproTradeNo") : linkDataOf(desk, order), orderNo);
  };
}

/** PayPro accepts the request but refuses the order: the inner status holds the error. */
function refuseAmount(desk: PayproDesk, order: Order): Outcome {
  const { code: _never, ...rest } = order.detail;
  const detail = { ...rest, errorCode: "0100019", reason: "amount is out of limits" };
  const refused = desk.store.update(order, { status: "failed", detail }, "refused: amount is out of limits");
  return take(desk, dataOf(refused, "payproTradeNo"), order.orderNo);
}

/** `queryPayInResult`. */
export function queryPayIn(desk: PayproDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const opened = open(desk, request, queryRules);
  if (!opened.ok) return opened.refusal;
  const orderNo = opened.text("tradeNo");
  if (fault?.kind === "refuse") return refuse(desk, refusalOf(fault), orderNo);
  const order = orderAsTold(desk.store.find("paypro", "payment", orderNo), fault);
  if (!order)
    return refuse(desk, { code: "4008", msg: "order does not exist", signature: "accepted" }, orderNo);
  return take(desk, { ...dataOf(order, "platFormTradeNo"), amount: paidOrDue(order) }, orderNo);
}

/** The documentation has two names for PayPro's number. Here the creation uses one, the query the other. */
function dataOf(order: Order, numberName: "payproTradeNo" | "platFormTradeNo"): Record<string, unknown> {
  return {
    tradeNo: order.orderNo,
    [numberName]: order.platformNo,
    ...statusOf(order),
    remark: order.detail.remark ?? "",
    paymentInfo: order.detail.code ?? "",
  };
}

function linkDataOf(desk: PayproDesk, order: Order): Record<string, unknown> {
  return { ...dataOf(order, "payproTradeNo"), paymentUrl: `${desk.origin()}/checkout/${order.token}` };
}

/** Whole pesos; centavos only when they are not zero. */
function paidOrDue(order: Order): string {
  const minor = order.paidMinor === 0n ? order.amountMinor : order.paidMinor;
  return shortText(minor, 2);
}
