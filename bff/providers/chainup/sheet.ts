/** What ChainUp's documentation has, for the watch on drift. Source: docs/providers/chainup.md#order-status, docs/providers/chainup.md#callback. */
import type { WireGuide } from "../contract.ts";

export const sheet: WireGuide["sheet"] = {
  answer: {
    fields: [
      "code",
      "msg",
      "sign",
      "data",
      "data.appOrderId",
      "data.orderNum",
      "data.orderStatus",
      "data.orderAmount",
      "data.payAmount",
      "data.payCoinSymbol",
      "data.openId",
      "data.userId",
      "data.createTime",
      "data.payTime",
      "data.returnUrl",
    ],
    contentTypes: ["application/json"],
  },
  callback: {
    fields: ["outOrderId", "orderNum", "orderStatus", "payAmount", "returnUrl"],
    contentTypes: ["application/json"],
  },
};
