/** What LHXPay's documentation has, for the watch on drift. Source: docs/providers/lhxpay.md#query, docs/providers/lhxpay.md#callback. */
import type { WireGuide } from "../contract.ts";

export const sheet: WireGuide["sheet"] = {
  answer: {
    fields: [
      "success",
      "errorMsg",
      "payUrl",
      "error",
      "errorMessage",
      "result",
      "result.Mrn",
      "result.mrn",
      "result.status",
      "result.amount",
      "result.fee",
      "result.errorMsg",
    ],
    contentTypes: ["application/json"],
  },
  callback: {
    fields: ["amount", "appKey", "channel", "mrn", "originAmount", "originalAmount", "sign"],
    contentTypes: ["application/x-www-form-urlencoded"],
  },
};
