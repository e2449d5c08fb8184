/**
 * ChainUp's envelope: one inner JSON text, encrypted for the reader and signed by the writer. The signature
 * is over the text's MD5 as lower-case hex, so exactly the same text must be encrypted and signed.
 * Source: docs/providers/chainup.md#envelope.
 */
import { createHash, type KeyObject } from "node:crypto";
import { decodeUtf8 } from "../parsing/lexeme-json.ts";
import {
  blocksFor,
  decryptBlocks,
  decryptManyBlocks,
  encryptBlocks,
  hasSignatureForm,
  type RsaDigest,
  signRsa,
  verifyRsa,
} from "../signing/rsa-blocks.ts";

export interface ChainupKeys {
  /** The merchant's key. It signs what we send and decrypts what we receive. */
  readonly privateKey: KeyObject;
  /** The platform's key. It encrypts what we send and verifies what we receive. */
  readonly platformPublicKey: KeyObject;
  readonly digest: RsaDigest;
}

export interface Sealed {
  /** Both are base64url without padding. */
  readonly data: string;
  readonly sign: string;
}

/** Four short fields and our own return address: some 600 bytes, and eight blocks of the shortest key hold this. */
const maxCallbackBytes = 1_960;
/** An answer about one order, in the same measure. */
const maxOrderBlocks = 64;
/** A statement page of 2000 entries of some 300 bytes. */
const maxStatementBlocks = 4096;
/** Characters of base64: that of a key of 16,384 bits. */
const longestSignature = 2732;

/** Encrypts and signs an inner JSON text. */
export function seal(inner: string, keys: ChainupKeys): Sealed {
  return {
    data: encryptBlocks(Buffer.from(inner, "utf8"), keys.platformPublicKey).toString("base64url"),
    sign: signRsa(md5Hex(Buffer.from(inner, "utf8")), keys.privateKey, keys.digest),
  };
}

/**
 * Decrypts and verifies a callback's envelope. What is no signature of the platform's is refused before anything is
 * decrypted; then at most eight blocks are.
 *
 * @returns the inner JSON text. Undefined for every failure alike, whatever went wrong.
 */
export function openCallback(sealed: Sealed, keys: ChainupKeys): string | undefined {
  const data = readBase64(sealed.data);
  const signature = readSignature(sealed.sign);
  if (data === undefined || signature === undefined) return undefined;
  if (!hasSignatureForm(signature, keys.platformPublicKey)) return undefined;
  const maxBlocks = blocksFor(maxCallbackBytes, keys.privateKey);
  return verified(decryptBlocks(data, keys.privateKey, maxBlocks), signature, keys);
}

/** Like {@link openCallback}, for answers; that to a statement may be long. */
export async function openAnswer(
  sealed: Sealed,
  keys: ChainupKeys,
  kind: "order" | "statement",
): Promise<string | undefined> {
  const data = readBase64(sealed.data);
  const signature = readSignature(sealed.sign);
  const maxBlocks = kind === "statement" ? maxStatementBlocks : maxOrderBlocks;
  const plain = data && signature && (await decryptManyBlocks(data, keys.privateKey, maxBlocks));
  return verified(plain, signature, keys);
}

function verified(
  plain: Buffer | undefined,
  signature: Buffer | undefined,
  keys: ChainupKeys,
): string | undefined {
  // With no plain text the signature is checked all the same, so that both failures take the same time.
  const fits = verifyRsa(
    md5Hex(plain ?? Buffer.alloc(0)),
    signature ?? Buffer.alloc(0),
    keys.platformPublicKey,
    keys.digest,
  );
  return plain !== undefined && signature !== undefined && fits ? decodeUtf8(plain) : undefined;
}

function readSignature(text: string): Buffer | undefined {
  return text.length > longestSignature ? undefined : readBase64(text);
}

/** Either alphabet, with or without padding, but one way only to write the same bytes in each. */
function readBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64url");
  const bare = withoutPadding(text);
  const padded = bare.length !== text.length;
  if (padded && text.length % 4 !== 0) return undefined;
  const same = bytes.toString("base64url") === bare || withoutPadding(bytes.toString("base64")) === bare;
  return same ? bytes : undefined;
}

function withoutPadding(base64: string): string {
  return base64.replace(/={1,2}$/, "");
}

function md5Hex(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("hex");
}
