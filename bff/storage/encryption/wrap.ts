/** Wraps the data key under another secret: AES-256-GCM, with a key that HKDF-SHA256 derives for each wrapping. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { dataKeyLength } from "./seal.ts";

const version = "1";
const saltLength = 16;
const nonceLength = 12;
const tagLength = 16;

export function wrap(dataKey: Uint8Array, secret: string | Uint8Array): string {
  const salt = randomBytes(saltLength);
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", wrappingKey(secret, salt), nonce, {
    authTagLength: tagLength,
  });
  const body = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  return `${version}.${Buffer.concat([salt, nonce, body, cipher.getAuthTag()]).toString("base64url")}`;
}

/** @returns undefined when the text was changed, or wrapped under another secret. */
export function unwrap(wrapped: string, secret: string | Uint8Array): Uint8Array | undefined {
  const [form, text] = wrapped.split(".");
  const bytes = Buffer.from(text ?? "", "base64url");
  if (form !== version || bytes.length !== saltLength + nonceLength + dataKeyLength + tagLength)
    return undefined;
  const key = wrappingKey(secret, bytes.subarray(0, saltLength));
  const nonce = bytes.subarray(saltLength, saltLength + nonceLength);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagLength });
  decipher.setAuthTag(bytes.subarray(-tagLength));
  const body = decipher.update(bytes.subarray(saltLength + nonceLength, -tagLength));
  try {
    return Buffer.concat([body, decipher.final()]);
  } catch {
    // GCM says no more than that it does not fit. The caller says what that means.
    return undefined;
  }
}

function wrappingKey(secret: string | Uint8Array, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, "pay-checkout wrapping key", 32));
}
