import type { Order } from "../../state/order.ts";
import type { CallbackMessage, CallbackTwist } from "../contract.ts";
import { amountOf, feeOf, statusOf } from "./collect.ts";
import type { CxpayDesk } from "./desk.ts";
import { cxpaySign } from "./signature.ts";

/** The notification (docs §6): numbers and a boolean in JSON, signed as they stand there. */
export function cxpayCallback(desk: CxpayDesk, order: Order, twist: CallbackTwist): CallbackMessage | null {
  if (order.status === "pending" || order.status === "partially_paid") return null;
  const failed = order.status === "failed" || order.status === "closed";
  const fields: [name: string, text: string, isText: boolean][] = [
    ["platOrderId", order.platformNo, true],
    ["orderId", order.orderNo, true],
    ["amount", amountOf(order), false],
    ["status", twist.unknownStatus ?? String(statusOf(order)), false],
    ["reverse", String(order.status === "reversed"), false],
    ["remark", failed ? (order.detail.reason ?? "closed") : "no", true],
    ["fee", feeOf(order), false],
  ];
  if (twist.extraField) fields.push(["utr", order.platformNo.slice(0, 12), true]);
  // A CXPay callback names no account: another merchant's is one signed with another key.
  const key = twist.wrongAccount ? `another ${desk.key}` : desk.key;
  const right = cxpaySign(
    fields.map(([name, text]) => [name, text]),
    key,
  );
  fields.push(["sign", twist.forged ? cxpaySign([["sign2", right]], right) : right, true]);
  const body = fields.map(([name, text, isText]) => `"${name}":${isText ? JSON.stringify(text) : text}`);
  return { contentType: "application/json", body: `{${body.join(",")}}` };
}
