import { lexemeText } from "../../money.ts";
import type { Quirks } from "../../quirks.ts";
import type { Order } from "../../state/order.ts";
import type { CallbackMessage, CallbackTwist } from "../contract.ts";
import { amountMinorOf, feeMinorOf, statusOf } from "./collect.ts";
import type { CxpayDesk } from "./desk.ts";
import { cxpaySign } from "./signature.ts";

/**
 * CXPay's callback: JSON with numbers and a boolean, signed as they stand there. Source:
 * docs/providers/cxpay.md#callback.
 */
export function cxpayCallback(desk: CxpayDesk, order: Order, twist: CallbackTwist): CallbackMessage | null {
  if (order.status === "pending" || order.status === "partially_paid") return null;
  const failed = order.status === "failed" || order.status === "closed";
  const fieldsWith = (
    numbers: Quirks["cxpay"]["sentNumbers"],
  ): [name: string, text: string, isText: boolean][] => [
    ["platOrderId", order.platformNo, true],
    ["orderId", order.orderNo, true],
    ["amount", lexemeText(amountMinorOf(order), order.decimals, numbers), false],
    ["status", twist.unknownStatus ?? String(statusOf(order)), false],
    ["reverse", String(order.status === "reversed"), false],
    ["remark", failed ? (order.detail.reason ?? "closed") : desk.quirks.signsEmpty ? "" : "no", true],
    ["fee", lexemeText(feeMinorOf(order), order.decimals, numbers), false],
    ["utr", twist.extraField ? order.platformNo.slice(0, 12) : "", true],
  ];
  // A CXPay callback names no account, so another merchant's callback differs only in its signing key.
  const key = twist.wrongAccount ? `another ${desk.key}` : desk.key;
  const signed = fieldsWith(desk.quirks.signedNumbers).map(([name, text]) => [name, text] as const);
  const right = cxpaySign(signed, key, desk.quirks.signsEmpty);
  const fields = fieldsWith(desk.quirks.sentNumbers).filter(
    ([, text]) => text !== "" || desk.quirks.signsEmpty,
  );
  fields.push(["sign", twist.forged ? cxpaySign([["sign2", right]], right) : right, true]);
  const body = fields.map(([name, text, isText]) => `"${name}":${isText ? JSON.stringify(text) : text}`);
  return { contentType: "application/json", body: `{${body.join(",")}}` };
}
