/** What an LHXPay account is configured with. Source: docs/providers/lhxpay.md#configuration. */
import { z } from "zod";
import { plainWord, secretWord } from "../signing/secret-word.ts";

export const lhxpayCredentials = z.strictObject({
  /** Names the merchant. It is not secret, as it stands in every address and form. */
  appKey: plainWord.meta({
    description: "The merchant's AppKey at LHXPay; it stands in addresses and forms.",
    examples: ["shop-1"],
  }),
  secret: secretWord.meta({
    description: "The key that signs, from LHXPay's merchant console.",
    examples: [{ env: "LHXPAY_SECRET" }],
  }),
});
export type LhxpayCredentials = z.output<typeof lhxpayCredentials>;

export const lhxpayOptions = z.strictObject({
  /**
   * `api`: we create the order and redirect the customer. `page`: the browser posts the signed form itself.
   */
  mode: z
    .enum(["api", "page"])
    .default("api")
    .meta({
      description: "Whether we make the order (api), or the customer's browser posts the signed form (page).",
      examples: ["api"],
    }),
  /** How a payout's yuan are written and signed: `501` or `501.00`. */
  payoutAmountFormat: z
    .enum(["integer", "decimal"])
    .default("integer")
    .meta({ description: "How a payout's yuan are written: 501 or 501.00.", examples: ["decimal"] }),
});
export type LhxpayOptions = z.output<typeof lhxpayOptions>;
