/**
 * The schema of the whole configuration except the accounts: defaults, bounds and forms. Unknown keys are
 * errors.
 */
import { z } from "zod";
import { consoleSchema } from "./console.ts";
import { databaseUrlSchema } from "./database-url.ts";
import { encryptionSchema } from "./encryption-keys.ts";
import { merchantSchema } from "./merchant.ts";
import { listenHostSchema, trustedProxiesSchema, webhookHostsSchema } from "./network.ts";
import { outgoingProxySchema } from "./outgoing-proxy.ts";
import { payoutLimitsSchema } from "./payout-limits.ts";
import { type SecretSource, secretSchema, secretShape } from "./secrets.ts";
import { objectToToken } from "./strength.ts";
import type { Environment } from "./types.ts";
import { publicUrlSchema } from "./urls.ts";

export const environments = ["sandbox", "live"] as const;
const requests = z.int().min(0).max(1_000_000_000);
const perMinute = (standard: number) => requests.default(standard);

const retentionDays = (standard: number) => z.int().min(1).max(36_500).default(standard);

/**
 * The schema of the whole file. It only checks that `accounts` is a list; accounts.ts reads it.
 *
 * @param folder what a relative path begins at.
 */
export function settingsSchema(environment: Environment, source: SecretSource, folder: string) {
  return z.strictObject({
    $schema: z
      .string()
      .optional()
      .meta({
        description: "Where the JSON Schema of this file is, for editors; the server does not read it.",
        examples: ["node_modules/pay-checkout/dist/checkout.schema.json"],
      }),
    environment: z.enum(environments).meta({
      description: "live for real money, which makes the server stricter; otherwise sandbox.",
      examples: ["sandbox"],
    }),
    listen: z
      .strictObject({
        host: listenHostSchema.default("127.0.0.1").meta({
          description: "The address to listen on; 0.0.0.0 in a container.",
          examples: ["127.0.0.1"],
        }),
        port: z
          .int()
          .min(0)
          .max(65_535)
          .default(8787)
          .meta({ description: "The port to listen on; 0 takes a free one.", examples: [8787] }),
      })
      .prefault({})
      .meta({ description: "Where the server listens.", examples: [{ host: "127.0.0.1", port: 8787 }] }),
    publicUrl: publicUrlSchema(environment).meta({
      description:
        "The address of this server on the internet, with its path if it has one. Callback addresses, return addresses and the hosted page begin with it. https in live.",
      examples: ["https://pay.example.com"],
    }),
    database: z
      .strictObject({
        url: databaseUrlSchema(environment, source)
          .prefault("sqlite:data/checkout.db")
          .meta({
            ...secretShape,
            description:
              "sqlite:PATH for one process, or postgres://… for any number; a reference where it holds a password.",
            examples: ["sqlite:data/checkout.db"],
          }),
      })
      .prefault({})
      .meta({
        description: "The database that stores the state.",
        examples: [{ url: { env: "DATABASE_URL" } }],
      }),
    merchant: merchantSchema(environment, source, folder),
    network: z
      .strictObject({
        allowPrivateAddresses: z
          .boolean()
          .default(false)
          .refine((allowed) => !(allowed && environment === "live"), "is for sandbox only")
          .meta({
            description:
              "Lets providers and webhooks be on this machine or in a private network; sandbox only.",
            examples: [true],
          }),
        trustedProxies: trustedProxiesSchema.prefault(0).meta({
          anyOf: [
            { type: "integer", minimum: 0, maximum: 32 },
            { type: "array", items: { type: "string" } },
          ],
          description:
            "The proxies in front of the server: how many, or their addresses and ranges, which is safer.",
          examples: [["10.0.0.0/8"]],
        }),
        webhookHosts: webhookHostsSchema.prefault([]).meta({
          description: "Private hosts that webhooks may go to in live: names, addresses and ranges.",
          examples: [["*.svc.internal"]],
        }),
        outgoingProxy: outgoingProxySchema(environment, source)
          .prefault(null)
          .meta({
            anyOf: [...secretShape.anyOf, { type: "null" }],
            description:
              "The proxy that calls to providers and webhooks go through, http or https; a reference where it holds a password. null: the one that HTTPS_PROXY names in the environment, if any.",
            examples: ["http://proxy.internal:3128"],
          }),
        keepAliveMs: z
          .int()
          .min(1_000)
          .max(3_600_000)
          .default(65_000)
          .meta({
            description:
              "Milliseconds that an idle connection to the server stays open; longer than the balancer in front keeps it.",
            examples: [65_000],
          }),
        providerTimeoutMs: z
          .int()
          .min(100)
          .max(120_000)
          .default(15_000)
          .meta({ description: "Milliseconds for one whole call to a provider.", examples: [15_000] }),
      })
      .prefault({})
      .meta({
        description: "How the server reaches others, and others reach it.",
        examples: [{ trustedProxies: 1 }],
      }),
    limits: z
      .strictObject({
        browserPerMinute: perMinute(600).meta({
          description: "Requests a minute to /checkout and /return, by client address.",
          examples: [600],
        }),
        sessionPerMinute: requests.optional().meta({
          description:
            "Requests a minute to /checkout with one client token; without it, as browserPerMinute.",
          examples: [600],
        }),
        merchantPerMinute: perMinute(6000).meta({
          description: "Requests a minute to /v1, by API key.",
          examples: [6000],
        }),
        callbacksPerMinute: perMinute(6000).meta({
          description: "Requests a minute to /callbacks, by client address.",
          examples: [6000],
        }),
        failuresPerMinute: perMinute(600).meta({
          description: "Wrong credentials a minute, by client address.",
          examples: [600],
        }),
        paymentsPerSession: perMinute(30).meta({
          description: "Payments that one session may have.",
          examples: [30],
        }),
      })
      // A session's customer has one address most of the time, so what is right for an address is right for both.
      .transform((limits) => ({
        ...limits,
        sessionPerMinute: limits.sessionPerMinute ?? limits.browserPerMinute,
      }))
      .prefault({})
      .meta({
        description: "Limits of requests and payments; 0 turns a limit off.",
        examples: [{ browserPerMinute: 600 }],
      }),
    encryption: encryptionSchema(environment, source),
    retention: z
      .strictObject({
        personalDataDays: retentionDays(90).meta({
          description: "Days after the end until personal data is erased.",
          examples: [90],
        }),
        exchangesDays: retentionDays(30).meta({
          description: "Days that exchanges with providers are kept.",
          examples: [30],
        }),
        finishedDays: retentionDays(400).meta({
          description:
            "Days after the end until something leaves the database; longer than any provider's delay.",
          examples: [400],
        }),
        archive: z
          .string()
          .min(1)
          .nullable()
          .default(null)
          .meta({
            description:
              "A folder for what leaves the database, as lines of JSON without personal data; null: it is deleted.",
            examples: ["archive"],
          }),
      })
      .prefault({})
      .meta({ description: "How long the database keeps data.", examples: [{ personalDataDays: 90 }] }),
    metrics: z
      .strictObject({
        token: secretSchema(source, objectToToken(environment))
          .nullable()
          .optional()
          .meta({
            anyOf: [...secretShape.anyOf, { type: "null" }],
            description:
              "The secret that GET /metrics expects after Bearer. Without it, the page does not exist.",
            examples: [{ env: "METRICS_TOKEN" }],
          }),
      })
      .prefault({})
      .meta({ description: "Who may read the metrics.", examples: [{ token: { env: "METRICS_TOKEN" } }] }),
    console: consoleSchema(environment, source),
    payouts: payoutLimitsSchema,
    accounts: z
      .array(z.unknown())
      .min(1)
      .meta({
        description: "Your accounts at providers, in the order in which they are tried.",
        examples: [[]],
      }),
  });
}
