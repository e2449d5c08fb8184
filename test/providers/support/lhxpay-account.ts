/** An LHXPay account as the tests know it: its credentials, an order, and its hash. */
import { createHash } from "node:crypto";
import type { MethodConfig } from "../../../bff/providers/contract.ts";
import { orderOf, refOf } from "./canned-provider.ts";

export const md5 = (text: string) => createHash("md5").update(text, "utf8").digest("hex");

export const credentials = { appKey: "AK", secret: "SECRET2" };
export const wechat: MethodConfig = {
  method: "wechat_pay",
  channel: "1",
  currency: "CNY",
  decimals: 2,
  expiresInSeconds: 900,
};
export const order = orderOf(wechat, "100.00");
export const ref = refOf(order);
