import type { ApiFault } from "../../hostility/faults.ts";
import { orderAsTold } from "../../hostility/lies.ts";
import type { ApiRequest, Outcome } from "../../http/answer.ts";
import { atMost, isAmount, isEmail, isWebAddress, matches, oneOf, type Rule } from "../../http/rules.ts";
import { randomText } from "../../ids.ts";
import { fullText, parseMinor, shortText } from "../../money.ts";
import { holdings } from "../../state/holdings.ts";
import type { Order } from "../../state/order.ts";
import { clabeControlDigit } from "./codes.ts";
import { open, type PayproDesk, refuse, statusOf, take, tradeNoRule } from "./desk.ts";

const payoutRules = {
  tradeNo: tradeNoRule,
  wayCode: { required: true, test: oneOf("bank") },
  amount: { required: true, test: (text: string) => isAmount(text, 0) },
  customerName: { required: true, test: atMost(128) },
  customerMobile: { required: false, test: atMost(32) },
  customerEmail: { required: false, test: isEmail },
  customerAccountType: { required: true, test: oneOf("CLABE", "DebitCard") },
  customerAccount: { required: true, test: matches(/^\d{16,18}$/) },
  identityNo: { required: false, test: atMost(32) },
  notifyUrl: { required: true, test: isWebAddress },
  remark: { required: false, test: atMost(256) },
} as const satisfies Record<string, Rule>;

function isAccount(type: string, account: string): boolean {
  if (type === "DebitCard") return account.length === 16;
  return account.length === 18 && clabeControlDigit(account.slice(0, 17)) === account.slice(17);
}

/** `payOut`: the money leaves the balance at once and returns when the payout fails. */
export function createPayOut(desk: PayproDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const opened = open(desk, request, payoutRules);
  if (!opened.ok) return opened.refusal;
  const { text } = opened;
  const orderNo = text("tradeNo");
  const no = (code: string, msg: string) => refuse(desk, { code, msg, signature: "accepted" }, orderNo);
  if (fault?.kind === "refuse") return no(fault.code ?? "4010", fault.message ?? "channel is not available");
  if (!isAccount(text("customerAccountType"), text("customerAccount"))) {
    return no("4002", "parameter customerAccount: value");
  }
  const amountMinor = parseMinor(text("amount"), 2) ?? 0n;
  if (desk.store.find("paypro", "payout", orderNo)) return no("4009", "tradeNo already exists");
  if (amountMinor > holdings(desk.store, "paypro", 2).availableMinor)
    return no("4011", "insufficient balance");
  const order = desk.store.add({
    provider: "paypro",
    kind: "payout",
    orderNo,
    platformNo: randomText(16),
    via: "payOut",
    currency: "MXN",
    decimals: 2,
    amountMinor,
    callbackUrl: text("notifyUrl"),
    returnUrl: null,
    detail: {
      payee: text("customerName"),
      account: text("customerAccount"),
      accountType: text("customerAccountType"),
      remark: text("remark"),
    },
  });
  return order ? take(desk, dataOf(order), orderNo) : no("4009", "tradeNo already exists");
}

/** `queryPayOutResult`. */
export function queryPayOut(desk: PayproDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const opened = open(desk, request, { tradeNo: tradeNoRule });
  if (!opened.ok) return opened.refusal;
  const orderNo = opened.text("tradeNo");
  const no = (code: string, msg: string) => refuse(desk, { code, msg, signature: "accepted" }, orderNo);
  if (fault?.kind === "refuse") return no(fault.code ?? "4010", fault.message ?? "channel is not available");
  const order = orderAsTold(desk.store.find("paypro", "payout", orderNo), fault);
  return order ? take(desk, dataOf(order), orderNo) : no("4008", "order does not exist");
}

/** `queryBalance`. `availablAmount` is PayPro's own spelling. */
export function queryBalance(desk: PayproDesk, request: ApiRequest, fault: ApiFault | null): Outcome {
  const opened = open(desk, request, {});
  if (!opened.ok) return opened.refusal;
  if (fault?.kind === "refuse") {
    return refuse(desk, { code: fault.code ?? "4010", msg: fault.message ?? "", signature: "accepted" });
  }
  const { availableMinor, frozenMinor } = holdings(desk.store, "paypro", 2);
  return take(desk, {
    merchantNo: desk.merchantNo,
    availablAmount: fullText(availableMinor, 2),
    freezeAmount: fullText(frozenMinor, 2),
  });
}

function dataOf(order: Order): Record<string, unknown> {
  return {
    tradeNo: order.orderNo,
    platFormTradeNo: order.platformNo,
    amount: shortText(order.amountMinor, 2),
    ...statusOf(order),
    remark: order.detail.remark ?? "",
  };
}
