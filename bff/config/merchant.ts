/** `merchant`: who takes the money, with which keys, on which pages, and who is told. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { eventType } from "../contract.ts";
import { imageSchema } from "./images.ts";
import { nameSchema, shownTextSchema } from "./names.ts";
import { rangeSchema } from "./network.ts";
import { type SecretSource, secretSchema, secretShape } from "./secrets.ts";
import { objectToToken } from "./strength.ts";
import type { Environment } from "./types.ts";
import { endpointSchema, originSchema, pageSchema } from "./urls.ts";

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

/** What a customer is told of the merchant besides the name. */
function publicProfile(environment: Environment, folder: string) {
  return {
    logo: imageSchema(folder)
      .nullable()
      .default(null)
      .meta({
        description:
          "A picture (SVG or PNG, at most 32 kB) that stands for the merchant; a relative path begins at the configuration's folder.",
        examples: ["logo.svg"],
      }),
    support: z
      .strictObject({
        email: z
          .email()
          .max(254)
          .nullable()
          .default(null)
          .meta({ description: "Where a customer writes for help.", examples: ["help@shop.example.com"] }),
        url: pageSchema(environment)
          .nullable()
          .default(null)
          .meta({
            description: "A page where a customer gets help; https in live.",
            examples: ["https://shop.example.com/help"],
          }),
      })
      .refine(({ email, url }) => email !== null || url !== null, "must have an email or a url")
      .nullable()
      .default(null)
      .meta({
        description: "Where a customer gets help: an e-mail address, a page, or both.",
        examples: [{ email: "help@shop.example.com" }],
      }),
    terms: pageSchema(environment)
      .nullable()
      .default(null)
      .meta({
        description: "The page with the terms; https in live.",
        examples: ["https://shop.example.com/terms"],
      }),
  };
}

export function merchantSchema(environment: Environment, source: SecretSource, folder: string) {
  const apiKey = z.strictObject({
    id: nameSchema.meta({ description: "The key's name in logs and in the audit.", examples: ["backend"] }),
    secret: secretSchema(source, objectToToken(environment)).meta({
      ...secretShape,
      description:
        "What your backend sends after Bearer: 1 to 256 visible ASCII characters, in live at least 32.",
      examples: [{ env: "PAY_API_KEY" }],
    }),
    scopes: z
      .array(z.enum(scopes))
      .min(1)
      .default(["sessions", "reports"])
      .meta({ description: "What the key may do.", examples: [["sessions"]] }),
    sources: sourcesSchema
      .nullable()
      .default(null)
      .meta({
        description: "The addresses and ranges that the key may be used from; null: anywhere.",
        examples: [["10.0.0.0/8"]],
      }),
  });
  const webhook = z
    .strictObject({
      id: nameSchema.optional().meta({
        description:
          "The endpoint's name. Deliveries belong to it, so its address can change. Without an id, one is made from the address.",
        examples: ["shop"],
      }),
      url: endpointSchema(environment).meta({
        description: "Where events are sent by POST; https in live.",
        examples: ["https://shop.example.com/webhooks"],
      }),
      secrets: z
        .array(secretSchema(source, objectToWebhookSecret(environment)).meta(secretShape))
        .min(1)
        .meta({
          description:
            "The secrets that sign the events: whsec_ and base64, in live at least 24 bytes. All of them sign, so you can exchange one without a gap.",
          examples: [[{ env: "PAY_WEBHOOK_SECRET" }]],
        }),
      events: z
        .array(eventType)
        .min(1)
        .nullable()
        .default(null)
        .meta({
          description: "The types of events that go there; null: all.",
          examples: [["session.succeeded"]],
        }),
    })
    .transform(({ id, ...endpoint }) => {
      const addressId = createHash("sha256").update(endpoint.url).digest("hex");
      return { ...endpoint, id: id ?? addressId, addressId };
    });
  return z
    .strictObject({
      name: shownTextSchema(200).meta({
        description: "Your name, as the customer reads it.",
        examples: ["Cantina del Sol"],
      }),
      ...publicProfile(environment, folder),
      apiKeys: z
        .array(apiKey)
        .min(1)
        .meta({
          description: "The keys with which your backend calls the API.",
          examples: [[{ id: "backend", secret: { env: "PAY_API_KEY" } }]],
        }),
      allowedOrigins: z
        .array(originSchema(environment))
        .default([])
        .meta({
          description:
            "The origins of the pages with the widget, and the only places that a returnUrl may lead to. Each is written out; * is not allowed.",
          examples: [["https://shop.example.com"]],
        }),
      webhooks: z
        .array(webhook)
        .default([])
        .meta({
          description: "The endpoints that receive events.",
          examples: [
            [{ url: "https://shop.example.com/webhooks", secrets: [{ env: "PAY_WEBHOOK_SECRET" }] }],
          ],
        }),
    })
    .meta({
      description: "The shop that takes the money.",
      examples: [{ name: "Cantina del Sol", apiKeys: [{ id: "backend", secret: { env: "PAY_API_KEY" } }] }],
    });
}
