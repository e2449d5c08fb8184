/** The product's cryptography with keys that are made once: sealed columns, derived tokens, signed webhooks. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  type KeyObject,
  randomBytes,
  randomFillSync,
} from "node:crypto";
import { pack, unpack } from "../../../bff/storage/encryption/pack.ts";
import { isPacked } from "../../../bff/storage/encryption/sealed-columns.ts";

const plainVersion = 1;
const packedVersion = 2;
const saltLength = 16;
const nonceLength = 12;
const tagLength = 16;
const keyLength = 32;
const headLength = 1 + saltLength + nonceLength;
const macLength = 16;

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const pool = Buffer.alloc(8192);
let used = pool.length;

/** Uniform characters, of the first `size` of the alphabet. */
export function randomText(length: number, size = alphabet.length): string {
  const limit = 256 - (256 % size);
  let text = "";
  while (text.length < length) {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const byte = pool[used++] ?? 255;
    if (byte < limit) text += alphabet[byte % size];
  }
  return text;
}

export const newId = (prefix: string): string => `${prefix}_${randomText(22)}`;
export const sha256 = (text: string): string => hash("sha256", text);
export const md5 = (text: string): string => hash("md5", text);

export interface FloorCrypto {
  seal(text: string, context: string): string;
  unseal(sealed: string, context: string): string;
  /** 22 characters that nobody else can derive from the id. */
  token(purpose: "client" | "callback" | "return", id: string): string;
  fingerprint(text: string): string;
  /** `webhook-signature` of Standard Webhooks. */
  sign(message: { readonly id: string; readonly seconds: number; readonly body: string }): string;
}

/** @param webhookSecret `whsec_…` */
export function createFloorCrypto(webhookSecret: string): FloorCrypto {
  const newKey = () => createSecretKey(randomBytes(keyLength));
  const columnKey = newKey();
  const fingerprintKey = newKey();
  const tokenKeys = { client: newKey(), callback: newKey(), return: newKey() };
  const signingKey = createSecretKey(Buffer.from(webhookSecret.slice("whsec_".length), "base64"));
  const mac = (key: KeyObject, text: string | Uint8Array) => createHmac("sha256", key).update(text);
  const textKey = (salt: Uint8Array) => createSecretKey(mac(columnKey, salt).digest());

  return {
    seal(text, context) {
      const head = randomBytes(headLength);
      const isPackedText = isPacked(context);
      const version = isPackedText ? packedVersion : plainVersion;
      head[0] = version;
      const salt = head.subarray(1, 1 + saltLength);
      const nonce = head.subarray(1 + saltLength);
      const cipher = createCipheriv("aes-256-gcm", textKey(salt), nonce, { authTagLength: tagLength });
      cipher.setAAD(Buffer.from(`${version} ${context}`));
      const body = isPackedText ? cipher.update(pack(text)) : cipher.update(text, "utf8");
      return Buffer.concat([head, body, cipher.final(), cipher.getAuthTag()]).toString("base64url");
    },
    unseal(sealed, context) {
      const bytes = Buffer.from(sealed, "base64url");
      const salt = bytes.subarray(1, 1 + saltLength);
      const nonce = bytes.subarray(1 + saltLength, headLength);
      const decipher = createDecipheriv("aes-256-gcm", textKey(salt), nonce, { authTagLength: tagLength });
      decipher.setAAD(Buffer.from(`${bytes[0]} ${context}`));
      decipher.setAuthTag(bytes.subarray(-tagLength));
      const body = decipher.update(bytes.subarray(headLength, -tagLength));
      const content = Buffer.concat([body, decipher.final()]);
      return isPacked(context) ? unpack(content) : content.toString("utf8");
    },
    token: (purpose, id) => mac(tokenKeys[purpose], id).digest().subarray(0, macLength).toString("base64url"),
    fingerprint: (text) => mac(fingerprintKey, text).digest("hex"),
    sign: ({ id, seconds, body }) => `v1,${mac(signingKey, `${id}.${seconds}.${body}`).digest("base64")}`,
  };
}
