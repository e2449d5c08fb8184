/** The docs' sample answer. Source: docs/providers/paypro.md#order-data. */
import { json } from "./by-hand.ts";

/** An answer whose envelope is good, as in the docs' sample. */
export const taken = (data: unknown) =>
  json({ msg: "success", code: "0000", timestamp: 1728609277476, success: true, data });

/** `data` as in the docs' sample, with whatever is to be different. */
export const order = (orderNo: string, more: object = {}) => ({
  tradeNo: orderNo,
  payproTradeNo: "68o0uwogz7mnzutt",
  status: "0015",
  desc: "Create",
  remark: "test",
  paymentInfo: "6841800930023213210",
  ...more,
});
