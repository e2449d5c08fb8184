/**
 * RSA PKCS#1 v1.5 over text of any length: encryption block by block, and signatures.
 * Source: docs/providers/chainup.md#envelope
 */
import {
  constants,
  type KeyObject,
  privateDecrypt,
  publicDecrypt,
  publicEncrypt,
  sign,
  verify,
} from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";

/** What PKCS#1 v1.5 padding takes of each block. */
const paddingBytes = 11;
/** Some 0.5 ms each; between two batches other requests get their turn. */
const blocksPerTurn = 16;

export type RsaDigest = "RSA-SHA256" | "RSA-SHA1" | "RSA-MD5";

/** Encrypts in chunks of (key bytes − 11); the blocks are run together. */
export function encryptBlocks(plain: Uint8Array, publicKey: KeyObject): Buffer {
  const chunkBytes = blockBytesOf(publicKey) - paddingBytes;
  const blocks: Buffer[] = [];
  for (let at = 0; at < plain.length; at += chunkBytes) {
    const chunk = plain.subarray(at, at + chunkBytes);
    blocks.push(publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, chunk));
  }
  return Buffer.concat(blocks);
}

/**
 * Decrypts what {@link encryptBlocks} made. A tampered block gives random bytes (implicit rejection), so the
 * caller must check a signature over the outcome and must answer both alike.
 *
 * @returns undefined when the length is wrong or above `maxBlocks`, or when the key refuses.
 */
export function decryptBlocks(
  cipher: Uint8Array,
  privateKey: KeyObject,
  maxBlocks: number,
): Buffer | undefined {
  const blocks = splitBlocks(cipher, privateKey, maxBlocks);
  return blocks && joinDecrypted(blocks.map((block) => decryptBlock(block, privateKey)));
}

/** Like {@link decryptBlocks}, for long answers: lets other work run in between. */
export async function decryptManyBlocks(
  cipher: Uint8Array,
  privateKey: KeyObject,
  maxBlocks: number,
): Promise<Buffer | undefined> {
  const blocks = splitBlocks(cipher, privateKey, maxBlocks);
  if (blocks === undefined) return undefined;
  const decrypted: (Buffer | undefined)[] = [];
  for (const [index, block] of blocks.entries()) {
    if (index > 0 && index % blocksPerTurn === 0) await nextTurn();
    decrypted.push(decryptBlock(block, privateKey));
  }
  return joinDecrypted(decrypted);
}

/** Signs ASCII text; base64url without padding. */
export function signRsa(text: string, privateKey: KeyObject, digest: RsaDigest): string {
  return sign(digest, Buffer.from(text, "ascii"), privateKey).toString("base64url");
}

/** True when `signature` (either base64 alphabet, already decoded) is over exactly this ASCII text. */
export function verifyRsa(
  text: string,
  signature: Uint8Array,
  publicKey: KeyObject,
  digest: RsaDigest,
): boolean {
  return verify(digest, Buffer.from(text, "ascii"), publicKey, signature);
}

/**
 * Whether the bytes are a signature that somebody made with the private key, over whatever text. It takes one operation
 * with the public key, which costs a thirtieth of one with a private key.
 */
export function hasSignatureForm(signature: Uint8Array, publicKey: KeyObject): boolean {
  if (signature.length !== blockBytesOf(publicKey)) return false;
  try {
    publicDecrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, signature);
    return true;
  } catch {
    // Nothing secret is looked at, so there is nothing that the reason could tell.
    return false;
  }
}

/** How many blocks a text of that many bytes takes. */
export function blocksFor(bytes: number, key: KeyObject): number {
  return Math.ceil(bytes / (blockBytesOf(key) - paddingBytes));
}

function splitBlocks(cipher: Uint8Array, key: KeyObject, maxBlocks: number): Uint8Array[] | undefined {
  const blockBytes = blockBytesOf(key);
  const count = cipher.length / blockBytes;
  if (!Number.isInteger(count) || count < 1 || count > maxBlocks) return undefined;
  return Array.from({ length: count }, (_, i) => cipher.subarray(i * blockBytes, (i + 1) * blockBytes));
}

function decryptBlock(block: Uint8Array, key: KeyObject): Buffer | undefined {
  try {
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, block);
  } catch {
    // Why a block was refused must not be told apart: it would answer questions about its padding.
    return undefined;
  }
}

function joinDecrypted(parts: readonly (Buffer | undefined)[]): Buffer | undefined {
  const whole = parts.filter((part) => part !== undefined);
  return whole.length === parts.length ? Buffer.concat(whole) : undefined;
}

function blockBytesOf(key: KeyObject): number {
  return Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
}
