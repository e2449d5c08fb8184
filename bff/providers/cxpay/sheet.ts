/** What CXPay's documentation has, for the watch on drift. Source: docs/providers/cxpay.md#envelope, docs/providers/cxpay.md#callback. */
import type { WireGuide } from "../contract.ts";

export const sheet: WireGuide["sheet"] = {
  answer: {
    fields: [
      "code",
      "success",
      "msg",
      "desc",
      "data",
      "data.url",
      "data.orderId",
      "data.platOrderId",
      "data.status",
      "data.amount",
      "data.utr",
      "data.fee",
      "data.reverse",
      "data.balanceAll",
      "data.balanceUsable",
    ],
    contentTypes: ["application/json"],
  },
  callback: {
    fields: [
      "merchant",
      "orderId",
      "platOrderId",
      "amount",
      "status",
      "reverse",
      "remark",
      "fee",
      "utr",
      "sign",
    ],
    contentTypes: ["application/json"],
  },
};
