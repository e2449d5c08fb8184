import { randomDigits } from "../../ids.ts";
import { parseMinor } from "../../money.ts";
import type { Order } from "../../state/order.ts";
import type { OrderStore } from "../../state/store.ts";
import { coins } from "./orders.ts";

/** Money that moved between two users of the exchange. `amount` is decimal text of the coin `currency`. */
export interface Transfer {
  readonly amount: string;
  readonly currency: string;
  readonly userId?: string;
}

/** Records a completed transfer, which the statement lists as order type 11. Throws when it is invalid. */
export function addTransfer(store: OrderStore, { amount, currency, userId = "" }: Transfer): Order {
  const decimals = coins.get(currency);
  const amountMinor = decimals === undefined ? null : parseMinor(amount, decimals);
  if (decimals === undefined || amountMinor === null)
    throw new RangeError(`no transfer: ${amount} ${currency}`);
  const platformNo = randomDigits(11);
  const order = store.add({
    provider: "chainup",
    kind: "payment",
    orderNo: `transfer-${platformNo}`,
    platformNo,
    via: "transfer",
    currency,
    decimals,
    amountMinor,
    callbackUrl: null,
    returnUrl: null,
    detail: { orderType: "11", userId },
  });
  if (!order) throw new Error("the number of the transfer is taken");
  const change = { status: "succeeded", paidMinor: amountMinor, paidAt: order.createdAt } as const;
  return store.update(order, change, "transferred");
}
