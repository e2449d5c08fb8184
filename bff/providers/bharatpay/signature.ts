/**
 * How BharatPay protects a call: a header that names the merchant, and AES without authentication. Neither
 * proves who wrote a message, so every success is confirmed by a query.
 * Source: docs/providers/bharatpay.md#authorization, docs/providers/bharatpay.md#encryption.
 */
import { z } from "zod";
import { type JsonReading, parseJsonText } from "../parsing/lexeme-json.ts";
import type { AesCipher } from "../signing/aes.ts";
import type { BharatpayCredentials, BharatpayOptions } from "./credentials.ts";

/** The header's bare value, without a scheme: the access key in V1, the merchant id in V2. */
export function authorizationOf(
  { merchantId, accessKey }: BharatpayCredentials,
  { version }: BharatpayOptions,
): string {
  return version === "v1" ? accessKey.reveal() : merchantId;
}

/** The body of a POST: the inner JSON in V1, the same encrypted in V2. */
export function sealBody(inner: string, cipher: AesCipher, version: BharatpayOptions["version"]): string {
  return version === "v1" ? inner : JSON.stringify({ data: cipher.encrypt(inner) });
}

/** JSON, with the text that it was read from. */
type OpenedReading =
  | (Extract<JsonReading, { ok: true }> & { readonly text: string })
  | Extract<JsonReading, { ok: false }>;

/** Decrypts text to JSON. Whatever goes wrong, the reason is the same. */
export function openText(cipherText: string, cipher: AesCipher): OpenedReading {
  const text = cipher.decrypt(cipherText);
  if (text === undefined) return { ok: false, reason: "not_json" };
  const reading = parseJsonText(text);
  return reading.ok ? { ...reading, text } : reading;
}

const sourceNo = z.string().min(1).max(64).nullish();
const cipherText = z.string().min(1).nullish();

/**
 * The JSON of a callback. The documentation speaks of "the Data in callback", the vendor's page shows `data` beside
 * `sourceNo`. Two spellings in one callback could be read in two ways. A body that is JSON text is the cipher text.
 */
export const callbackEnvelope = z.union([
  z
    .object({ sourceNo, SourceNo: sourceNo, data: cipherText, Data: cipherText })
    .refine((outer) => (outer.data == null) !== (outer.Data == null))
    .refine((outer) => outer.sourceNo == null || outer.SourceNo == null)
    .transform((outer) => ({
      data: outer.data ?? outer.Data ?? "",
      sourceNo: outer.sourceNo ?? outer.SourceNo ?? null,
    })),
  z
    .string()
    .min(1)
    .transform((data) => ({ data, sourceNo: null })),
]);
