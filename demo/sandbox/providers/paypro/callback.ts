import { fullText } from "../../money.ts";
import type { Order } from "../../state/order.ts";
import type { CallbackMessage, CallbackTwist } from "../contract.ts";
import { type PayproDesk, statusOf } from "./desk.ts";
import { payproSign } from "./signature.ts";

/** Local time in Mexico City, the format of `successTime`. */
function mexicanTime(epochMs: number): string {
  return new Date(epochMs - 6 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
}

/**
 * PayPro's callback. Amounts are JSON numbers that keep both decimals, `300.00`, and the signature is over
 * that text. Source: docs/providers/paypro.md#callback.
 */
export function payproCallback(desk: PayproDesk, order: Order, twist: CallbackTwist): CallbackMessage | null {
  if (order.status === "pending") return null;
  const { status, desc } = statusOf(order);
  const amountMinor = order.paidMinor === 0n ? order.amountMinor : order.paidMinor;
  const fields: [name: string, text: string, isNumber: boolean][] = [
    ["status", twist.unknownStatus ?? status, false],
    ["message", desc, false],
    ["platFormTradeNo", order.platformNo, false],
    ["tradeNo", order.orderNo, false],
    ["amount", fullText(amountMinor, 2), true],
    ["successTime", order.paidAt === null ? "" : mexicanTime(order.paidAt), false],
    ["timestamp", String(desk.now()), true],
  ];
  if (twist.extraField) fields.push(["wayCode", order.detail.wayCode ?? "bank", false]);
  // A PayPro callback names no account, so another merchant's callback differs only in its signing secret.
  const secret = twist.wrongAccount ? `another ${desk.appSecret}` : desk.appSecret;
  const right = payproSign(
    fields.map(([name, text]) => [name, text]),
    secret,
    desk.quirks,
  );
  fields.push(["sign", twist.forged ? payproSign([["sign", right]], right) : right, false]);
  const body = fields.map(([name, text, isNumber]) => `"${name}":${isNumber ? text : JSON.stringify(text)}`);
  return { contentType: "application/json;charset=UTF-8", body: `{${body.join(",")}}` };
}
