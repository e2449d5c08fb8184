import { expect, test } from "vitest";
import { demoConfig } from "../../demo/config.ts";
import { payCodes } from "../../demo/sandbox/providers/cxpay/pay-codes.ts";
import { channels } from "../../demo/sandbox/providers/lhxpay/channels.ts";
import { markets } from "../../demo/shop/catalog.ts";

const provider = { baseUrl: "http://127.0.0.1:9100", credentials: { key: "k" } };
const providers = {
  paypro: provider,
  cxpay: provider,
  lhxpay: provider,
  chainup: provider,
  bharatpay: provider,
};
const config = demoConfig({
  sandbox: { providers },
  bffUrl: "http://127.0.0.1:8787",
  shopUrl: "http://127.0.0.1:8080",
});

test("has an account at each of the five providers", () => {
  expect(new Set(config.accounts.map((account) => account.provider))).toEqual(
    new Set(Object.keys(providers)),
  );
});

test("offers methods in every currency and country of the shop, and in no other", () => {
  const sold = new Set(markets.map(({ currency }) => currency));
  const offered = config.accounts.flatMap(({ methods }) => methods);
  expect(new Set(offered.map(({ currency }) => currency))).toEqual(sold);
  for (const { country, currency } of markets) {
    const here = offered.filter(
      (method) =>
        method.currency === currency && (!method.countries || method.countries.includes(country ?? "")),
    );
    expect(here.length, currency).toBeGreaterThan(0);
  }
});

test("names only channels the sandbox knows", () => {
  for (const { provider: id, methods, options } of config.accounts) {
    for (const { channel, currency } of methods) {
      if (id === "lhxpay") expect(channels).toHaveProperty(String(channel));
      if (id === "cxpay") {
        expect(payCodes[String(channel)]).toMatchObject({
          currency,
          country: options.country,
          direction: "collect",
        });
      }
    }
  }
});

test("takes what it is given, and makes up secrets that differ", () => {
  const given = demoConfig({
    sandbox: { providers },
    bffUrl: "http://pay.example",
    shopUrl: "http://shop.example/here",
    listen: { host: "0.0.0.0", port: 1 },
    databasePath: "x.db",
    apiKey: "sk_1",
    webhookSecret: "whsec_x",
  });
  expect(given).toMatchObject({
    listen: { host: "0.0.0.0", port: 1 },
    publicUrl: "http://pay.example",
    database: { url: "sqlite:x.db" },
    merchant: {
      apiKeys: [{ secret: "sk_1" }],
      allowedOrigins: ["http://shop.example"],
      webhooks: [{ url: "http://shop.example/webhooks", secrets: ["whsec_x"] }],
    },
  });
  const [one, other] = [
    config,
    demoConfig({ sandbox: { providers }, bffUrl: "http://a", shopUrl: "http://b" }),
  ];
  expect(one.merchant.apiKeys[0].secret).not.toBe(other.merchant.apiKeys[0].secret);
  expect(one.merchant.webhooks[0].secrets[0]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});

test("says which provider the sandbox lacks", () => {
  const { chainup: _gone, ...rest } = providers;
  const options = { sandbox: { providers: rest }, bffUrl: "http://a", shopUrl: "http://b" };
  expect(() => demoConfig(options)).toThrow(/chainup/);
});
