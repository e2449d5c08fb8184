/** What a configuration says, in the form that the program works with. */

import { describe, expect, test } from "vitest";
import { readConfig } from "../../bff/config.ts";
import {
  account,
  issuesOf,
  minimal,
  payproMethod,
  readRight,
  webhookSecret,
  withChange,
} from "./support/configuration.ts";

describe("forms", () => {
  test("origins are normalised as browsers send them", () => {
    const origins = ["HTTPS://Shop.Example.com:443", "https://shop2.example.com/", "http://127.0.0.1:8080"];
    expect(
      readRight(withChange(minimal, "merchant.allowedOrigins", origins)).merchant.allowedOrigins,
    ).toEqual(["https://shop.example.com", "https://shop2.example.com", "http://127.0.0.1:8080"]);
  });

  test("base addresses lose the slash at their end and keep their path", () => {
    const config = readRight({
      ...minimal,
      publicUrl: "https://pay.example.com/",
      accounts: [{ ...account, baseUrl: "https://x.example/mex-pay/" }],
    });
    expect(config.publicUrl).toBe("https://pay.example.com");
    expect(config.accounts[0]?.baseUrl).toBe("https://x.example/mex-pay");
  });

  test("a channel may be a number and is text inside", () => {
    const lhxpay = {
      id: "lhx",
      provider: "lhxpay",
      baseUrl: "https://lhx.example",
      credentials: { appKey: "key", secret: "secret" },
      methods: [{ method: "wechat_pay", channel: 1, currency: "CNY" }],
    };
    expect(readRight({ ...minimal, accounts: [lhxpay] }).accounts[0]?.methods[0]?.channel).toBe("1");
  });

  test("bounds are minor units of the currency", () => {
    const method = { ...payproMethod, min: "10", max: "10000.5" };
    const [read] = readRight(withChange(minimal, "accounts.0.methods.0", method)).accounts[0]?.methods ?? [];
    expect(read).toMatchObject({ minMinor: 1_000n, maxMinor: 1_000_050n });
  });

  test("a byte order mark before the file does no harm", () => {
    expect(readConfig({ text: `\uFEFF${JSON.stringify(minimal)}`, env: {} }).ok).toBe(true);
  });

  test("accounts keep their order, which is the order they are tried in", () => {
    const ids = ["c", "a", "b"];
    const config = readRight({ ...minimal, accounts: ids.map((id) => ({ ...account, id })) });
    expect(config.accounts.map(({ id }) => id)).toEqual(ids);
  });
});

describe("a webhook endpoint", () => {
  const endpoint = { url: "https://shop.example.com/hook", secrets: [webhookSecret] };
  const readEndpoint = (changes: object) =>
    readRight(withChange(minimal, "merchant.webhooks", [{ ...endpoint, ...changes }])).merchant.webhooks[0];

  test("has the id that it is given, else one made from its address, and takes all events unless told otherwise", () => {
    const plain = readEndpoint({});
    expect(plain).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{64}$/), events: null });
    expect(plain?.addressId).toBe(plain?.id);
    const named = readEndpoint({ id: "shop", events: ["session.succeeded"] });
    expect(named).toMatchObject({ id: "shop", addressId: plain?.id, events: ["session.succeeded"] });
  });
});

describe("an account's identity", () => {
  const identityOf = (changes: object) =>
    readRight({ ...minimal, accounts: [{ ...account, ...changes }] }).accounts[0]?.identity;

  test("is that of the merchant at the provider's address: another secret, name or method is the same", () => {
    const identity = identityOf({});
    expect(identity).toMatch(/^[0-9a-f]{64}$/);
    const merchantNo = "2000000001";
    expect(identityOf({ id: "another", methods: [], retired: true })).toBe(identity);
    expect(identityOf({ credentials: { merchantNo, appSecret: "another-secret" } })).toBe(identity);
    expect(
      identityOf({ credentials: { merchantNo: "2000000002", appSecret: "canary-app-secret" } }),
    ).not.toBe(identity);
    expect(identityOf({ baseUrl: "https://api.paypro.example/other" })).not.toBe(identity);
  });
});

describe("coins", () => {
  const crypto = (decimals?: number) => ({
    ...payproMethod,
    currency: "USDT",
    ...(decimals === undefined ? {} : { decimals }),
  });
  const withMethods = (...methods: unknown[]) => ({
    ...minimal,
    accounts: methods.map((method, index) => ({ ...account, id: `a${index}`, methods: [method] })),
  });

  test("a coin that two methods give different decimals is told, with the place of the first", () => {
    expect(issuesOf(withMethods(crypto(6), crypto(8)))).toMatchObject({
      "accounts.1.methods.0.decimals": "USDT has 6 decimals in accounts.0.methods.0",
    });
  });

  test("decimals given once hold for every method of the coin", () => {
    const issues = issuesOf(withMethods(crypto(), crypto(6)));
    // The one mistake that remains: PayPro takes no coins.
    expect(Object.keys(issues)).toEqual(["accounts.0.methods.0", "accounts.1.methods.0"]);
  });

  test("decimals beyond 18 are no coin's", () => {
    expect(issuesOf(withMethods(crypto(19)))).toHaveProperty(["accounts.0.methods.0.decimals"]);
  });
});
