/**
 * What the data key is used for: encrypting columns, and the texts that are derived instead of stored. Each purpose
 * has a key of its own (HKDF-SHA256, RFC 5869), so that none says anything about another.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { toBase62 } from "../../core/ids.ts";

export interface Seal {
  /**
   * Encrypts with AES-256-GCM.
   *
   * @param context where the text belongs, `table.column:id`: moved to another place, it does not open.
   */
  seal(text: string, context: string): string;
  /** Throws {@link SealError} on anything that `seal` did not make with this key for this context. */
  open(sealed: string, context: string): string;
  /** `ct_…`, of 128 bits, always the same for a session: it can be given out again and need not be stored. */
  clientToken(sessionId: string): string;
  /** Of 128 bits: what only we could have put beside this payment's id into a URL. */
  returnMac(paymentId: string): string;
  /** In constant time. */
  verifyReturnMac(paymentId: string, mac: string): boolean;
  /** Of 128 bits: the unguessable end of the callback address of one payment or payout; it can be given again. */
  callbackToken(subjectId: string): string;
  /**
   * HMAC-SHA256 as hex: the same for the same text and purpose, and without the data key nobody can try out what it may
   * have been. For texts about people that are only compared.
   */
  fingerprint(text: string, purpose: string): string;
  /** SHA-256 as hex, for texts too random to be guessed (tokens), which is why it needs no key. */
  hash(text: string): string;
}

/** The text was changed, moved, cut short, or sealed with another key. Says nothing about what was in it. */
export class SealError extends Error {
  override readonly name = "SealError";
}

export const dataKeyLength = 32;
/** First byte of what is sealed, so that a later form or key can be told from this one. */
const version = 1;
const saltLength = 16;
const nonceLength = 12;
const tagLength = 16;
const macLength = 16;
const headLength = 1 + saltLength + nonceLength;

/**
 * A KeyObject and not bytes: with bytes Node 24 makes an error, stack and all, at each use, only to drop it (measured:
 * HMAC 15 and 3 µs, AES-GCM 21 and 9 µs, though each text has a key object of its own).
 */
function deriveKey(dataKey: Uint8Array, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", dataKey, "pay-checkout", purpose, 32)));
}

/** @param dataKey 32 random bytes, from key-ring.ts. */
export function createSeal(dataKey: Uint8Array): Seal {
  if (dataKey.length !== dataKeyLength) throw new TypeError("the data key has 32 bytes");
  const columnKey = deriveKey(dataKey, "column encryption");
  const clientTokenKey = deriveKey(dataKey, "client token");
  const returnMacKey = deriveKey(dataKey, "return mac");
  const fingerprintKey = deriveKey(dataKey, "fingerprint");
  const callbackTokenKey = deriveKey(dataKey, "callback token");

  /** A key for each text: random nonces of 96 bits under one key would limit it to 2^32 texts. */
  const textKey = (salt: Uint8Array) =>
    createSecretKey(createHmac("sha256", columnKey).update(salt).digest());
  const macOf = (key: KeyObject, text: string) =>
    toBase62(createHmac("sha256", key).update(text).digest().subarray(0, macLength));

  return {
    seal(text, context) {
      const head = randomBytes(headLength);
      head[0] = version;
      const salt = head.subarray(1, 1 + saltLength);
      const nonce = head.subarray(1 + saltLength);
      const cipher = createCipheriv("aes-256-gcm", textKey(salt), nonce, { authTagLength: tagLength });
      cipher.setAAD(Buffer.from(`${version} ${context}`));
      const body = cipher.update(text, "utf8");
      const rest = cipher.final();
      return Buffer.concat([head, body, rest, cipher.getAuthTag()]).toString("base64url");
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length < headLength + tagLength || bytes.toString("base64url") !== sealed) {
        throw new SealError("This is not a sealed text.");
      }
      if (bytes[0] !== version)
        throw new SealError("The text was sealed by a later version of the software.");
      const salt = bytes.subarray(1, 1 + saltLength);
      const nonce = bytes.subarray(1 + saltLength, headLength);
      const decipher = createDecipheriv("aes-256-gcm", textKey(salt), nonce, { authTagLength: tagLength });
      decipher.setAAD(Buffer.from(`${version} ${context}`));
      decipher.setAuthTag(bytes.subarray(-tagLength));
      const body = decipher.update(bytes.subarray(headLength, -tagLength));
      try {
        return Buffer.concat([body, decipher.final()]).toString("utf8");
      } catch (cause) {
        throw new SealError("The sealed text does not open: it was changed, or sealed elsewhere.", { cause });
      }
    },
    clientToken: (sessionId) => `ct_${macOf(clientTokenKey, sessionId)}`,
    returnMac: (paymentId) => macOf(returnMacKey, paymentId),
    verifyReturnMac(paymentId, mac) {
      const right = Buffer.from(macOf(returnMacKey, paymentId));
      const given = Buffer.from(mac);
      return given.length === right.length && timingSafeEqual(given, right);
    },
    callbackToken: (subjectId) => macOf(callbackTokenKey, subjectId),
    fingerprint: (text, purpose) =>
      createHmac("sha256", fingerprintKey)
        .update(JSON.stringify([purpose, text]), "utf8")
        .digest("hex"),
    hash: (text) => createHash("sha256").update(text, "utf8").digest("hex"),
  };
}
