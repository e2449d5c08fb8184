/**
 * The schema of the whole configuration except the accounts: defaults, bounds and forms. Unknown keys are
 * errors.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { eventType } from "../contract.ts";
import { databaseUrlSchema } from "./database-url.ts";
import { encryptionSchema } from "./encryption-keys.ts";
import { imageSchema } from "./images.ts";
import { nameSchema } from "./names.ts";
import { rangeSchema, trustedProxiesSchema, webhookHostsSchema } from "./network.ts";
import { payoutLimitsSchema } from "./payout-limits.ts";
import { type SecretSource, secretSchema } from "./secrets.ts";
import { objectToToken } from "./strength.ts";
import type { Environment } from "./types.ts";
import { baseUrlSchema, endpointSchema, originSchema, pageSchema } from "./urls.ts";

export const environments = ["sandbox", "live"] as const;
/** What an API key may do. Source: docs/http-api.md#scopes */
export const scopes = [
  "sessions",
  "operate",
  "payouts",
  "payouts:approve",
  "refunds",
  "reports",
  "customers",
  "audit",
] as const;

function objectToWebhookSecret(environment: Environment) {
  return (text: string): string | null => {
    const base64 = text.startsWith("whsec_") ? text.slice("whsec_".length) : "";
    // Base64 must come in whole groups of four with its padding. Otherwise a character was lost when it was
    // copied, and nothing else would show that.
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) {
      return "must be whsec_ followed by base64, the = that ends it included";
    }
    const bytes = Buffer.from(base64, "base64").length;
    return environment === "live" && bytes < 24 ? "must hold at least 24 bytes in live" : null;
  };
}

/** A list that is empty would let nobody in, and nobody means that. */
const sourcesSchema = z.array(rangeSchema).min(1);

const requests = z.int().min(0).max(1_000_000_000);
const perMinute = (standard: number) => requests.default(standard);

const retentionDays = (standard: number) => z.int().min(1).max(36_500).default(standard);

/** What a customer is told of the merchant besides the name. */
function publicProfile(environment: Environment, folder: string) {
  return {
    logo: imageSchema(folder).nullable().default(null),
    support: z
      .strictObject({
        email: z.email().max(254).nullable().default(null),
        url: pageSchema(environment).nullable().default(null),
      })
      .refine(({ email, url }) => email !== null || url !== null, "must have an email or a url")
      .nullable()
      .default(null),
    terms: pageSchema(environment).nullable().default(null),
  };
}

function merchantSchema(environment: Environment, source: SecretSource, folder: string) {
  const apiKey = z.strictObject({
    id: nameSchema,
    secret: secretSchema(source, objectToToken(environment)),
    scopes: z.array(z.enum(scopes)).min(1).default(["sessions", "reports"]),
    sources: sourcesSchema.nullable().default(null),
  });
  const webhook = z
    .strictObject({
      id: nameSchema.optional(),
      url: endpointSchema(environment),
      secrets: z.array(secretSchema(source, objectToWebhookSecret(environment))).min(1),
      events: z.array(eventType).min(1).nullable().default(null),
    })
    .transform(({ id, ...endpoint }) => {
      const addressId = createHash("sha256").update(endpoint.url).digest("hex");
      return { ...endpoint, id: id ?? addressId, addressId };
    });
  return z.strictObject({
    name: z.string().trim().min(1).max(200),
    ...publicProfile(environment, folder),
    apiKeys: z.array(apiKey).min(1),
    allowedOrigins: z.array(originSchema(environment)).default([]),
    webhooks: z.array(webhook).default([]),
  });
}

/**
 * The schema of the whole file. It only checks that `accounts` is a list; accounts.ts reads it.
 *
 * @param folder what a relative path begins at.
 */
export function settingsSchema(environment: Environment, source: SecretSource, folder: string) {
  return z.strictObject({
    environment: z.enum(environments),
    listen: z
      .strictObject({
        host: z.string().min(1).default("127.0.0.1"),
        port: z.int().min(0).max(65_535).default(8787),
      })
      .prefault({}),
    publicUrl: baseUrlSchema(environment),
    database: z
      .strictObject({ url: databaseUrlSchema(environment, source).prefault("sqlite:data/checkout.db") })
      .prefault({}),
    merchant: merchantSchema(environment, source, folder),
    network: z
      .strictObject({
        allowPrivateAddresses: z
          .boolean()
          .default(false)
          .refine((allowed) => !(allowed && environment === "live"), "is for sandbox only"),
        trustedProxies: trustedProxiesSchema.prefault(0),
        webhookHosts: webhookHostsSchema.prefault([]),
        providerTimeoutMs: z.int().min(100).max(120_000).default(15_000),
      })
      .prefault({}),
    limits: z
      .strictObject({
        browserPerMinute: perMinute(600),
        sessionPerMinute: requests.optional(),
        merchantPerMinute: perMinute(6000),
        callbacksPerMinute: perMinute(6000),
        failuresPerMinute: perMinute(600),
        paymentsPerSession: perMinute(30),
      })
      // A session's customer has one address most of the time, so what is right for an address is right for both.
      .transform((limits) => ({
        ...limits,
        sessionPerMinute: limits.sessionPerMinute ?? limits.browserPerMinute,
      }))
      .prefault({}),
    encryption: encryptionSchema(environment, source),
    retention: z
      .strictObject({
        personalDataDays: retentionDays(90),
        exchangesDays: retentionDays(30),
        finishedDays: retentionDays(400),
        archive: z.string().min(1).nullable().default(null),
      })
      .prefault({}),
    metrics: z
      .strictObject({ token: secretSchema(source, objectToToken(environment)).nullable().optional() })
      .prefault({}),
    payouts: payoutLimitsSchema,
    accounts: z.array(z.unknown()).min(1),
  });
}
