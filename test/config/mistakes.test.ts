/** What is wrong in a configuration is told by its path, all at once. */

import { describe, expect, test } from "vitest";
import {
  account,
  issuesOf,
  minimal,
  payproMethod,
  webhookSecret,
  withChange,
} from "./support/configuration.ts";

describe("mistakes are named by their path:", () => {
  test.each<[string, unknown, string]>([
    ["environment", "production", "must be one of sandbox, live"],
    ["surprise", 1, "is not a known field"],
    ["listen.port", 65_536, "must be at most 65535"],
    ["listen.host", "", "must not be empty"],
    ["listen.host", "http://127.0.0.1", "must be an address such as 127.0.0.1"],
    ["listen.host", "127.0.0.1:8787", "without scheme, port or blanks"],
    ["listen.host", " 127.0.0.1", "without scheme, port or blanks"],
    ["listen.host", "[::1]", "must be an address such as 127.0.0.1"],
    ["listen.host", "*", "must be an address such as 127.0.0.1"],
    ["listen.hots", "::1", "is not a known field"],
    ["publicUrl", "pay.example.com", "must be an absolute http or https URL"],
    ["publicUrl", "https://user:pw@pay.example.com", "must not hold a user name or password"],
    ["publicUrl", "https://pay.example.com/?a=1", "must not have a query"],
    ["publicUrl", "https://pay.example.com/#a", "must not have a fragment"],
    [
      "publicUrl",
      "http://0.0.0.0:8787",
      "must be the address that others call; 0.0.0.0 is only for listen.host",
    ],
    ["publicUrl", "http://[::]:8787/pay", "must be the address that others call; :: is only for listen.host"],
    ["publicUrl", "http://127.0.0.1:0", "must have a port that others can call, not 0"],
    ["publicUrl", "https://*.example.com", "must name one host, without *"],
    ["database.url", "mysql://db/checkout", "must be sqlite:PATH or postgres://…"],
    ["database.url", "postgres://db/checkout?sslmode=foo", "has an unknown sslmode: it is one of require,"],
    ["database.url", "postgres://db/checkout?sslmode=", "has an unknown sslmode"],
    ["database.url", "postgres://db/checkout?sslmode=require&sslmode=Require", "has an unknown sslmode"],
    ["database.url", "sqlite:", "must be sqlite:PATH or postgres://…"],
    ["merchant.name", " ", "must not be empty"],
    ["merchant.name", "Cantina\u0000", "must not hold the character U+0000"],
    ["merchant.name", "Cantina\ndel Sol", "must not hold control characters"],
    ["merchant.name", "Cantina \ud83c", "must not hold half a surrogate pair"],
    ["accounts.0.methods.0.label", { en: "Cash\u0007" }, "must not hold control characters"],
    ["merchant.apiKeys", [], "must not be empty"],
    ["merchant.apiKeys.0.id", "back end", "must be 1 to 64 letters, digits, - or _"],
    ["merchant.apiKeys.0.secret", "with space", "must be 1 to 256 visible ASCII characters"],
    ["merchant.apiKeys.0.scopes.0", "payout", "must be one of sessions, operate, payouts, payouts:approve"],
    [
      "merchant.allowedOrigins.0",
      "https://shop.example.com/path",
      "must be an origin such as https://shop.example.com, without a path",
    ],
    ["merchant.allowedOrigins.0", "*", "must be an origin such as https://shop.example.com, without a path"],
    ["merchant.allowedOrigins.0", "https://*.example.com", "must name one host: a pattern matches no page"],
    ["merchant.allowedOrigins.0", "https://shop.*.com:8443", "must name one host"],
    [
      "merchant.allowedOrigins.0",
      "null",
      "must be an origin such as https://shop.example.com, without a path",
    ],
    ["merchant.webhooks.0", { url: "https://shop.example.com/hook" }, "is required"],
    [
      "merchant.webhooks.0",
      { url: "ftp://shop.example.com", secrets: [webhookSecret] },
      "must be an absolute http or https URL",
    ],
    ["network.trustedProxies", -1, "must be at least 0"],
    ["network.providerTimeoutMs", 99, "must be at least 100"],
    ["network.providerTimeoutMs", 120_001, "must be at most 120000"],
    ["network.keepAliveMs", 999, "must be at least 1000"],
    ["network.keepAliveMs", 3_600_001, "must be at most 3600000"],
    ["network.allowPrivateAddresses", "yes", "must be true or false"],
    ["limits.browserPerMinute", 1.5, "must be a whole number"],
    ["limits.merchantPerMinute", -1, "must be at least 0"],
    ["retention.personalDataDays", 0, "must be at least 1"],
    ["retention.finishedDays", 1.5, "must be a whole number"],
    ["retention.exchangesDays", 36_501, "must be at most 36500"],
    ["retention.archive", "", "must not be empty"],
    ["retention.days", 1, "is not a known field"],
    ["metrics.token", "", "must not be empty"],
    ["accounts", [], "must not be empty"],
    ["accounts.0.id", "a/b", "must be 1 to 64 letters, digits, - or _"],
    ["accounts.0.provider", "stripe", "must be one of paypro, cxpay, lhxpay, chainup, bharatpay"],
    ["accounts.0.baseUrl", "api.example.com", "must be an absolute http or https URL"],
    ["accounts.0.baseUrl", undefined, "is required"],
    ["accounts.0.credentials", undefined, "is required"],
    ["accounts.0.methods.0.method", "cash", "must be one of"],
    ["accounts.0.methods.0.channel", true, "must be text or a whole number"],
    ["accounts.0.methods.0.currency", "PESO", "is not an ISO 4217 currency; a coin needs `decimals`"],
    ["accounts.0.methods.0.currency", "mxn", "is not an ISO 4217 currency; a coin needs `decimals`"],
    ["accounts.0.methods.0.countries.0", "mx", "must be a two-letter country code such as MX"],
    ["accounts.0.methods.0.min", 10, "must be text"],
    ["accounts.0.methods.0.min", "10.001", 'must be decimal text such as "10" with at most 2 decimals'],
    ["accounts.0.methods.0.max", "1e5", 'must be decimal text such as "10" with at most 2 decimals'],
    ["accounts.0.methods.0.expiresIn", 0, "must be at least 1"],
    ["accounts.0.methods.0.decimals", 3, "MXN has 2 decimals by ISO 4217"],
    ["accounts.0.methods.0.label", { "not a tag": "OXXO" }, "is not a name that is allowed here"],
    ["accounts.0.methods.0.expires", 60, "is not a known field"],
    ["accounts.0.webhooks", [], "is not a known field"],
  ])("%s = %j", (path, value, message) => {
    const issues = issuesOf(withChange(minimal, path, value));
    const named = Object.entries(issues).filter(([where]) => where.startsWith(path));
    expect(named, JSON.stringify(issues)).toHaveLength(1);
    expect(named[0]?.[1]).toContain(message);
  });

  test.each(["0.0.0.0", "::", "::1", "fe80::1%eth0", "localhost", "pay_1.internal."])(
    "listen.host may be %s",
    (host) => {
      expect(issuesOf(withChange(minimal, "listen.host", host))).toEqual({});
    },
  );

  test("a smallest amount above the largest is told at the largest", () => {
    const method = { ...payproMethod, min: "100", max: "99.99" };
    expect(issuesOf(withChange(minimal, "accounts.0.methods.0", method))).toEqual({
      "accounts.0.methods.0.max": "must not be below min",
    });
  });

  test("mistakes everywhere are told all at once, each account's beside the next one's", () => {
    const broken = {
      environment: "sandbox",
      publicUrl: "nowhere",
      network: { providerTimeoutMs: 1 },
      merchant: { name: "", apiKeys: [{ id: "a", secret: { env: "MISSING" } }] },
      accounts: [
        { ...account, baseUrl: "nowhere", methods: [{ ...payproMethod, currency: "XXQ" }] },
        { ...account, id: "second", credentials: { merchantNo: "1" } },
        {
          ...account,
          id: "third",
          options: { saltPosition: "middle" },
          credentials: { merchantNo: "1", appSecret: "x" },
        },
      ],
    };
    expect(Object.keys(issuesOf(broken)).sort()).toEqual([
      "accounts.0.baseUrl",
      "accounts.0.methods.0.currency",
      "accounts.1.credentials.appSecret",
      "accounts.2.options.saltPosition",
      "merchant.apiKeys.0.secret",
      "merchant.name",
      "network.providerTimeoutMs",
      "publicUrl",
    ]);
  });

  test("what a provider does not take is named below its account", () => {
    const wrongChannel = { ...payproMethod, channel: "oxxo" };
    expect(Object.keys(issuesOf(withChange(minimal, "accounts.0.methods.0", wrongChannel)))).toEqual([
      "accounts.0.methods.0",
    ]);
    const extra = { ...account.credentials, appKey: "x" };
    expect(issuesOf(withChange(minimal, "accounts.0.credentials", extra))).toEqual({
      "accounts.0.credentials.appKey": "is not a known field",
    });
    expect(issuesOf(withChange(minimal, "accounts.0.credentials", {}))).toEqual({
      "accounts.0.credentials.merchantNo": "is required",
      "accounts.0.credentials.appSecret": "is required",
    });
  });
});
