/** Finds a secret that stands in two places, which would let one thing in as another. */
import type { FieldError } from "../core/errors.ts";
import type { Secret } from "../core/secret.ts";
import { keyBytesInHex } from "./encryption-keys.ts";
import type { CheckoutConfig } from "./types.ts";

type Settings = Pick<CheckoutConfig, "environment" | "merchant" | "encryption" | "console"> & {
  readonly metrics: { readonly token?: Secret | null | undefined };
};

interface Placed {
  readonly path: string;
  readonly secret: Secret;
}

/**
 * If two API keys had the same secret, nobody could say whose scopes count. If two encryption keys had, a rotation from
 * one to the other would change nothing. If two operators had the same second factor, one phone would do for both. In live, a secret is also in no other place: whoever reads metrics would hold
 * an API key, and whoever receives webhooks the key of the database.
 */
export function findSharedSecrets(settings: Settings): FieldError[] {
  const { environment, merchant, encryption, metrics } = settings;
  const apiKeys = inList("merchant.apiKeys", merchant.apiKeys);
  const encryptionKeys = inList("encryption.keys", encryption.keys);
  const webhooks = merchant.webhooks.map(({ secrets }, index) =>
    secrets.map((secret, number) => ({ path: `merchant.webhooks.${index}.secrets.${number}`, secret })),
  );
  const token = metrics.token == null ? [] : [{ path: "metrics.token", secret: metrics.token }];
  const passwords = ofOperators(settings, "password");
  const codes = ofOperators(settings, "totp");
  const within = [apiKeys, encryptionKeys, codes].flatMap(repeatsAmong);
  return environment === "live"
    ? [...within, ...repeatsBetween([apiKeys, encryptionKeys, webhooks.flat(), token, passwords, codes])]
    : within;
}

function inList(list: string, entries: readonly { readonly secret: Secret }[]): readonly Placed[] {
  return entries.map(({ secret }, index) => ({ path: `${list}.${index}.secret`, secret }));
}

function ofOperators({ console }: Settings, part: "password" | "totp"): readonly Placed[] {
  return console.operators.map((operator, index) => ({
    path: `console.operators.${index}.${part}`,
    secret: operator[part],
  }));
}

/** The same bytes are the same secret, whether they are written as an encryption key, a webhook secret or a token. */
function formOf({ secret }: Placed): string {
  const text = secret.reveal();
  return keyBytesInHex(text.startsWith("whsec_") ? text.slice("whsec_".length) : text) ?? text;
}

function repeatsAmong(placed: readonly Placed[]): FieldError[] {
  return placed.flatMap((each, index) => findAmong(placed.slice(0, index), each));
}

/** Endpoints may share a secret, so only two kinds are compared. */
function repeatsBetween(kinds: readonly (readonly Placed[])[]): FieldError[] {
  return kinds.flatMap((kind, index) => {
    const before = kinds.slice(0, index).flat();
    return kind.flatMap((each) => findAmong(before, each));
  });
}

/** The error names the earlier place, but not the secret. */
function findAmong(before: readonly Placed[], each: Placed): FieldError[] {
  const first = before.find((other) => formOf(other) === formOf(each));
  return first === undefined ? [] : [{ path: each.path, message: `is the same as ${first.path}` }];
}
