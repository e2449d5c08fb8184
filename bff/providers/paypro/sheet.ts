/** What PayPro's documentation has, for the watch on drift. Source: docs/providers/paypro.md#two-layers, docs/providers/paypro.md#order-data. */
import type { WireGuide } from "../contract.ts";

export const sheet: WireGuide["sheet"] = {
  answer: {
    fields: [
      "code",
      "msg",
      "success",
      "timestamp",
      "data",
      "data.tradeNo",
      "data.status",
      "data.desc",
      "data.remark",
      "data.amount",
      "data.platFormTradeNo",
      "data.payproTradeNo",
      "data.paymentInfo",
      "data.paymentUrl",
      "data.availablAmount",
      "data.freezeAmount",
    ],
    contentTypes: ["application/json"],
  },
  callback: {
    fields: [
      "status",
      "message",
      "tradeNo",
      "platFormTradeNo",
      "payproTradeNo",
      "amount",
      "successTime",
      "timestamp",
      "remark",
      "sign",
    ],
    contentTypes: ["application/json"],
  },
};
