import { randomBytes } from "node:crypto";
import type { Order } from "../../state/order.ts";
import type { CallbackMessage, CallbackTwist } from "../contract.ts";
import { encrypt } from "./cipher.ts";
import type { BharatpayDesk } from "./desk.ts";
import { familyOf, infoName, orderInfo } from "./order-info.ts";

type Outer = BharatpayDesk["quirks"]["callbackOuter"];

function outerOf(outer: Outer, { sourceNo, data }: { sourceNo: string; data: string }): CallbackMessage {
  if (outer === "none") return { contentType: "text/plain", body: data };
  const named = { sourceNo: { sourceNo, data }, data: { data }, Data: { Data: data } }[outer];
  return { contentType: "application/json", body: JSON.stringify(named) };
}

/** `{ sourceNo, data }`, or as the contract has it; `data` is the AES text of the order's object. */
export function bharatpayCallback(
  desk: BharatpayDesk,
  order: Order,
  twist: CallbackTwist,
): CallbackMessage | null {
  if (order.status === "pending" || order.status === "partially_paid") return null;
  const info = orderInfo(desk, order, {
    extraField: twist.extraField,
    ...(twist.unknownStatus === null ? {} : { processCode: twist.unknownStatus }),
  });
  const { callbackShape } = desk.quirks;
  const name = infoName(callbackShape === "debit" ? "Debit" : familyOf(order));
  const inner = callbackShape === "bare" ? info : `{"${name}":${info}}`;
  // A callback names no account. Another merchant's is one under another key.
  const key = twist.wrongAccount ? [...desk.accessKey].reverse().join("") : desk.accessKey;
  const data = twist.forged ? randomBytes(160).toString("base64") : encrypt(inner, key, desk.quirks);
  return outerOf(desk.quirks.callbackOuter, { sourceNo: order.orderNo, data });
}
