import { z } from "zod";

export const paymentMethods = [
  "bank_transfer",
  "store",
  "wechat_pay",
  "alipay",
  "unionpay",
  "bank_card",
  "upi",
  "pix",
  "crypto",
  "red_packet",
  "cashier",
] as const;
export const paymentMethod = z.enum(paymentMethods).meta({
  id: "PaymentMethod",
  description: "A way to pay, as the customer knows it. More of them may come.",
});
export type PaymentMethod = z.infer<typeof paymentMethod>;
