import type { Order } from "../../state/order.ts";
import type { CallbackMessage, CallbackTwist } from "../contract.ts";
import { type ChainupDesk, orderStatusCodes } from "./desk.ts";
import { seal } from "./envelope.ts";
import { paidOrDue } from "./orders.ts";

/** ChainUp's callback: the envelope, with `time` as a number. Source: docs/providers/chainup.md#callback. */
export function chainupCallback(
  desk: ChainupDesk,
  order: Order,
  twist: CallbackTwist,
): CallbackMessage | null {
  if (order.status === "pending" || order.status === "partially_paid") return null;
  const inner = {
    outOrderId: order.orderNo,
    orderNum: order.platformNo,
    orderStatus: twist.unknownStatus ?? orderStatusCodes[order.status],
    payAmount: paidOrDue(order),
    returnUrl: order.returnUrl ?? "",
    ...(twist.extraField ? { payCoinSymbol: order.currency } : {}),
  };
  const { data, sign } = seal(JSON.stringify(inner), desk.keys);
  const body = {
    app_id: twist.wrongAccount ? `${desk.appId}9` : desk.appId,
    time: desk.now(),
    data,
    // The platform did sign this, but another text.
    sign: twist.forged ? seal("{}", desk.keys).sign : sign,
  };
  return { contentType: "application/json", body: JSON.stringify(body) };
}
