import { createCipheriv, createDecipheriv } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bharatpay } from "../../bff/providers/bharatpay/adapter.ts";
import { creationText } from "../../bff/providers/bharatpay/wire.ts";
import type { MethodConfig } from "../../bff/providers/contract.ts";
import { findProvider } from "../../bff/providers/registry.ts";
import vectors from "../conformance/vectors.json" with { type: "json" };
import {
  mistakesIn,
  openAccount,
  orderOf,
  payoutOf,
  provideForFile,
  refOf,
} from "./support/canned-provider.ts";

const known = vectors["000"];
const credentials = { merchantId: "30000001", accessKey: known.vendorKey };
const upi: MethodConfig = {
  method: "upi",
  channel: "upi",
  currency: "INR",
  decimals: 2,
  expiresInSeconds: 900,
};
const order = orderOf(upi, "100.50");
const ref = refOf(order, { providerOrderId: "123" });

function encrypt(plain: string, key = known.vendorKey): string {
  const cipher = createCipheriv("aes-256-ecb", Buffer.from(key, "utf8"), null);
  return Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]).toString("base64");
}

function decrypt(data: string): string {
  const decipher = createDecipheriv("aes-256-ecb", Buffer.from(known.vendorKey, "utf8"), null);
  return Buffer.concat([decipher.update(data, "base64"), decipher.final()]).toString("utf8");
}

const { provider, lastAsked } = provideForFile();

function account(options: object = {}) {
  return openAccount(bharatpay, { baseUrl: provider.baseUrl, credentials, options });
}

/** The inner JSON text of the last request, as the version has it. */
function lastInner(version: "v1" | "v2" = "v2"): string {
  const { body } = lastAsked();
  if (version === "v1") return body;
  const outer: Record<string, string> = JSON.parse(body);
  expect(Object.keys(outer)).toEqual(["data"]);
  return decrypt(outer.data ?? "");
}

const info = (rest: object = {}) => ({
  id: 123,
  merchantSourceNo: order.orderNo,
  fiatAmount: 100.5,
  processCode: 10,
  cashierLink: "https://cashier.example/c/1",
  ...rest,
});
const answerOf = (result: unknown) => JSON.stringify({ code: 0, errorDesc: null, result });
const credit = () => answerOf({ channelCreditOrderSimpleInfo: info() });

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

describe("a BharatPay pay-in", () => {
  const flavours = [
    [{}, "/api/channel/Credit/Place", "30000001", "v2"],
    [{ payInFamily: "Debit" }, "/api/channel/Debit/Place", "30000001", "v2"],
    [{ version: "v1" }, "/api/channel/Credit/Set", known.vendorKey, "v1"],
    [{ version: "v1", payInFamily: "Debit" }, "/api/channel/Debit/Set", known.vendorKey, "v1"],
  ] as const;
  for (const [options, expectedPath, authorization, version] of flavours) {
    test(`with ${JSON.stringify(options)} goes to ${expectedPath} in the version's dress`, async () => {
      provider.answer({ body: credit() });
      expect(await account(options).createPayment(order)).toMatchObject({ kind: "accepted" });
      const { method, path, headers } = lastAsked();
      expect([method, path]).toEqual(["POST", expectedPath]);
      expect(headers.authorization).toBe(authorization);
      expect(headers["content-type"]).toBe("application/json");
      expect(lastInner(version)).toBe(
        `{"amount":100.5,"sourceNo":"${order.orderNo}","callbackUrl":"https://m.example/cb?a=1&b=2"}`,
      );
    });
  }

  test("never writes an amount through a float", async () => {
    provider.answer({ body: credit() });
    await account().createPayment(orderOf(upi, "123456789012345678.91"));
    expect(lastInner()).toContain('{"amount":123456789012345678.91,');
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 20n }), (minor) => {
        const text = creationText({
          orderNo: "T1",
          amount: { minor, currency: "INR", decimals: 2 },
          callbackUrl: "https://m.example/cb",
        });
        const written = /^\{"amount":([\d.]+),/.exec(text)?.[1] ?? "";
        const [whole = "", fraction = ""] = written.split(".");
        expect(BigInt(whole + fraction.padEnd(2, "0"))).toBe(minor);
        expect(written).not.toMatch(/\.\d*0$/);
      }),
    );
  });

  test("encrypts by the option's cipher, key encoding and iv", async () => {
    provider.answer({ body: credit() });
    const keyText = Buffer.from("k".repeat(32)).toString("base64");
    const ivText = Buffer.from("0123456789abcdef").toString("base64");
    const options = { aes: "aes-256-cbc", keyEncoding: "base64", iv: ivText };
    const adapter = openAccount(bharatpay, {
      baseUrl: provider.baseUrl,
      credentials: { ...credentials, accessKey: keyText },
      options,
    });
    await adapter.createPayment(order);
    const decipher = createDecipheriv("aes-256-cbc", "k".repeat(32), "0123456789abcdef");
    const { data } = JSON.parse(lastAsked().body);
    const plain = decipher.update(data, "base64", "utf8") + decipher.final("utf8");
    expect(JSON.parse(plain)).toMatchObject({ sourceNo: order.orderNo });
  });

  test("reads a result that is AES text, and none that is encrypted for another", async () => {
    const result = JSON.stringify({ channelCreditOrderSimpleInfo: info() });
    provider.answer({ contentType: "text/plain", body: answerOf(encrypt(result)) });
    expect(await account().createPayment(order)).toMatchObject({ kind: "accepted", providerOrderId: "123" });
    expect(await account({ version: "v1" }).queryPayment(ref)).toMatchObject({ kind: "report" });
    for (const text of [
      encrypt(result, "x".repeat(32)),
      encrypt("no json"),
      encrypt(result).slice(4),
      "",
      "Test",
    ]) {
      provider.answer({ body: answerOf(text) });
      expect(await account().createPayment(order)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
    }
  });
});

describe("a BharatPay query", () => {
  const flavours = [
    [{}, "/api/channel/Credit/GetV2", "v2"],
    [{ payInFamily: "Debit" }, "/api/channel/Debit/GetV2", "v2"],
    [{ version: "v1" }, "/api/channel/Credit/Get", "v1"],
  ] as const;
  for (const [options, expectedPath, version] of flavours) {
    test(`with ${JSON.stringify(options)} queries by our number, whatever number a callback has named`, async () => {
      provider.answer({ body: credit() });
      for (const providerOrderId of ["9007199254740993", "777777", null]) {
        await account(options).queryPayment({ ...ref, providerOrderId });
        expect(lastAsked().path).toBe(expectedPath);
        expect(lastInner(version)).toBe(`{"sourceNo":"${ref.orderNo}"}`);
      }
    });
  }

  test("keeps no link under a name that is no word", async () => {
    const deeplink = {
      "gpay\u0000": "upi://pay?pa=a",
      ["x".repeat(33)]: "upi://pay?pa=b",
      other: "upi://pay?pa=c",
    };
    provider.answer({ body: answerOf({ channelCreditOrderSimpleInfo: info(), deeplink }) });
    expect(await account().queryPayment(ref)).toMatchObject({
      report: { nextAction: { links: [{ name: "other", url: "upi://pay?pa=c" }] } },
    });
  });
});

describe("a BharatPay payout", () => {
  const bank = {
    name: "Asha Rao",
    accountNumber: "123456789012",
    accountType: "bank",
    bankName: "State Bank",
    bankCode: "SBIN0001234",
    phone: "+919876543210",
  };
  const payout = payoutOf("500", "INR", bank);
  const debit = (rest: object = {}) =>
    answerOf({
      channelDebitOrderSimpleInfo: info({ merchantSourceNo: payout.orderNo, cashierLink: null, ...rest }),
    });

  for (const [options, expectedPath, version] of [
    [{}, "/api/channel/Debit/Place", "v2"],
    [{ version: "v1" }, "/api/channel/Debit/Set", "v1"],
    [{ payInFamily: "Debit" }, "/api/channel/Debit/Place", "v2"],
  ] as const) {
    test(`with ${JSON.stringify(options)} is always of the Debit family`, async () => {
      provider.answer({ body: debit() });
      const result = await account(options).payouts?.create(payout);
      expect(result).toMatchObject({ kind: "accepted", providerOrderId: "123", report: null });
      expect(lastAsked().path).toBe(expectedPath);
      expect(JSON.parse(lastInner(version))).toEqual({
        amount: 500,
        sourceNo: payout.orderNo,
        callbackUrl: "https://m.example/cb",
        payeeAccountDetail: {
          accountName: "Asha Rao",
          bankNo: "SBIN0001234",
          bankName: "State Bank",
          bankAccount: "123456789012",
          accountType: "1",
          mobile: "+919876543210",
        },
      });
    });
  }

  test("to a UPI address is of account type 2", async () => {
    provider.answer({ body: debit() });
    await account().payouts?.create(
      payoutOf("1.05", "INR", { name: "Asha", accountNumber: "asha@okbank", accountType: "upi" }),
    );
    expect(lastInner()).toBe(
      `{"amount":1.05,"sourceNo":"${payout.orderNo}","callbackUrl":"https://m.example/cb","payeeAccountDetail":{"accountName":"Asha","bankAccount":"asha@okbank","accountType":"2"}}`,
    );
  });

  test("is queried in the Debit family", async () => {
    provider.answer({ body: debit({ processCode: 40 }) });
    const payoutRef = { orderNo: payout.orderNo, providerOrderId: null, amount: payout.amount, now: 1 };
    expect(await account().payouts?.query(payoutRef)).toMatchObject({ report: { status: "failed" } });
    expect(lastAsked().path).toBe("/api/channel/Debit/GetV2");
    expect(lastInner()).toBe(`{"sourceNo":"${payout.orderNo}"}`);
    await account().payouts?.query({ ...payoutRef, providerOrderId: "777777" });
    expect(lastInner()).toBe(`{"sourceNo":"${payout.orderNo}"}`);
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
    expect(lastInner()).toBe('{"sourceNo":"0"}');
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
