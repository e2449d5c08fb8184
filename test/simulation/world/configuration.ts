/** How every process of the simulated world is configured. */

import type { AccountMethod, WebhookConfig } from "../../../bff/config/types.ts";
import { Secret } from "../../../bff/core/secret.ts";
import type { ServiceContext } from "../../../bff/services/context.ts";
import { isWireId, methodsAt } from "./wire/accounts.ts";

/** Made up; the simulated shop checks no signatures. */
export const webhookSecret = new Secret(
  `whsec_${Buffer.from("a secret of the simulated shop").toString("base64")}`,
);

/** @param approveAbove by currency, minor units: what must be approved; default nothing. */
export function configOf(
  databaseUrl: string,
  approveAbove: ReadonlyMap<string, bigint> = new Map(),
): ServiceContext["config"] {
  return {
    environment: "sandbox",
    listen: { host: "127.0.0.1", port: 0 },
    publicUrl: "https://pay.example",
    database: { url: databaseUrl },
    merchant: {
      name: "Shop",
      logo: null,
      support: null,
      terms: null,
      apiKeys: [{ id: "backend", secret: new Secret("sk"), scopes: ["sessions"], sources: null }],
      allowedOrigins: ["https://shop.example"],
      webhooks: [],
    },
    network: {
      allowPrivateAddresses: false,
      trustedProxies: 0,
      webhookHosts: { names: [], ranges: [] },
      outgoingProxy: null,
      keepAliveMs: 65_000,
      providerTimeoutMs: 15_000,
    },
    limits: {
      browserPerMinute: 0,
      sessionPerMinute: 0,
      merchantPerMinute: 0,
      callbacksPerMinute: 0,
      failuresPerMinute: 0,
      paymentsPerSession: 30,
    },
    retention: { personalDataDays: 90, exchangesDays: 30, finishedDays: 400, archive: null },
    payouts: { maxAmount: new Map(), dailyLimit: new Map(), approveAbove },
    console: { operators: [] },
    encryption: { keys: [] },
    metrics: { token: null },
    accounts: [],
    coins: {},
  };
}

/** Two ways are each offered by two accounts, so that one can stand in for the other. */
export function methodsOf(accountId: string): AccountMethod[] {
  if (isWireId(accountId)) return methodsAt(accountId);
  const base = {
    currency: "MXN",
    decimals: 2,
    expiresInSeconds: 3_600,
    countries: null,
    minMinor: null,
    maxMinor: null,
    label: null,
    icon: null,
  };
  const ways: Readonly<Record<string, readonly [method: string, channel: string][]>> = {
    weak: [
      ["bank_transfer", "va"],
      ["store", "store"],
    ],
    untold: [
      ["alipay", "2"],
      ["store", "store"],
    ],
    bare: [],
    strong: [
      ["cashier", "page"],
      ["bank_transfer", "bank"],
    ],
  };
  return (ways[accountId] ?? []).map(([method, channel]) => ({ ...base, method, channel }));
}

/** The endpoint keeps its id when its address is changed, as its deliveries belong to the id. */
export function endpointAt(url: string, id = "shop"): Omit<WebhookConfig, "secrets"> {
  return { id, url, addressId: `hash of ${url}`, events: null };
}
