/** BharatPay's answers, by hand. Source: docs/providers/bharatpay.md#answer. */
import { json } from "./by-hand.ts";

export const unreadable = { kind: "unknown", cause: "unreadable_answer" };
export const duplicate = { kind: "unknown", cause: "duplicate_order" };
export const info = (orderNo: string, more: object = {}) => ({
  id: 123,
  merchantSourceNo: orderNo,
  fiatAmount: 100.5,
  processCode: 10,
  paid: false,
  cashierLink: "https://cashier.example/c/1",
  createdTime: "2026-11-20T12:00:00Z",
  ...more,
});
export const record = { utr: null, upi: "m@bank", upiUrl: "upi://pay?pa=m@bank", errorMessage: null };
export const done = (result: unknown) => json({ code: 0, errorDesc: null, result });
export const refused =
  (code: number, errorDesc: string | null, status = 200) =>
  () =>
    json({ code, errorDesc, result: null }, status);
