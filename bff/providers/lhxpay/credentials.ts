/** What an LHXPay account is configured with. Source: docs/providers/lhxpay.md#configuration. */
import { z } from "zod";
import { plainWord, secretWord } from "../signing/secret-word.ts";

export const lhxpayCredentials = z.strictObject({
  /** Names the merchant. It is not secret, as it stands in every address and form. */
  appKey: plainWord,
  secret: secretWord,
});
export type LhxpayCredentials = z.output<typeof lhxpayCredentials>;

export const lhxpayOptions = z.strictObject({
  /**
   * `api`: we create the order and redirect the customer. `page`: the browser posts the signed form itself.
   */
  mode: z.enum(["api", "page"]).default("api"),
  /** How a payout's yuan are written and signed: `501` or `501.00`. */
  payoutAmountFormat: z.enum(["integer", "decimal"]).default("integer"),
});
export type LhxpayOptions = z.output<typeof lhxpayOptions>;
