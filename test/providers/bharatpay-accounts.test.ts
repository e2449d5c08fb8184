import { describe, expect, test } from "vitest";
import { bharatpay } from "../../bff/providers/bharatpay/adapter.ts";
import { findProvider } from "../../bff/providers/registry.ts";
import { answerOf, credentials, encrypt, innerText, known } from "./support/bharatpay-account.ts";
import { mistakesIn, openAccount, provideForFile } from "./support/canned-provider.ts";

const { provider, lastAsked } = provideForFile();

function account(options: object = {}) {
  return openAccount(bharatpay, { baseUrl: provider.baseUrl, credentials, options });
}

describe("BharatPay's configuration", () => {
  const mistakes = (rest: object, options: object = {}) =>
    mistakesIn(bharatpay, { credentials: { ...credentials, ...rest }, options });

  test("takes a 32-character access key by default, and says by name how long another is", () => {
    expect(mistakes({})).toEqual([]);
    const [message] = mistakes({ accessKey: known.vendorKey.slice(0, 31) });
    expect(message).toMatch(/^credentials\.accessKey has 31 bytes .* needs 32/);
    expect(message).not.toContain(known.vendorKey.slice(0, 12));
    expect(bharatpay.secretCredentials).toEqual(["accessKey"]);
    expect(findProvider("bharatpay")).toBe(bharatpay);
    expect(bharatpay.title).toBe("BharatPay");
  });

  test("takes the ciphers and key encodings of other contracts", () => {
    const hexKey = "00112233445566778899aabbccddeeff";
    for (const [accessKey, options] of [
      [hexKey, { aes: "aes-128-ecb", keyEncoding: "hex" }],
      [Buffer.from(hexKey, "hex").toString("base64"), { aes: "aes-128-ecb", keyEncoding: "base64" }],
      [known.vendorKey, { aes: "aes-256-cbc", iv: "0123456789abcdef" }],
      [known.vendorKey, { version: "v1", payInFamily: "Debit" }],
      [known.vendorKey, { version: "v2", payInFamily: "Credit", keyEncoding: "utf8", iv: null }],
      [known.vendorKey, { aes: "aes-256-ecb" }],
    ] as const) {
      expect(mistakes({ accessKey }, options)).toEqual([]);
    }
  });

  test("leaves an adapter that can do what its capabilities say", () => {
    const adapter = account();
    expect(adapter.capabilities).toEqual(["create", "query", "callback", "payout", "balance"]);
  });
});

describe("BharatPay's balance", () => {
  test("is asked for by the version's header, and may be encrypted and partial", async () => {
    provider.answer({ body: answerOf({ remainBalance: 800.25 }) });
    await account().balance?.(1);
    const { method, path, headers, body } = lastAsked();
    expect([method, path, headers.authorization, body]).toEqual([
      "GET",
      "/api/channel/Merchant/Balance",
      "30000001",
      "",
    ]);
    provider.answer({ body: answerOf(encrypt('{"remainBalance":5}')) });
    expect(await account({ version: "v1" }).balance?.(1)).toMatchObject({
      available: { minor: 500n, currency: "INR", decimals: 2 },
      total: null,
    });
    expect(lastAsked().headers.authorization).toBe(known.vendorKey);
  });
});

describe("trying a BharatPay account out", () => {
  const balance = answerOf({ balance: 1, frozenBalance: 0, remainBalance: 1 });

  test("proves the merchant id by the balance and, in V2, the access key by a query", async () => {
    const answers = (question: object) =>
      provider.answer(({ method }) => ({ body: method === "GET" ? balance : JSON.stringify(question) }));
    answers({ code: 1005, errorDesc: "Order does not exist", result: null });
    expect(await account().probe(1)).toEqual({ kind: "ok" });
    expect(innerText(lastAsked().body)).toBe('{"sourceNo":"0"}');
    answers({ code: 0, errorDesc: null, result: null });
    expect(await account().probe(1)).toEqual({ kind: "ok" });
    provider.asked.length = 0;
    expect(await account({ version: "v1" }).probe(1)).toEqual({ kind: "ok" });
    expect(provider.asked).toHaveLength(1);
  });

  test("makes no query once the balance is refused", async () => {
    provider.answer({ body: '{"code":401,"errorDesc":"Unauthorized","result":null}' });
    expect(await account().probe(1)).toEqual({ kind: "wrong_credentials", code: "signature_refused" });
    expect(provider.asked).toHaveLength(1);
  });

  test("says that the credentials, or our address, are not let in", async () => {
    provider.answer({ status: 401, body: '{"code":401,"errorDesc":"Unauthorized","result":null}' });
    expect(await account().probe(1)).toMatchObject({
      kind: "wrong_credentials",
      code: "access_denied",
      note: expect.stringContaining("this server's address"),
    });
  });

  const absent = '{"code":1005,"errorDesc":"Order does not exist","result":null}';
  const nowhere = { status: 404, body: '{"code":"404","msg":"Not Found"}' };

  test("is content with a query where the contract has no balance", async () => {
    for (const version of ["v1", "v2"]) {
      provider.answer(({ method }) => (method === "GET" ? nowhere : { body: absent }));
      expect(await account({ version }).probe(1)).toEqual({
        kind: "ok",
        note: "the balance call did not work; a query did",
      });
    }
  });

  test("names the other family where the gateway has only that one", async () => {
    for (const held of [nowhere, { body: balance }]) {
      provider.answer(({ method, path }) =>
        method === "GET" ? held : path.includes("/Debit/") ? { body: absent } : nowhere,
      );
      expect(await account().probe(1)).toEqual({
        kind: "unexpected",
        code: "other_family",
        note: "this gateway has no Credit calls, but Debit: where it collects with Debit, set options.payInFamily to Debit",
      });
      expect(await account({ payInFamily: "Debit" }).probe(1)).toMatchObject({ kind: "ok" });
    }
  });

  test("does not take a gateway that has nothing for another family", async () => {
    provider.answer(nowhere);
    expect(await account().probe(1)).toEqual({ kind: "not_reached", cause: "error_status" });
  });
});
