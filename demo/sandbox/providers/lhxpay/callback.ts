import { fullText } from "../../money.ts";
import type { Order } from "../../state/order.ts";
import type { CallbackMessage, CallbackTwist } from "../contract.ts";
import type { LhxpayDesk } from "./desk.ts";
import { lhxpaySign } from "./signature.ts";

/** Callbacks are form-urlencoded and only about success, of pay-ins (docs 充值回调) and payouts (下发回调). */
export function lhxpayCallback(desk: LhxpayDesk, order: Order, twist: CallbackTwist): CallbackMessage | null {
  if (order.status !== "succeeded") return null;
  const isPayIn = order.kind === "payment";
  const fields = new Map([
    ["amount", fullText(order.paidMinor, 2)],
    ["appKey", twist.wrongAccount ? `${desk.appKey}9` : desk.appKey],
    ["mrn", order.orderNo],
  ]);
  if (isPayIn) {
    // It names no status; a channel that is in no table is the nearest to an unknown one.
    fields.set("channel", twist.unknownStatus ?? order.detail.channel ?? "");
    fields.set("originAmount", fullText(order.amountMinor, 2));
  }
  const message = isPayIn ? "payInCallback" : "payoutCallback";
  const right = lhxpaySign(message, (name) => fields.get(name) ?? "", desk.secret);
  if (twist.extraField) fields.set("payer", "张三");
  fields.set("sign", twist.forged ? lhxpaySign("balance", () => right, right) : right);
  return {
    contentType: "application/x-www-form-urlencoded",
    body: new URLSearchParams([...fields]).toString(),
  };
}
