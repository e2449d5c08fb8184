import { createCipheriv, createDecipheriv } from "node:crypto";

const ALGORITHM = "aes-256-ecb";

/** AES-256-ECB, PKCS#7, standard base64; the key is the access key's 32 characters as bytes. */
export function encrypt(plain: string, accessKey: string): string {
  const cipher = createCipheriv(ALGORITHM, Buffer.from(accessKey, "utf8"), null);
  return Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]).toString("base64");
}

/** `undefined` when the text is not base64 in its one proper form, or its padding is off. */
export function decrypt(data: string, accessKey: string): Buffer | undefined {
  const cipher = Buffer.from(data, "base64");
  if (cipher.length === 0 || cipher.length % 16 !== 0 || cipher.toString("base64") !== data) return undefined;
  const decipher = createDecipheriv(ALGORITHM, Buffer.from(accessKey, "utf8"), null);
  try {
    return Buffer.concat([decipher.update(cipher), decipher.final()]);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
