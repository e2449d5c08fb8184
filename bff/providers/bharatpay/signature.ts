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

/** Decrypts text to JSON. Whatever goes wrong, the reason is the same. */
export function openText(text: string, cipher: AesCipher): JsonReading {
  const plain = cipher.decrypt(text);
  return plain === undefined ? { ok: false, reason: "not_json" } : parseJsonText(plain);
}

export const callbackEnvelope = z.object({ sourceNo: z.string().min(1).max(64), data: z.string().min(1) });
