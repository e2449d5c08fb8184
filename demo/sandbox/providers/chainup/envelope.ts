import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  sign,
  verify,
} from "node:crypto";
import type { Quirks } from "../../quirks.ts";

/** The keys that the sandbox needs. Each party encrypts for the other and signs with its own private key. */
export interface ChainupKeys {
  readonly merchantPublic: KeyObject;
  readonly platformPrivate: KeyObject;
  readonly signDigest: Quirks["chainup"]["signDigest"];
}

/** Reads base64url DER: PKCS#8 for both. The merchant's public key is derived from its private one. */
export function readKeys(
  merchantPrivateKey: string,
  platformPrivateKey: string,
  signDigest: ChainupKeys["signDigest"] = "RSA-SHA256",
): ChainupKeys {
  const pkcs8 = (text: string) =>
    createPrivateKey({ key: Buffer.from(text, "base64url"), format: "der", type: "pkcs8" });
  return {
    merchantPublic: createPublicKey(pkcs8(merchantPrivateKey)),
    platformPrivate: pkcs8(platformPrivateKey),
    signDigest,
  };
}

const rsaPadding = { padding: constants.RSA_PKCS1_PADDING };
/** PKCS#1 v1.5 padding uses at least this many bytes of a block. */
const paddingBytes = 11;

const keyBytes = (key: KeyObject) => (key.asymmetricKeyDetails?.modulusLength ?? 2048) / 8;

/** The signed text: the lowercase hex MD5 of the inner JSON, as ASCII. */
const digest = (inner: Buffer) => Buffer.from(createHash("md5").update(inner).digest("hex"), "ascii");

/** Base64 in either alphabet, without padding or spare bits, so that each byte string has one text. */
function decodeBase64Url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text.replaceAll("+", "-").replaceAll("/", "_") ? bytes : undefined;
}

/** Encrypts for the merchant and signs as the platform. */
export function seal(inner: string, keys: ChainupKeys): { readonly data: string; readonly sign: string } {
  const plain = Buffer.from(inner, "utf8");
  const chunk = keyBytes(keys.merchantPublic) - paddingBytes;
  const blocks: Buffer[] = [];
  for (let at = 0; at < plain.length; at += chunk) {
    blocks.push(publicEncrypt({ key: keys.merchantPublic, ...rsaPadding }, plain.subarray(at, at + chunk)));
  }
  return {
    data: Buffer.concat(blocks).toString("base64url"),
    sign: sign(keys.signDigest, digest(plain), keys.platformPrivate).toString("base64url"),
  };
}

/** Decrypts a message of the merchant and checks its signature; `undefined` when either fails. */
export function unseal(data: string, signature: string, keys: ChainupKeys): Buffer | undefined {
  const cipher = decodeBase64Url(data);
  const signed = decodeBase64Url(signature);
  const size = keyBytes(keys.platformPrivate);
  if (!cipher || !signed || cipher.length === 0 || cipher.length % size !== 0) return undefined;
  const blocks: Buffer[] = [];
  for (let at = 0; at < cipher.length; at += size) {
    const block = decryptBlock(cipher.subarray(at, at + size), keys.platformPrivate);
    if (!block) return undefined;
    blocks.push(block);
  }
  const plain = Buffer.concat(blocks);
  return verify(keys.signDigest, digest(plain), keys.merchantPublic, signed) ? plain : undefined;
}

/** OpenSSL throws for a block above the modulus. A block with bad padding decrypts to random bytes. */
function decryptBlock(block: Buffer, key: KeyObject): Buffer | undefined {
  try {
    return privateDecrypt({ key, ...rsaPadding }, block);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
