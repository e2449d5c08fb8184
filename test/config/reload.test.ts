import { expect, test } from "vitest";
import { planReload } from "../../bff/config/reload.ts";
import type { CheckoutConfig } from "../../bff/config/types.ts";
import { readConfig } from "../../bff/config.ts";

const store = { method: "store", channel: "store", currency: "MXN" };
const bank = { method: "bank_transfer", channel: "va", currency: "MXN" };
const account = {
  id: "paypro-mx",
  provider: "paypro",
  baseUrl: "https://api.paypro.example/mex-pay",
  credentials: { merchantNo: "2000000001", appSecret: "made-up-secret" },
  methods: [store],
};
const second = { ...account, id: "second", baseUrl: "https://second.example" };
const merchant = {
  name: "Cantina del Sol",
  apiKeys: [{ id: "backend", secret: "sk_1", scopes: ["sessions"] }],
  allowedOrigins: ["https://shop.example.com"],
  webhooks: [
    { id: "shop", url: "https://shop.example.com/hook", secrets: ["whsec_bWFkZSB1cCBzZWNyZXQgb2YgYSB0ZXN0"] },
  ],
};
const base = {
  environment: "sandbox",
  publicUrl: "https://pay.example.com",
  merchant,
  accounts: [account, second],
};

function read(raw: unknown): CheckoutConfig {
  const reading = readConfig({ text: JSON.stringify(raw), env: {} });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return reading.config;
}

const running = read(base);

function plan(change: object) {
  return planReload(running, read({ ...base, ...change }));
}

test("the same file changes nothing, and leaves every account the same object", () => {
  const { config, changed, waiting } = plan({});
  expect([changed, waiting]).toEqual([[], []]);
  expect(config.accounts.map((each, at) => each === running.accounts[at])).toEqual([true, true]);
});

test.each<[string, object]>([
  ["merchant.apiKeys", { merchant: { ...merchant, apiKeys: [{ id: "backend", secret: "sk_2" }] } }],
  [
    "merchant.apiKeys",
    { merchant: { ...merchant, apiKeys: [{ id: "backend", secret: "sk_2", scopes: ["sessions"] }] } },
  ],
  ["merchant.allowedOrigins", { merchant: { ...merchant, allowedOrigins: ["https://other.example.com"] } }],
  ["merchant.webhooks", { merchant: { ...merchant, webhooks: [] } }],
  [
    "merchant.apiKeys",
    { merchant: { ...merchant, apiKeys: [{ ...merchant.apiKeys[0], sources: ["10.0.0.0/8"] }] } },
  ],
  ["payouts.maxAmount", { payouts: { maxAmount: { MXN: "100" } } }],
  ["payouts.approveAbove", { payouts: { approveAbove: { MXN: "0" } } }],
  ["limits.paymentsPerSession", { limits: { paymentsPerSession: 3 } }],
  ["accounts.paypro-mx.methods", { accounts: [{ ...account, methods: [store, bank] }, second] }],
  [
    "accounts.paypro-mx.methods",
    { accounts: [{ ...account, methods: [{ ...store, label: { es: "Tienda" } }] }, second] },
  ],
  ["accounts", { accounts: [second, account] }],
])("%s changes at once", (key, change) => {
  const { config, changed, waiting } = plan(change);
  expect([changed, waiting]).toEqual([[key], []]);
  expect(planReload(config, read({ ...base, ...change })).changed).toEqual([]);
});

test.each<[string, object]>([
  ["publicUrl", { publicUrl: "https://other.example.com" }],
  ["listen.port", { listen: { port: 9000 } }],
  ["database.url", { database: { url: "sqlite:other.db" } }],
  ["merchant.name", { merchant: { ...merchant, name: "Cantina" } }],
  ["network.providerTimeoutMs", { network: { providerTimeoutMs: 1_000 } }],
  ["network.keepAliveMs", { network: { keepAliveMs: 700_000 } }],
  ["network.outgoingProxy", { network: { outgoingProxy: "http://proxy.internal:3128" } }],
  ["metrics.token", { metrics: { token: "scrape-me" } }],
  ["encryption.keys", { encryption: { keys: [{ id: "a", secret: "ab".repeat(32) }] } }],
  [
    "accounts.paypro-mx.credentials",
    { accounts: [{ ...account, credentials: { merchantNo: "2000000001", appSecret: "another" } }, second] },
  ],
  [
    "accounts.paypro-mx.baseUrl",
    { accounts: [{ ...account, baseUrl: "https://other.paypro.example" }, second] },
  ],
  ["accounts.paypro-mx.retired", { accounts: [{ ...account, retired: true }, second] }],
  ["accounts", { accounts: [account] }],
  ["accounts", { accounts: [account, second, { ...account, id: "third" }] }],
])("%s waits for the next start", (key, change) => {
  const { config, changed, waiting } = plan(change);
  expect([changed, waiting]).toEqual([[], [key]]);
  expect(planReload(running, config).changed).toEqual([]);
});

test("what changes at once does so beside what waits", () => {
  const { config, changed, waiting } = plan({ limits: { merchantPerMinute: 1 }, listen: { port: 9000 } });
  expect([changed, waiting]).toEqual([["limits.merchantPerMinute"], ["listen.port"]]);
  expect([config.limits.merchantPerMinute, config.listen.port]).toEqual([1, running.listen.port]);
});

test("the methods of an account whose credentials differ wait with them", () => {
  const changedAccount = {
    ...account,
    credentials: { ...account.credentials, appSecret: "x" },
    methods: [bank],
  };
  const { config, changed, waiting } = plan({ accounts: [changedAccount, second] });
  expect(changed).toEqual([]);
  expect(waiting).toEqual(["accounts.paypro-mx.methods", "accounts.paypro-mx.credentials"]);
  expect(config.accounts[0]).toBe(running.accounts[0]);
});

test("no key that it names tells a secret", () => {
  const { changed, waiting } = plan({
    merchant: { ...merchant, apiKeys: [{ id: "backend", secret: "canary" }] },
    metrics: { token: "canary" },
  });
  expect(JSON.stringify([changed, waiting])).not.toContain("canary");
});
