import { createHash } from "node:crypto";

/**
 * The fields that each message signs, in this order. `payer` is never signed. Source:
 * docs/providers/lhxpay.md#signature.
 */
export const signedFields = {
  payIn: ["amount", "appKey", "callbackUrl", "channelId", "mrn", "returnUrl"],
  payInCallback: ["amount", "appKey", "channel", "mrn", "originAmount"],
  query: ["appKey", "mrn"],
  payout: ["accountName", "accountNumber", "amount", "appKey", "bankName", "callbackUrl", "mrn"],
  payoutCallback: ["amount", "appKey", "mrn"],
  balance: ["appKey"],
} as const;

/** Joins `name=value` of the signed fields with `&`, unescaped, and appends `&key=SECRET`; MD5 in lowercase hex. */
export function lhxpaySign(
  message: keyof typeof signedFields,
  textOf: (name: string) => string,
  secret: string,
): string {
  const pairs = signedFields[message].map((name) => `${name}=${textOf(name)}`);
  return createHash("md5")
    .update([...pairs, `key=${secret}`].join("&"), "utf8")
    .digest("hex");
}
