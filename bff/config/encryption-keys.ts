/** `encryption.keys`: under which keys the database is sealed. */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { Secret } from "../core/secret.ts";
import { nameSchema } from "./names.ts";
import { readSecret, type SecretSource, secretShape } from "./secrets.ts";
import { objectToBytes } from "./strength.ts";
import type { Environment } from "./types.ts";

const fewestBytes = 32;
/** More than anybody needs; it only bounds what is read. */
const longestText = 1_024;
/** So that one sees what it is. */
const encryptionKeyPrefix = "ek_";

const objection =
  `must be at least ${fewestBytes} random bytes, as 64 hex digits or base64; ` +
  "pay-checkout keys encryption makes one";

/** The bytes in hex, so that two spellings of one key are the same key. Undefined: no such key. */
export function keyBytesInHex(text: string): string | undefined {
  if (text.length > longestText) return undefined;
  if (/^(?:[0-9A-Fa-f]{2}){32,}$/.test(text)) return text.toLowerCase();
  const base64 = text.startsWith(encryptionKeyPrefix) ? text.slice(encryptionKeyPrefix.length) : text;
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) return undefined;
  const bytes = Buffer.from(base64, "base64");
  // A character that was lost in copying mostly leaves bits that no encoder writes.
  const isWhole =
    bytes.toString("base64url") === base64.replace(/=/g, "").replace(/\+/g, "-").replace(/\//g, "_");
  return isWhole && bytes.length >= fewestBytes ? bytes.toString("hex") : undefined;
}

/** A new key, as `pay-checkout keys encryption` prints it. */
export function newEncryptionKey(): string {
  return encryptionKeyPrefix + randomBytes(fewestBytes).toString("base64url");
}

function keySecretSchema(environment: Environment, source: SecretSource) {
  return z.unknown().transform((raw, context) => {
    const reading = readSecret(raw, source);
    const hex = reading.ok ? keyBytesInHex(reading.text) : undefined;
    if (hex === undefined) {
      context.addIssue(reading.ok ? objection : reading.message);
      return z.NEVER;
    }
    const weakness = environment === "live" ? objectToBytes(Buffer.from(hex, "hex")) : null;
    if (weakness !== null) {
      context.addIssue(weakness);
      return z.NEVER;
    }
    return new Secret(hex);
  });
}

export function encryptionSchema(environment: Environment, source: SecretSource) {
  const key = z.strictObject({
    id: nameSchema.meta({
      description: "The key's name, which stands in the database; it belongs to one secret for good.",
      examples: ["2026-11"],
    }),
    secret: keySecretSchema(environment, source).meta({
      ...secretShape,
      description:
        "At least 32 random bytes, as pay-checkout keys encryption prints them, in hex or in base64.",
      examples: [{ env: "CHECKOUT_KEY_2026_11" }],
    }),
  });
  const required = "is required in live; pay-checkout keys encryption makes one";
  const keys = z.array(key);
  // An absent key is an empty list, so that the mistake is named at `encryption.keys`.
  return z
    .strictObject({
      keys: (environment === "live" ? keys.min(1, required) : keys).prefault([]).meta({
        description:
          "The first key seals; the others only unseal what they sealed before. At least one in live.",
        examples: [[{ id: "2026-11", secret: { env: "CHECKOUT_KEY_2026_11" } }]],
      }),
    })
    .prefault({})
    .meta({
      description: "The keys that seal personal data in the database.",
      examples: [{ keys: [{ id: "2026-11", secret: { env: "CHECKOUT_KEY_2026_11" } }] }],
    });
}
