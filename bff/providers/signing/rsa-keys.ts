/**
 * RSA keys in any form a provider or an operator may have them: PEM, bare base64 or base64url of PKCS#1, PKCS#8,
 * SPKI or an X.509 certificate. A key that is not what it should be is told in words, never shown.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  sign,
  verify,
  X509Certificate,
} from "node:crypto";
import { promisify } from "node:util";
import { type KeyForm, readDer } from "./rsa-der.ts";

export type KeyReading =
  | { readonly ok: true; readonly key: KeyObject }
  /** `message` completes a sentence that begins with the field's name. */
  | { readonly ok: false; readonly message: string };

/** Shorter keys can be broken; NIST SP 800-131A disallows them. */
const shortestModulusBits = 2048;

const publicForms: ReadonlySet<KeyForm> = new Set(["pkcs1_public", "spki_public", "certificate"]);
const privateForms: ReadonlySet<KeyForm> = new Set(["pkcs1_private", "pkcs8_private"]);

/** Reads a private key (PKCS#1 or PKCS#8) and proves that its halves belong together. */
export function readRsaPrivateKey(text: string): KeyReading {
  const reading = readDer(text);
  if (!reading.ok) return reading;
  const { der, form } = reading;
  if (publicForms.has(form)) return refuse("is a public key, but must be a private one");
  if (!privateForms.has(form)) return refuse(describeForm(form));
  const key = attempt(() =>
    createPrivateKey({ key: der, format: "der", type: form === "pkcs1_private" ? "pkcs1" : "pkcs8" }),
  );
  if (key === undefined) return refuse("is damaged");
  const objection = objectTo(key);
  if (objection !== null) return refuse(objection);
  const halvesAgree = attempt(() => {
    const probe = Buffer.from("pay-checkout");
    return verify("RSA-SHA256", probe, createPublicKey(key), sign("RSA-SHA256", probe, key));
  });
  return halvesAgree === true ? { ok: true, key } : refuse("is damaged: its parts do not belong together");
}

/** Reads a public key (PKCS#1, SPKI, or the one in a certificate). */
export function readRsaPublicKey(text: string): KeyReading {
  const reading = readDer(text);
  if (!reading.ok) return reading;
  const { der, form } = reading;
  if (privateForms.has(form) || form === "encrypted_private") {
    return refuse("is a private key, but must be a public one");
  }
  if (!publicForms.has(form)) return refuse(describeForm(form));
  const key = attempt(() => {
    if (form === "certificate") return new X509Certificate(der).publicKey;
    return createPublicKey({ key: der, format: "der", type: form === "pkcs1_public" ? "pkcs1" : "spki" });
  });
  if (key === undefined) return refuse("is damaged");
  const objection = objectTo(key);
  return objection === null ? { ok: true, key } : refuse(objection);
}

/** True when `publicKey` is the public half of `privateKey`. */
export function isPair(privateKey: KeyObject, publicKey: KeyObject): boolean {
  return createPublicKey(privateKey).equals(publicKey);
}

/** A key pair as ChainUp's console wants it: base64url without padding of PKCS#8 and SPKI, no armour. */
export interface BareKeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Makes a new pair; for `pay-checkout keys chainup`. */
export async function makeRsaKeyPair(modulusBits = shortestModulusBits): Promise<BareKeyPair> {
  const pair = await promisify(generateKeyPair)("rsa", {
    modulusLength: modulusBits,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "der" },
  });
  return {
    privateKey: pair.privateKey.toString("base64url"),
    publicKey: pair.publicKey.toString("base64url"),
  };
}

function objectTo(key: KeyObject): string | null {
  if (key.asymmetricKeyType !== "rsa") return describeForm("not_rsa");
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return bits < shortestModulusBits
    ? `is too short: ${bits} bits, at least ${shortestModulusBits} are needed`
    : null;
}

function describeForm(form: KeyForm): string {
  switch (form) {
    case "encrypted_private":
      return "is protected by a password: store it without one";
    case "certificate_request":
      return "is a certificate request, not a key";
    case "not_rsa":
      return "is not an RSA key";
    default:
      return "is not a key";
  }
}

function refuse(message: string): KeyReading {
  return { ok: false, message };
}

/** OpenSSL's errors may quote key material, so they are dropped and the caller says what was wrong. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
