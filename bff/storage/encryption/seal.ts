/**
 * What the keys are used for. Columns are sealed under an encryption key of the configuration, and each sealed text
 * names its key. Client tokens derive from the data key and the encryption key together, so whoever has an old data key
 * makes none for today's sessions. Addresses and digests derive from the data key, so that they survive a rotation.
 * Each purpose has a key of its own (HKDF-SHA256, RFC 5869), so that one key reveals nothing about another.
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
import { OperatorError } from "../../core/operator-error.ts";
import { bytesOf, type EncryptionKey } from "./key-forms.ts";
import { pack, unpack } from "./pack.ts";
import { isPacked } from "./sealed-columns.ts";

export interface Seal {
  /**
   * Encrypts with AES-256-GCM; packs the texts of some columns before (sealed-columns.ts).
   *
   * @param context the text's place, as `table.column:id`. In another place the text does not decrypt.
   */
  seal(text: string, context: string): string;
  /** Decrypts. Throws {@link SealError} on any text that `seal` did not make for this context, under a key that is there. */
  open(sealed: string, context: string): string;
  /** The id of the encryption key that `seal` uses; null in a sandbox without one. */
  readonly keyId: string | null;
  /**
   * `ct_…` with 128 bits, always the same for a session as long as the same key seals. Compare a token by its hash, which
   * the session keeps: it may be from before a rotation.
   */
  clientToken(sessionId: string): string;
  /** {@link clientToken}, and those that the session may have from when another of the keys sealed, or none did. */
  clientTokens(sessionId: string): readonly string[];
  /** `rc_…` with 128 bits, for whoever claims a refund; as {@link clientToken}. */
  claimToken(refundId: string): string;
  /** As {@link clientTokens}. */
  claimTokens(refundId: string): readonly string[];
  /** 128 bits that go into a URL beside the payment's id. Only a holder of the data key can compute them. */
  returnMac(paymentId: string): string;
  /** Compares in constant time. */
  verifyReturnMac(paymentId: string, mac: string): boolean;
  /** The unguessable end of the callback URL of one payment or payout: 128 bits, always the same for one id. */
  callbackToken(subjectId: string): string;
  /**
   * HMAC-SHA256 as hex, the same for the same text and purpose. Without the data key nobody can test guesses of
   * the text. For personal data that is only compared.
   */
  fingerprint(text: string, purpose: string): string;
  /** SHA-256 as hex. It needs no key, because it is for tokens, which are too random to be guessed. */
  hash(text: string): string;
}

/**
 * The text was changed, moved, cut short, or sealed with another key. The error reveals nothing of the text, but may
 * name the key.
 */
export class SealError extends OperatorError {
  override readonly name = "SealError";
}

/** No key opens it, here or anywhere else. */
export class BrokenTextError extends SealError {}

export const dataKeyLength = 32;
/** The first byte says what was encrypted: the text itself, or what pack.ts made of it. */
const versions = { plain: 1, packed: 2 } as const;
/** What is sealed under an encryption key is `2.<id of the key>.<base64url>`; under the data key, base64url alone. */
const namedForm = "2";
const saltLength = 16;
const nonceLength = 12;
const tagLength = 16;
const macLength = 16;
const headLength = 1 + saltLength + nonceLength;

/**
 * Returns a KeyObject and not bytes. With bytes, Node 24 creates and drops an error with its stack at each use
 * (measured: HMAC 15 µs instead of 3, AES-GCM 21 µs instead of 9, although each text has a key object of its
 * own).
 */
function deriveKey(secret: Uint8Array, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", secret, "pay-checkout", purpose, 32)));
}

/** With what every text begins that is sealed under this key. */
export function sealedPrefix(keyId: string): string {
  return `${namedForm}.${keyId}.`;
}

interface ColumnKey {
  /** See {@link sealedPrefix}; empty for the data key. */
  readonly prefix: string;
  readonly key: KeyObject;
}

function columnKeyOf(key: EncryptionKey): ColumnKey {
  return { prefix: sealedPrefix(key.id), key: deriveKey(bytesOf(key), "column encryption") };
}

/** A key for each text: under one key, random nonces of 96 bits would be safe for 2^32 texts only. */
function textKey(columnKey: KeyObject, salt: Uint8Array): KeyObject {
  return createSecretKey(createHmac("sha256", columnKey).update(salt).digest());
}

/**
 * @param dataKey 32 random bytes, from key-ring.ts.
 * @param encryptionKeys the first seals, the others still open. Without any, the data key seals.
 */
export function createSeal(dataKey: Uint8Array, encryptionKeys: readonly EncryptionKey[] = []): Seal {
  if (dataKey.length !== dataKeyLength) throw new TypeError("the data key has 32 bytes");
  const unnamed: ColumnKey = { prefix: "", key: deriveKey(dataKey, "column encryption") };
  const named = new Map(encryptionKeys.map((key) => [key.id, columnKeyOf(key)]));
  const [first] = encryptionKeys;
  const sealing = (first === undefined ? undefined : named.get(first.id)) ?? unnamed;
  const tokenSecrets = [...encryptionKeys.map((key) => Buffer.concat([dataKey, bytesOf(key)])), dataKey];
  const [clientTokenKey, ...earlierTokenKeys] = tokenSecrets.map((secret) =>
    deriveKey(secret, "client token"),
  );
  const [claimTokenKey, ...earlierClaimKeys] = tokenSecrets.map((secret) => deriveKey(secret, "claim token"));
  if (clientTokenKey === undefined || claimTokenKey === undefined)
    throw new TypeError("there is always a secret for tokens");
  const returnMacKey = deriveKey(dataKey, "return mac");
  const fingerprintKey = deriveKey(dataKey, "fingerprint");
  const callbackTokenKey = deriveKey(dataKey, "callback token");

  const columnKeyFor = (sealed: string) => {
    const [form, id = "", text] = sealed.split(".", 3);
    if (text === undefined) return { ...unnamed, text: sealed };
    if (form !== namedForm) throw new SealError("The text was sealed by a later version of the software.");
    const found = named.get(id);
    if (found !== undefined) return { ...found, text: sealed.slice(found.prefix.length) };
    throw new SealError(`The text is sealed under the encryption key "${id}", which is not configured here.`);
  };
  const macOf = (key: KeyObject, text: string) =>
    toBase62(createHmac("sha256", key).update(text).digest().subarray(0, macLength));

  return {
    keyId: first?.id ?? null,
    seal(text, context) {
      const head = randomBytes(headLength);
      const version = isPacked(context) ? versions.packed : versions.plain;
      head[0] = version;
      const salt = head.subarray(1, 1 + saltLength);
      const nonce = head.subarray(1 + saltLength);
      const cipher = createCipheriv("aes-256-gcm", textKey(sealing.key, salt), nonce, {
        authTagLength: tagLength,
      });
      cipher.setAAD(Buffer.from(`${sealing.prefix}${version} ${context}`));
      const body = version === versions.packed ? cipher.update(pack(text)) : cipher.update(text, "utf8");
      const rest = cipher.final();
      const bytes = Buffer.concat([head, body, rest, cipher.getAuthTag()]);
      return sealing.prefix + bytes.toString("base64url");
    },
    open(sealed, context) {
      const { key, prefix, text } = columnKeyFor(sealed);
      const bytes = Buffer.from(text, "base64url");
      if (bytes.length < headLength + tagLength || bytes.toString("base64url") !== text) {
        throw new BrokenTextError("This is not a sealed text.");
      }
      const [version] = bytes;
      if (version !== versions.plain && version !== versions.packed)
        throw new SealError("The text was sealed by a later version of the software.");
      const salt = bytes.subarray(1, 1 + saltLength);
      const nonce = bytes.subarray(1 + saltLength, headLength);
      const decipher = createDecipheriv("aes-256-gcm", textKey(key, salt), nonce, {
        authTagLength: tagLength,
      });
      decipher.setAAD(Buffer.from(`${prefix}${version} ${context}`));
      decipher.setAuthTag(bytes.subarray(-tagLength));
      const body = decipher.update(bytes.subarray(headLength, -tagLength));
      try {
        const content = Buffer.concat([body, decipher.final()]);
        return version === versions.packed ? unpack(content) : content.toString("utf8");
      } catch (cause) {
        throw new BrokenTextError("The sealed text does not open: it was changed, or sealed elsewhere.", {
          cause,
        });
      }
    },
    clientToken: (sessionId) => `ct_${macOf(clientTokenKey, sessionId)}`,
    clientTokens: (sessionId) =>
      [clientTokenKey, ...earlierTokenKeys].map((key) => `ct_${macOf(key, sessionId)}`),
    claimToken: (refundId) => `rc_${macOf(claimTokenKey, refundId)}`,
    claimTokens: (refundId) =>
      [claimTokenKey, ...earlierClaimKeys].map((key) => `rc_${macOf(key, refundId)}`),
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
