/**
 * ChainUp's envelope: one inner JSON text, encrypted for the reader and signed by the writer. The signature
 * is over the text's MD5 as lower-case hex, so exactly the same text must be encrypted and signed.
 * Source: docs/providers/chainup.md#envelope.
 */
import { createHash, type KeyObject } from "node:crypto";
import { decodeUtf8 } from "../signing/lexeme-json.ts";
import {
  decryptBlocks,
  decryptManyBlocks,
  encryptBlocks,
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

/**
 * A callback has a few hundred bytes and its return address. Decrypting more would let an attacker cost us
 * time.
 */
const maxCallbackBlocks = 48;
/** Enough for a statement page of 2000 entries of about 300 bytes. */
const maxAnswerBlocks = 4096;

/** Encrypts and signs an inner JSON text. */
export function seal(inner: string, keys: ChainupKeys): Sealed {
  return {
    data: encryptBlocks(Buffer.from(inner, "utf8"), keys.platformPublicKey).toString("base64url"),
    sign: signRsa(md5Hex(Buffer.from(inner, "utf8")), keys.privateKey, keys.digest),
  };
}

/**
 * Decrypts and verifies a callback's envelope.
 *
 * @returns the inner JSON text. Undefined for every failure alike, whatever went wrong.
 */
export function openCallback(sealed: Sealed, keys: ChainupKeys): string | undefined {
  const data = readBase64(sealed.data);
  return verified(data && decryptBlocks(data, keys.privateKey, maxCallbackBlocks), sealed.sign, keys);
}

/** Like {@link openCallback}, for answers, which may be long. */
export async function openAnswer(sealed: Sealed, keys: ChainupKeys): Promise<string | undefined> {
  const data = readBase64(sealed.data);
  const plain = data && (await decryptManyBlocks(data, keys.privateKey, maxAnswerBlocks));
  return verified(plain, sealed.sign, keys);
}

function verified(plain: Buffer | undefined, sign: string, keys: ChainupKeys): string | undefined {
  const signature = readBase64(sign);
  // The signature is checked even if there is no plain text, so that both failures take the same time.
  const fits = verifyRsa(
    md5Hex(plain ?? Buffer.alloc(0)),
    signature ?? Buffer.alloc(0),
    keys.platformPublicKey,
    keys.digest,
  );
  return plain !== undefined && signature !== undefined && fits ? decodeUtf8(plain) : undefined;
}

/**
 * Reads either base64 alphabet, with or without padding. Within one alphabet, only one text stands for the
 * same bytes.
 */
function readBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64url");
  const bare = text.replace(/={1,2}$/, "");
  const padded = bare.length !== text.length;
  if (padded && text.length % 4 !== 0) return undefined;
  const same = bytes.toString("base64url") === bare || bytes.toString("base64").replace(/=+$/, "") === bare;
  return same ? bytes : undefined;
}

function md5Hex(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("hex");
}
