/**
 * LHXPay's signatures: MD5 over named fields in a fixed order, raw (not URL-encoded), with the secret last.
 * The names are ASCII here; LHXPay's own tables spell two of them with look-alike letters.
 * Source: docs/providers/lhxpay.md#signature.
 */
import { equalText } from "../signing/constant-time.ts";
import { joinPairs, md5Hex } from "../signing/signed-fields.ts";
import type { LhxpayCredentials } from "./credentials.ts";

/** The signed fields of each message, in their order. */
export const signedFields = {
  payIn: ["amount", "appKey", "callbackUrl", "channelId", "mrn", "returnUrl"],
  payInCallback: ["amount", "appKey", "channel", "mrn", "originAmount"],
  query: ["appKey", "mrn"],
  payout: ["accountName", "accountNumber", "amount", "appKey", "bankName", "callbackUrl", "mrn"],
  payoutCallback: ["amount", "appKey", "mrn"],
  balance: ["appKey"],
} as const;

type SignedMessage = keyof typeof signedFields;

/** The values of a message's signed fields, as text. */
export type SignedValues<Message extends SignedMessage> = Readonly<
  Record<(typeof signedFields)[Message][number], string>
>;

type Secret = LhxpayCredentials["secret"];

/** @returns 32 lower-case hex characters. */
export function signLhxpay<Message extends SignedMessage>(
  message: Message,
  values: SignedValues<Message>,
  secret: Secret,
): string {
  const texts = new Map<string, string>(Object.entries(values));
  const pairs = signedFields[message].map((name) => [name, texts.get(name) ?? ""] as const);
  return md5Hex(joinPairs([...pairs, ["key", secret.reveal()]], "&"));
}

/** True if `sign` fits one of the forms in which the same message may have been signed. */
export function verifyLhxpay<Message extends SignedMessage>(
  message: Message,
  { sign, forms, secret }: { sign: string; forms: readonly SignedValues<Message>[]; secret: Secret },
): boolean {
  return forms.filter((values) => equalText(sign, signLhxpay(message, values, secret))).length > 0;
}
