import { lexemeText, shortText } from "../../money.ts";
import type { Order } from "../../state/order.ts";
import type { CallbackMessage, CallbackTwist } from "../contract.ts";
import type { LhxpayDesk } from "./desk.ts";
import { lhxpaySign } from "./signature.ts";

/** LHXPay sends form-urlencoded callbacks for successful pay-ins (docs 充值回调) and payouts (下发回调) only. */
export function lhxpayCallback(desk: LhxpayDesk, order: Order, twist: CallbackTwist): CallbackMessage | null {
  if (order.status !== "succeeded") return null;
  const { sentAmounts, signedAmounts, originName } = desk.quirks;
  const isPayIn = order.kind === "payment";
  const fields = new Map([
    ["amount", lexemeText(order.paidMinor, 2, sentAmounts)],
    ["appKey", twist.wrongAccount ? `${desk.appKey}9` : desk.appKey],
    ["mrn", order.orderNo],
  ]);
  if (isPayIn) {
    // The callback has no status, so an undocumented channel takes the place of an undocumented status.
    fields.set("channel", twist.unknownStatus ?? order.detail.channel ?? "");
    fields.set(originName, lexemeText(order.amountMinor, 2, sentAmounts));
  }
  const signed = new Map([
    ...fields,
    ["amount", lexemeText(order.paidMinor, 2, signedAmounts === "short" ? "short" : "two")],
    [
      "originAmount",
      signedAmounts === "two" ? lexemeText(order.amountMinor, 2, "two") : shortText(order.amountMinor, 2),
    ],
  ]);
  const message = isPayIn ? "payInCallback" : "payoutCallback";
  const right = lhxpaySign(message, (name) => signed.get(name) ?? "", desk.secret);
  if (twist.extraField) fields.set("payer", "张三");
  fields.set("sign", twist.forged ? lhxpaySign("balance", () => right, right) : right);
  return {
    contentType: "application/x-www-form-urlencoded",
    body: new URLSearchParams([...fields]).toString(),
  };
}
