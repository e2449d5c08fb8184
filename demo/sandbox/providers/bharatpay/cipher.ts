import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Quirks } from "../../quirks.ts";

type CipherQuirks = Pick<Quirks["bharatpay"], "aes" | "keyEncoding" | "iv">;

/** As documented: AES-256-ECB; the key is the access key's 32 characters as bytes. */
const documentedQuirks: CipherQuirks = { aes: "aes-256-ecb", keyEncoding: "utf8", iv: null };

const bytesOf = (accessKey: string, { keyEncoding, iv }: CipherQuirks) => ({
  key: Buffer.from(accessKey, keyEncoding),
  iv: iv === null ? null : Buffer.from(iv, keyEncoding),
});

/** PKCS#7, standard base64. */
export function encrypt(plain: string, accessKey: string, quirks: CipherQuirks = documentedQuirks): string {
  const { key, iv } = bytesOf(accessKey, quirks);
  const cipher = createCipheriv(quirks.aes, key, iv);
  return Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]).toString("base64");
}

/** `undefined` when the text is not base64 in its one proper form, or its padding is off. */
export function decrypt(
  data: string,
  accessKey: string,
  quirks: CipherQuirks = documentedQuirks,
): Buffer | undefined {
  const cipher = Buffer.from(data, "base64");
  if (cipher.length === 0 || cipher.length % 16 !== 0 || cipher.toString("base64") !== data) return undefined;
  const { key, iv } = bytesOf(accessKey, quirks);
  const decipher = createDecipheriv(quirks.aes, key, iv);
  try {
    return Buffer.concat([decipher.update(cipher), decipher.final()]);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
