/** What a BharatPay account is configured with. Source: docs/providers/bharatpay.md#configuration. */
import { z } from "zod";
import type { AccountIssue } from "../contract.ts";
import { type AesCipher, aesAlgorithms, keyEncodings, readAesCipher } from "../signing/aes.ts";
import { plainWord, secretWord } from "../signing/secret-word.ts";

export const bharatpayCredentials = z.strictObject({
  /** `Authorization` in V2. */
  merchantId: plainWord.meta({ description: "The account's id at BharatPay.", examples: ["shop-1"] }),
  /** `Authorization` in V1, and the cipher's key in both. */
  accessKey: secretWord.meta({
    description: "The AES key of 32 characters, from BharatPay's merchant console.",
    examples: [{ env: "BHARATPAY_KEY" }],
  }),
});
export type BharatpayCredentials = z.output<typeof bharatpayCredentials>;

export const bharatpayOptions = z.strictObject({
  version: z
    .enum(["v2", "v1"])
    .default("v2")
    .meta({
      description: "The version of the API; v1 sends plain bodies and is to be withdrawn.",
      examples: ["v2"],
    }),
  /** The family that collects. Some gateways have only `Debit` and collect with it. */
  payInFamily: z
    .enum(["Credit", "Debit"])
    .default("Credit")
    .meta({ description: "The family of calls that collects.", examples: ["Credit"] }),
  aes: z
    .enum(aesAlgorithms)
    .default("aes-256-ecb")
    .meta({ description: "The cipher of the bodies.", examples: ["aes-256-ecb"] }),
  keyEncoding: z
    .enum(keyEncodings)
    .default("utf8")
    .meta({ description: "How the key is written.", examples: ["hex"] }),
  /** For cbc only, in the key's encoding. */
  iv: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .meta({
      description: "The initialization vector, for cbc only, in the key's encoding.",
      examples: ["0123456789abcdef"],
    }),
});
export type BharatpayOptions = z.output<typeof bharatpayOptions>;

/** The account's cipher, or what is wrong with its key or iv. */
export function readCipher(
  { merchantId, accessKey }: BharatpayCredentials,
  { aes, keyEncoding, iv }: BharatpayOptions,
): { readonly ok: true; readonly cipher: AesCipher } | { readonly ok: false; readonly issue: AccountIssue } {
  if (merchantId === accessKey.reveal()) {
    const message = "must not be the same as merchantId";
    return { ok: false, issue: { path: "credentials.accessKey", message } };
  }
  const reading = readAesCipher({ algorithm: aes, key: accessKey.reveal(), keyEncoding, iv });
  if (reading.ok) return reading;
  const path = reading.field === "iv" ? "options.iv" : "credentials.accessKey";
  return { ok: false, issue: { path, message: reading.message } };
}
