/**
 * AES in the modes that a provider's contract may name, over UTF-8 text, in standard base64.
 * Source: docs/providers/bharatpay.md#encryption
 */
import { createCipheriv, createDecipheriv, createSecretKey } from "node:crypto";

export const aesAlgorithms = [
  "aes-128-ecb",
  "aes-192-ecb",
  "aes-256-ecb",
  "aes-128-cbc",
  "aes-192-cbc",
  "aes-256-cbc",
] as const;
export type AesAlgorithm = (typeof aesAlgorithms)[number];

export const keyEncodings = ["utf8", "hex", "base64"] as const;
export type KeyEncoding = (typeof keyEncodings)[number];

export interface AesCipher {
  /** UTF-8 text to standard base64, PKCS#7 padded. */
  encrypt(plain: string): string;
  /** Standard base64 to text; undefined when it is not base64, not padded right or not UTF-8. */
  decrypt(cipher: string): string | undefined;
}

export type AesReading =
  | { readonly ok: true; readonly cipher: AesCipher }
  /** `field` is the one to blame; `message` completes a sentence that begins with its name. */
  | { readonly ok: false; readonly field: "key" | "iv"; readonly message: string };

export interface AesInput {
  readonly algorithm: AesAlgorithm;
  readonly key: string;
  readonly keyEncoding: KeyEncoding;
  /** For cbc, in the key's encoding; null for ecb. */
  readonly iv: string | null;
}

const blockBytes = 16;

/** Checks key and iv against the algorithm, then gives the cipher. No message holds a piece of either. */
export function readAesCipher(input: AesInput): AesReading {
  const keyBytes = Number(input.algorithm.slice(4, 7)) / 8;
  const key = decodeBytes(input.key, input.keyEncoding);
  if (key?.length !== keyBytes) {
    return { ok: false, field: "key", message: describeLength("key", key, keyBytes, input) };
  }
  if (input.algorithm.endsWith("ecb")) {
    return input.iv === null
      ? { ok: true, cipher: makeCipher(input.algorithm, key, null) }
      : { ok: false, field: "iv", message: `has no use with ${input.algorithm}` };
  }
  if (input.iv === null) return { ok: false, field: "iv", message: `is needed by ${input.algorithm}` };
  const iv = decodeBytes(input.iv, input.keyEncoding);
  return iv?.length === blockBytes
    ? { ok: true, cipher: makeCipher(input.algorithm, key, iv) }
    : { ok: false, field: "iv", message: describeLength("iv", iv, blockBytes, input) };
}

function describeLength(
  what: "key" | "iv",
  got: Buffer | undefined,
  wantedBytes: number,
  { algorithm, keyEncoding }: AesInput,
): string {
  if (got === undefined) return `is not ${keyEncoding}, as the option keyEncoding says`;
  const advice = what === "key" && got.length < wantedBytes ? " (cut off, or another keyEncoding?)" : "";
  return `has ${got.length} bytes when read as ${keyEncoding}; ${algorithm} needs ${wantedBytes}${advice}`;
}

function makeCipher(algorithm: AesAlgorithm, keyBytes: Buffer, iv: Buffer | null): AesCipher {
  const key = createSecretKey(keyBytes);
  return {
    encrypt(plain) {
      const cipher = createCipheriv(algorithm, key, iv);
      return Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]).toString("base64");
    },
    decrypt(text) {
      const bytes = decodeBytes(text, "base64");
      if (bytes === undefined || text === "") return undefined;
      const decipher = createDecipheriv(algorithm, key, iv);
      try {
        const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plain);
      } catch {
        // Bad padding, length or UTF-8: all one answer, so that nobody can ask about the padding.
        return undefined;
      }
    },
  };
}

/** Strict: Node's own decoder stops silently at the first character that is not of the alphabet. */
function decodeBytes(text: string, encoding: KeyEncoding): Buffer | undefined {
  const bytes = Buffer.from(text, encoding);
  if (encoding === "utf8") return bytes;
  if (encoding === "hex") return bytes.toString("hex") === text.toLowerCase() ? bytes : undefined;
  return bytes.toString("base64") === text ? bytes : undefined;
}
