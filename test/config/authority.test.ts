/** The parts of the configuration that say who may do what, and how much. */

import { describe, expect, test } from "vitest";
import { readConfig } from "../../bff/config.ts";
import { isWithin } from "../../bff/core/address-ranges.ts";

const minimal = {
  environment: "sandbox",
  publicUrl: "http://127.0.0.1:8787",
  merchant: { name: "Cantina", apiKeys: [{ id: "backend", secret: "sk" }] },
  accounts: [
    {
      id: "paypro-mx",
      provider: "paypro",
      baseUrl: "http://127.0.0.1:9104",
      credentials: { merchantNo: "2000000001", appSecret: "made-up" },
      methods: [{ method: "store", channel: "store", currency: "MXN" }],
    },
  ],
};
const coinAccount = {
  ...minimal.accounts[0],
  id: "coins",
  methods: [{ method: "store", channel: "store", currency: "DOGEX", decimals: 6 }],
};

function read(changes: object) {
  return readConfig({ text: JSON.stringify({ ...minimal, ...changes }), env: {} });
}

function issuesOf(changes: object): unknown {
  const reading = read(changes);
  return reading.ok ? [] : reading.issues.map(({ path, message }) => [path, message]);
}

const withSources = (sources: unknown) => ({
  merchant: { ...minimal.merchant, apiKeys: [{ id: "backend", secret: "sk", sources }] },
});

describe("payouts", () => {
  test("have no limits by default", () => {
    const reading = read({});
    expect(reading.ok && reading.config.payouts).toEqual({
      maxAmount: new Map(),
      dailyLimit: new Map(),
      approveAbove: new Map(),
    });
  });

  test("are limited in the decimals of each currency, and zero is an amount", () => {
    const reading = read({
      payouts: { maxAmount: { MXN: "100", JPY: "5000" }, approveAbove: { MXN: "0", KWD: "1.005" } },
    });
    expect(reading.ok && reading.config.payouts).toMatchObject({
      maxAmount: new Map([
        ["MXN", 10_000n],
        ["JPY", 5_000n],
      ]),
      approveAbove: new Map([
        ["MXN", 0n],
        ["KWD", 1_005n],
      ]),
    });
  });

  test.each([
    [
      { maxAmount: { PESO: "1" } },
      "payouts.maxAmount.PESO",
      "is neither an ISO 4217 currency nor a coin of an account",
    ],
    [
      { dailyLimit: { mxn: "1" } },
      "payouts.dailyLimit.mxn",
      "is neither an ISO 4217 currency nor a coin of an account",
    ],
    [
      { approveAbove: { JPY: "1.5" } },
      "payouts.approveAbove.JPY",
      'must be decimal text such as "100" with at most 0 decimals',
    ],
    [
      { approveAbove: { MXN: "-1" } },
      "payouts.approveAbove.MXN",
      'must be decimal text such as "100" with at most 2 decimals',
    ],
    [
      { maxAmount: { MXN: "1e3" } },
      "payouts.maxAmount.MXN",
      'must be decimal text such as "100" with at most 2 decimals',
    ],
    [{ maxAmount: { MXN: 100 } }, "payouts.maxAmount.MXN", "must be text"],
    [{ weeklyLimit: {} }, "payouts.weeklyLimit", "is not a known field"],
  ])("%j is named", (payouts, path, message) => {
    expect(issuesOf({ payouts })).toEqual([[path, message]]);
  });

  test("may be of a coin that an account has, and of no other", () => {
    const payouts = { maxAmount: { DOGEX: "1.000001" } };
    expect(issuesOf({ payouts })).toEqual([["payouts.maxAmount.DOGEX", expect.any(String)]]);
    const reading = read({ payouts, accounts: [...minimal.accounts, coinAccount] });
    const issues = reading.ok ? [] : reading.issues.map(({ path }) => path);
    expect(issues).not.toContain("payouts.maxAmount.DOGEX");
  });
});

describe("the sources of an API key", () => {
  test("are anywhere by default", () => {
    const reading = read({});
    expect(reading.ok && reading.config.merchant.apiKeys[0]?.sources).toBe(null);
  });

  test("are ranges and addresses", () => {
    const reading = read(withSources(["10.0.0.0/8", "2001:db8::/32", "203.0.113.7"]));
    const sources = (reading.ok ? reading.config.merchant.apiKeys[0]?.sources : null) ?? [];
    expect(isWithin("203.0.113.7", sources)).toBe(true);
    expect(isWithin("203.0.113.8", sources)).toBe(false);
  });

  test.each([
    [[], "merchant.apiKeys.0.sources"],
    [["10.0.0.0/33"], "merchant.apiKeys.0.sources.0"],
    [["::1", "shop.example.com"], "merchant.apiKeys.0.sources.1"],
    [[10], "merchant.apiKeys.0.sources.0"],
    ["10.0.0.0/8", "merchant.apiKeys.0.sources"],
  ])("%j is named", (sources, path) => {
    expect(issuesOf(withSources(sources))).toEqual([[path, expect.any(String)]]);
  });
});
