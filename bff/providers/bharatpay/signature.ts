/**
 * BharatPay's only protection: a header that names the merchant, and AES without authentication. Nothing here proves
 * who wrote a message, which is why every success is asked about. Source: bharatpay's sheet, "AES" and "Header".
 */
import { z } from "zod";
import { type JsonReading, parseJsonText } from "../parsing/lexeme-json.ts";
import type { AesCipher } from "../signing/aes.ts";
import type { BharatpayCredentials, BharatpayOptions } from "./credentials.ts";

/** The bare value, no scheme. V1 sends the access key, V2 the merchant id. */
export function authorizationOf(
  { merchantId, accessKey }: BharatpayCredentials,
  { version }: BharatpayOptions,
): string {
  return version === "v1" ? accessKey.reveal() : merchantId;
}

/** The body of a POST: V1 the inner JSON itself, V2 the same encrypted. */
export function sealBody(inner: string, cipher: AesCipher, version: BharatpayOptions["version"]): string {
  return version === "v1" ? inner : JSON.stringify({ data: cipher.encrypt(inner) });
}

/** Decrypts text to JSON; one reason for whatever is wrong with it. */
export function openText(text: string, cipher: AesCipher): JsonReading {
  const plain = cipher.decrypt(text);
  return plain === undefined ? { ok: false, reason: "not_json" } : parseJsonText(plain);
}

export const callbackEnvelope = z.object({ sourceNo: z.string().min(1).max(64), data: z.string().min(1) });
