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
export const paymentMethod = z.enum(paymentMethods).meta({ id: "PaymentMethod" });
export type PaymentMethod = z.infer<typeof paymentMethod>;
