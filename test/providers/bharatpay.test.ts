import { createDecipheriv } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bharatpay } from "../../bff/providers/bharatpay/adapter.ts";
import { creationText } from "../../bff/providers/bharatpay/wire.ts";
import {
  answerOf,
  credentials,
  encrypt,
  innerText,
  known,
  order,
  ref,
  upi,
} from "./support/bharatpay-account.ts";
import { openAccount, orderOf, payoutOf, provideForFile } from "./support/canned-provider.ts";

const { provider, lastAsked } = provideForFile();

function account(options: object = {}) {
  return openAccount(bharatpay, { baseUrl: provider.baseUrl, credentials, options });
}

const lastInner = (version?: "v1" | "v2") => innerText(lastAsked().body, version);

const info = (rest: object = {}) => ({
  id: 123,
  merchantSourceNo: order.orderNo,
  fiatAmount: 100.5,
  processCode: 10,
  cashierLink: "https://cashier.example/c/1",
  ...rest,
});
const credit = () => answerOf({ channelCreditOrderSimpleInfo: info() });

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
