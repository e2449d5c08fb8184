/** CXPay's envelope. Source: docs/providers/cxpay.md#envelope. */
import { json } from "./by-hand.ts";

export const done = (data: unknown) => json({ code: 200, success: true, msg: "success", desc: "", data });

export const refused = (desc: string, code = 400) =>
  json({ code, success: false, msg: "fail", desc, data: null });
