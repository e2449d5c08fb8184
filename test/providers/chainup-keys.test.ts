import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { chainup } from "../../bff/providers/chainup/adapter.ts";
import { chainupCredentials } from "../../bff/providers/chainup/credentials.ts";
import type { MethodConfig } from "../../bff/providers/contract.ts";
import { findProvider } from "../../bff/providers/registry.ts";
import { mistakesIn, nobody, openAccount } from "./support/canned-provider.ts";
import { credentials, known, merchantPrivate, platformPublic } from "./support/chainup-platform.ts";

const mistakes = (rest: object, options: object = {}) =>
  mistakesIn(chainup, { credentials: { ...credentials, ...rest }, options });

describe("ChainUp's keys", () => {
  test("are taken bare and as PEM of PKCS#8, PKCS#1 and SPKI", () => {
    expect(mistakes({})).toEqual([]);
    for (const type of ["pkcs1", "pkcs8"] as const) {
      expect(mistakes({ privateKey: merchantPrivate.export({ format: "pem", type }) })).toEqual([]);
    }
    for (const type of ["pkcs1", "spki"] as const) {
      expect(mistakes({ platformPublicKey: platformPublic.export({ format: "pem", type }) })).toEqual([]);
    }
  });

  test("are told by name when they are not what they should be", () => {
    expect(mistakes({ privateKey: known.rsa_third_pub })).toEqual([
      "credentials.privateKey is a public key, but must be a private one; pay-checkout keys chainup makes one",
    ]);
    expect(mistakes({ platformPublicKey: known.rsa_saas_pri_TEST_ONLY })).toEqual([
      "credentials.platformPublicKey is a private key, but must be a public one; the platform's console shows it",
    ]);
    expect(mistakes({ privateKey: known.rsa_third_pri.slice(0, -40) })).toEqual([
      "credentials.privateKey is cut off: part of the key is missing; pay-checkout keys chainup makes one",
    ]);
    expect(mistakes({ platformPublicKey: known.rsa_saas_pub.slice(0, 100) })).toEqual([
      "credentials.platformPublicKey is cut off: part of the key is missing; the platform's console shows it",
    ]);
    expect(mistakes({ privateKey: known.rsa_third_pub, platformPublicKey: "x" })).toHaveLength(2);
    expect(mistakes({ privateKey: undefined }).join()).toMatch(/^credentials\.privateKey /);
  });

  test("are told when the platform's is our own", () => {
    expect(mistakes({ platformPublicKey: known.rsa_third_pub })).toEqual([
      "credentials.platformPublicKey is the public half of privateKey, but must be the platform's own public key",
    ]);
  });

  test("never show, in a mistake or when an account is printed", () => {
    const texts = [
      ...mistakes({ privateKey: known.rsa_third_pri.slice(0, -40), platformPublicKey: known.rsa_third_pri }),
      inspect(chainupCredentials.parse(credentials), { depth: 9, showHidden: true }),
      JSON.stringify(chainupCredentials.parse(credentials)),
      inspect(openAccount(chainup, { baseUrl: "https://gw.example", credentials }), { depth: 9 }),
    ].join("\n");
    for (let at = 0; at + 12 < known.rsa_third_pri.length; at += 12) {
      expect(texts).not.toContain(known.rsa_third_pri.slice(at, at + 12));
    }
    expect(chainup.secretCredentials).toEqual(["privateKey"]);
    expect(findProvider("chainup")).toBe(chainup);
    expect(chainup.title).toBe("ChainUp");
  });
});

describe("ChainUp's options", () => {
  test("are held to what the sheet names", () => {
    for (const options of [
      {
        orderDetailShape: "flat",
        signDigest: "RSA-SHA1",
        cancelPath: "/x",
        payPageBase: "https://p.example",
      },
      { signDigest: "RSA-MD5", orderSceneType: "1000011" },
      {
        signDigest: "RSA-SHA256",
        orderDetailShape: "envelope",
        payPageBase: "http://p.example",
        orderSceneType: null,
      },
    ]) {
      expect(mistakes({}, options)).toEqual([]);
    }
    for (const [options, path] of [
      [{ orderDetailShape: "xml" }, "options.orderDetailShape"],
      [{ signDigest: "RSA-SHA512" }, "options.signDigest"],
      [{ cancelPath: "opay/cancelOrder" }, "options.cancelPath"],
      [{ payPageBase: "javascript:alert(1)" }, "options.payPageBase"],
      [{ orderSceneType: "a" }, "options.orderSceneType"],
      [{ shape: "flat" }, "options.shape"],
    ] as const) {
      expect(mistakes({}, options).map((text) => text.split(" ")[0])).toEqual([path]);
    }
  });

  test("hold a method to a coin's symbol", () => {
    const usdt = { method: "crypto", currency: "USDT", decimals: 6, expiresInSeconds: 900 };
    const wrong = (channel: string) => {
      const methods: MethodConfig[] = [{ ...usdt, channel }];
      return mistakesIn(chainup, { credentials, methods });
    };
    expect(wrong("USDT")).toEqual([]);
    for (const channel of ["", "usdt", "US DT", "USDT&"]) {
      expect(wrong(channel)).toEqual([
        "methods.0 channel must be the coin's symbol in capitals, such as USDT",
      ]);
    }
  });

  test("ask the payer for an account at the exchange, and check what was typed", () => {
    const adapter = openAccount(chainup, { baseUrl: "https://gw.example", credentials });
    const usdt = { method: "crypto", channel: "USDT", currency: "USDT", decimals: 6, expiresInSeconds: 900 };
    expect(adapter.payerFields(usdt)).toEqual([{ name: "exchangeUid", required: true }]);
    expect(adapter.actionOf(usdt)).toBe("redirect");
    const check = (account: object) =>
      adapter
        .checkPayer(usdt, { ...nobody, providerAccount: { ...nobody.providerAccount, ...account } })
        .map(({ name }) => name);
    expect(check({})).toEqual([]);
    expect(check({ userId: "22033390" })).toEqual([]);
    expect(check({ openId: "2ae04ed9165624419bad68e9e0f3f29fbd" })).toEqual([]);
    expect(check({ userId: "me@example.com" })).toEqual(["exchangeUid"]);
    expect(check({ userId: "1".repeat(21) })).toEqual(["exchangeUid"]);
    expect(check({ openId: "a b" })).toEqual(["exchangeUid"]);
  });

  test("leave an adapter that can do what its capabilities say", () => {
    const adapter = openAccount(chainup, { baseUrl: "https://gw.example", credentials });
    expect(adapter.capabilities).toEqual(["create", "query", "cancel", "callback", "statement"]);
    expect(adapter.payouts).toBeUndefined();
    expect(adapter.balance).toBeUndefined();
  });
});
