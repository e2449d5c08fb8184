import { describe, expect, test } from "vitest";
import { issuesOf, minimal, readRight } from "./support/configuration.ts";

describe("defaults", () => {
  test("only environment, publicUrl, merchant and accounts are required", () => {
    expect(issuesOf({})).toEqual({
      environment: "is required",
      publicUrl: "is required",
      merchant: "is required",
      accounts: "is required",
    });
    expect(issuesOf(minimal)).toEqual({});
  });

  test("everything else has the documented default", () => {
    const config = readRight(minimal);
    expect(config).toMatchObject({
      environment: "sandbox",
      listen: { host: "127.0.0.1", port: 8787 },
      database: { url: "sqlite:data/checkout.db" },
      merchant: { allowedOrigins: [], webhooks: [] },
      network: {
        allowPrivateAddresses: false,
        trustedProxies: 0,
        webhookHosts: { names: [], ranges: [] },
        outgoingProxy: null,
        keepAliveMs: 65_000,
        providerTimeoutMs: 15_000,
      },
      limits: {
        browserPerMinute: 600,
        merchantPerMinute: 6000,
        callbacksPerMinute: 6000,
        paymentsPerSession: 30,
      },
      retention: { personalDataDays: 90, exchangesDays: 30, finishedDays: 400, archive: null },
      metrics: { token: null },
      coins: {},
    });
    expect(config.merchant.apiKeys[0]?.scopes).toEqual(["sessions", "reports"]);
    expect(config.accounts[0]?.methods).toEqual([
      {
        method: "store",
        channel: "store",
        currency: "MXN",
        decimals: 2,
        expiresInSeconds: 86_400,
        countries: null,
        minMinor: null,
        maxMinor: null,
        label: null,
        icon: null,
      },
    ]);
  });
});
