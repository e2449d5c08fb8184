/** The platform's side of ChainUp's envelope, written apart from the adapter's. Keys are those of the known answers. */
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
import vectors from "../../conformance/vectors.json" with { type: "json" };

export const known = vectors["001"];

const privateKey = (text: string) =>
  createPrivateKey({ key: Buffer.from(text, "base64url"), format: "der", type: "pkcs8" });
const publicKey = (text: string) =>
  createPublicKey({ key: Buffer.from(text, "base64url"), format: "der", type: "spki" });

export const merchantPrivate = privateKey(known.rsa_third_pri);
export const merchantPublic = publicKey(known.rsa_third_pub);
export const platformPrivate = privateKey(known.rsa_saas_pri_TEST_ONLY);
export const platformPublic = publicKey(known.rsa_saas_pub);

export const credentials = {
  appId: "AK",
  privateKey: known.rsa_third_pri,
  platformPublicKey: known.rsa_saas_pub,
};

const padding = constants.RSA_PKCS1_PADDING;
const md5 = (bytes: Buffer) => createHash("md5").update(bytes).digest("hex");

export interface SealWith {
  readonly readBy?: KeyObject;
  readonly signedBy?: KeyObject;
  readonly digest?: string;
  readonly over?: string;
  readonly alphabet?: "base64url" | "base64";
}

/** Encrypts for the merchant and signs as the platform, unless the options say otherwise. */
export function sealAs(inner: string, how: SealWith = {}): { data: string; sign: string } {
  const { readBy = merchantPublic, signedBy = platformPrivate, digest = "RSA-SHA256" } = how;
  const { over = inner, alphabet = "base64url" } = how;
  const plain = Buffer.from(inner, "utf8");
  const chunk = (readBy.asymmetricKeyDetails?.modulusLength ?? 2048) / 8 - 11;
  const blocks: Buffer[] = [];
  for (let at = 0; at < plain.length; at += chunk) {
    blocks.push(publicEncrypt({ key: readBy, padding }, plain.subarray(at, at + chunk)));
  }
  return {
    data: Buffer.concat(blocks).toString(alphabet),
    sign: sign(digest, Buffer.from(md5(Buffer.from(over, "utf8")), "ascii"), signedBy).toString(alphabet),
  };
}

/** The body of an answer. */
export function answerOf(inner: unknown, { code = "0", ...how }: SealWith & { code?: unknown } = {}): string {
  return JSON.stringify({ code, msg: "success", ...sealAs(JSON.stringify(inner), how) });
}

/** The body of a refusal: nothing inside. */
export const refusalOf = (code: unknown) =>
  JSON.stringify({ code, msg: "text of theirs", data: "", sign: "" });

/** What the merchant sent: decrypted and verified as the platform does it. Throws when anything is off. */
export function openAsPlatform(body: string, digest = "RSA-SHA256") {
  const envelope: { app_id: string; time: string; data: string; sign: string } = JSON.parse(body);
  for (const text of [envelope.data, envelope.sign]) {
    if (!/^[A-Za-z0-9_-]+$/.test(text)) throw new Error("not base64url without padding");
  }
  const cipher = Buffer.from(envelope.data, "base64url");
  const blocks: Buffer[] = [];
  for (let at = 0; at < cipher.length; at += 256) {
    blocks.push(privateDecrypt({ key: platformPrivate, padding }, cipher.subarray(at, at + 256)));
  }
  const plain = Buffer.concat(blocks);
  const text = Buffer.from(md5(plain), "ascii");
  if (!verify(digest, text, merchantPublic, Buffer.from(envelope.sign, "base64url"))) {
    throw new Error("the signature does not fit");
  }
  const fields: Record<string, unknown> = JSON.parse(plain.toString("utf8"));
  return { envelope, fields, blockLengths: blocks.map(({ length }) => length) };
}
