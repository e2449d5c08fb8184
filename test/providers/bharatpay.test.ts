import { createCipheriv, createDecipheriv } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bharatpay } from "../../bff/providers/bharatpay/adapter.ts";
import { creationText } from "../../bff/providers/bharatpay/wire.ts";
import type { MethodConfig } from "../../bff/providers/contract.ts";
import { findProvider } from "../../bff/providers/registry.ts";
import vectors from "../conformance/vectors.json" with { type: "json" };
import {
  type CannedProvider,
  mistakesIn,
  nobody,
  openAccount,
  openRecordedAccount,
  orderOf,
  payoutOf,
  refOf,
  silences,
  startCannedProvider,
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

let provider: CannedProvider;
beforeAll(async () => {
  provider = await startCannedProvider();
});
afterAll(() => provider.stop());
beforeEach(() => {
  provider.asked.length = 0;
});

function account(options: object = {}, timeoutMs?: number) {
  return openAccount(bharatpay, { baseUrl: provider.baseUrl, credentials, options }, timeoutMs);
}

function lastAsked() {
  const asked = provider.asked.at(-1);
  if (asked === undefined) throw new Error("the provider was not asked");
  return asked;
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
  paid: false,
  cashierLink: "https://cashier.example/c/1",
  createdTime: "2026-11-20T12:00:00Z",
  ...rest,
});
const way = {
  channelPaymentRecordSimpleInfo: {
    utr: null,
    upi: "m@bank",
    upiUrl: "upi://pay?pa=m@bank&am=100.50",
    errorMessage: null,
  },
  deeplink: {
    gpay: "tez://upi/pay?pa=m@bank",
    phonepe: "phonepe://pay?pa=m@bank",
    paytmmp: "paytmmp://pay?pa=m@bank",
    other: "upi://pay?pa=m@bank",
  },
};
const answerOf = (result: unknown) => JSON.stringify({ code: 0, errorDesc: null, result });
const credit = (rest: object = {}, more: object = way) =>
  answerOf({ channelCreditOrderSimpleInfo: info(rest), ...more });

describe("BharatPay's configuration", () => {
  const mistakes = (rest: object, options: object = {}) =>
    mistakesIn(bharatpay, { credentials: { ...credentials, ...rest }, options });

  test("takes a 32-character access key by default, and says by name what is wrong with another", () => {
    expect(mistakes({})).toEqual([]);
    const [message] = mistakes({ accessKey: known.vendorKey.slice(0, 31) });
    expect(message).toMatch(/^credentials\.accessKey has 31 bytes .* needs 32/);
    expect(message).not.toContain(known.vendorKey.slice(0, 12));
    expect(mistakes({ accessKey: "" }).join()).toMatch(/^credentials\.accessKey /);
    expect(mistakes({ accessKey: "30000001".repeat(4), merchantId: "30000001".repeat(4) })).toEqual([
      "credentials.accessKey must not be the same as merchantId",
    ]);
    expect(bharatpay.secretCredentials).toEqual(["accessKey"]);
    expect(findProvider("bharatpay")).toBe(bharatpay);
    expect(bharatpay.title).toBe("BharatPay");
  });

  test("takes the ciphers and key encodings of other contracts, and no others", () => {
    const hexKey = "00112233445566778899aabbccddeeff";
    for (const [accessKey, options] of [
      [hexKey, { aes: "aes-128-ecb", keyEncoding: "hex" }],
      [Buffer.from(hexKey, "hex").toString("base64"), { aes: "aes-128-ecb", keyEncoding: "base64" }],
      [known.vendorKey, { aes: "aes-256-cbc", iv: "0123456789abcdef" }],
      [known.vendorKey, { version: "v1", payInFamily: "Debit" }],
      [
        known.vendorKey,
        { version: "v2", payInFamily: "Credit", aes: "aes-256-ecb", keyEncoding: "utf8", iv: null },
      ],
    ] as const) {
      expect(mistakes({ accessKey }, options)).toEqual([]);
    }
    for (const [options, path] of [
      [{ keyEncoding: "hex" }, "credentials.accessKey"],
      [{ aes: "aes-256-cbc" }, "options.iv"],
      [{ aes: "aes-256-cbc", iv: "short" }, "options.iv"],
      [{ iv: "0123456789abcdef" }, "options.iv"],
      [{ aes: "des-ecb" }, "options.aes"],
      [{ aes: "aes-256-gcm" }, "options.aes"],
      [{ version: "v3" }, "options.version"],
      [{ payInFamily: "credit" }, "options.payInFamily"],
      [{ keyEncoding: "latin1" }, "options.keyEncoding"],
      [{ family: "Credit" }, "options"],
    ] as const) {
      expect(mistakes({}, options).map((text) => text.split(" ")[0])).toEqual([path]);
    }
  });

  test("holds methods to rupees", () => {
    expect(mistakesIn(bharatpay, { credentials, methods: [upi] })).toEqual([]);
    expect(mistakesIn(bharatpay, { credentials, methods: [{ ...upi, currency: "USD" }] })).toEqual([
      "methods.0 is paid in INR only",
    ]);
  });

  test("leaves an adapter that can do what its capabilities say", () => {
    const adapter = account();
    expect(adapter.capabilities).toEqual(["create", "query", "callback", "payout", "balance"]);
    expect(adapter.cancelPayment).toBeUndefined();
    expect(adapter.statement).toBeUndefined();
    expect(adapter.actionOf(upi)).toBe("display_qr");
    expect(adapter.payerFields(upi)).toEqual([]);
    expect(adapter.checkPayer(upi, nobody)).toEqual([]);
    expect(adapter.objectToAmount(upi, order.amount)).toBeNull();
    expect(adapter.objectToAmount(upi, { minor: 1001n, currency: "INR", decimals: 3 })).toMatch(/decimals/);
  });
});

describe("a BharatPay pay-in", () => {
  test("agrees with the known answer, amount as JSON number in exact text", () => {
    const inner = creationText({
      orderNo: "T0001",
      amount: { minor: 10_050n, currency: "INR", decimals: 2 },
      callbackUrl: "https://m.example/cb",
    });
    expect(inner).toBe(known.create.plain);
    expect(encrypt(inner)).toBe(known.create.data);
  });

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
    for (const [amount, text] of [
      ["1", "1"],
      ["0.1", "0.1"],
      ["0.07", "0.07"],
      ["4.35", "4.35"],
      ["100.00", "100"],
      ["90071992547409.93", "90071992547409.93"],
      ["123456789012345678.91", "123456789012345678.91"],
    ] as const) {
      await account().createPayment(orderOf(upi, amount));
      expect(lastInner()).toContain(`{"amount":${text},`);
    }
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
    const decipher = createDecipheriv(
      "aes-256-cbc",
      Buffer.from("k".repeat(32)),
      Buffer.from("0123456789abcdef"),
    );
    const { data } = JSON.parse(lastAsked().body);
    const plain = decipher.update(data, "base64", "utf8") + decipher.final("utf8");
    expect(JSON.parse(plain)).toMatchObject({ sourceNo: order.orderNo });
  });

  test("is a QR code of the UPI address, with links to the apps and the cashier", async () => {
    provider.answer({ body: credit() });
    expect(await account().createPayment(order)).toEqual({
      kind: "accepted",
      providerOrderId: "123",
      nextAction: {
        type: "display_qr",
        data: "upi://pay?pa=m@bank&am=100.50",
        links: [
          { name: "gpay", url: "tez://upi/pay?pa=m@bank" },
          { name: "phonepe", url: "phonepe://pay?pa=m@bank" },
          { name: "paytmmp", url: "paytmmp://pay?pa=m@bank" },
          { name: "other", url: "upi://pay?pa=m@bank" },
        ],
        url: "https://cashier.example/c/1",
      },
      expiresAt: null,
      report: null,
      notes: [],
    });
  });

  test("takes the UPI address from a deep link where there is no other", async () => {
    const { deeplink } = way;
    provider.answer({ body: credit({ cashierLink: null }, { deeplink }) });
    expect(await account().createPayment(order)).toMatchObject({
      nextAction: { type: "display_qr", data: "upi://pay?pa=m@bank", url: null },
    });
  });

  test("is a redirect to the cashier where there is no UPI address", async () => {
    const redirect = { type: "redirect", url: "https://cashier.example/c/1" };
    const record = way.channelPaymentRecordSimpleInfo;
    for (const more of [
      {},
      { channelPaymentRecordSimpleInfo: null, deeplink: null },
      { deeplink: { gpay: "gpay://upi/pay", other: null } },
      { channelPaymentRecordSimpleInfo: { ...record, upiUrl: "https://not.upi.example" } },
    ]) {
      provider.answer({ body: credit({}, more) });
      expect(await account().createPayment(order)).toMatchObject({ nextAction: redirect });
    }
  });

  test("offers deep links of the sheet's schemes alone", async () => {
    const deeplink = {
      a: "javascript:alert(1)",
      b: "https://evil.example",
      c: "intent://pay#Intent;scheme=upi;end",
      d: "upi:\n//pay",
      e: "gpay://upi/pay",
      f: "UPI://pay?pa=x@y",
      g: "",
      h: 7,
      i: "not a link",
    };
    provider.answer({ body: credit({}, { deeplink }) });
    expect(await account().createPayment(order)).toMatchObject({
      nextAction: {
        type: "display_qr",
        data: "UPI://pay?pa=x@y",
        links: [
          { name: "e", url: "gpay://upi/pay" },
          { name: "f", url: "UPI://pay?pa=x@y" },
        ],
      },
    });
  });

  test("never sends a browser to anything but a web address", async () => {
    for (const cashierLink of [
      "javascript:alert(1)",
      "data:text/html,x",
      "/c/1",
      "",
      null,
      "https://u:p@x.example",
    ]) {
      provider.answer({ body: credit({ cashierLink }, {}) });
      // They have an order: it may be paid some other way, so it is not refused.
      expect(await account().createPayment(order)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
      provider.answer({ body: credit({ cashierLink }) });
      expect(await account().createPayment(order)).toMatchObject({
        nextAction: { type: "display_qr", url: null },
      });
    }
  });

  test("tells at once what the answer says beyond pending", async () => {
    provider.answer({ body: credit({ processCode: 40 }) });
    expect(await account().createPayment(order)).toMatchObject({
      kind: "accepted",
      report: { status: "failed" },
    });
    provider.answer({ body: credit({ processCode: 77 }) });
    expect(await account().createPayment(order)).toMatchObject({
      report: { status: "pending", undocumentedStatus: "77" },
    });
  });

  test("does not believe an answer that says paid before anybody could pay: a query will tell", async () => {
    for (const processCode of [30, 50]) {
      provider.answer({ body: credit({ processCode }) });
      expect(await account().createPayment(order)).toMatchObject({
        kind: "accepted",
        report: null,
        notes: [expect.stringContaining("a query will tell")],
      });
    }
  });

  test("reads a result that is AES text, and none that is encrypted for another", async () => {
    const result = JSON.stringify({ channelCreditOrderSimpleInfo: info(), ...way });
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

  test("believes no answer about another order, or about two", async () => {
    for (const body of [
      credit({ merchantSourceNo: "other" }),
      answerOf({ channelCreditOrderSimpleInfo: info(), channelDebitOrderSimpleInfo: info() }),
      answerOf({}),
      answerOf(null),
    ]) {
      provider.answer({ body });
      expect(await account().createPayment(order)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
    }
  });

  const refusals: readonly (readonly [number, string | null, object])[] = [
    [1010, "Channel is not available", { kind: "refused", code: "provider_refused", alarm: false }],
    [1, null, { kind: "refused", code: "provider_refused", alarm: false }],
    [1002, "Data decryption failed", { kind: "refused", code: "signature_refused", alarm: true }],
    [1003, "amount is too small", { kind: "refused", code: "amount_refused", alarm: false }],
    [1004, "SourceNo already exists", { kind: "unknown", cause: "duplicate_order" }],
  ];
  for (const [code, errorDesc, expected] of refusals) {
    test(`answered with code ${code} "${errorDesc}" is ${JSON.stringify(expected)}`, async () => {
      provider.answer({ body: JSON.stringify({ code, errorDesc, result: null }) });
      expect(await account().createPayment(order)).toMatchObject(expected);
    });
  }

  test("is an alarm when they do not know us, and no longer ours when never sent", async () => {
    provider.answer({ status: 401, body: '{"code":401,"errorDesc":"?","result":null}' });
    expect(await account().createPayment(order)).toMatchObject({ code: "signature_refused", alarm: true });
    provider.answer({ status: 403, body: '{"code":9,"errorDesc":"?","result":null}' });
    expect(await account().createPayment(order)).toMatchObject({ code: "signature_refused", alarm: true });
    const nowhere = openAccount(bharatpay, { baseUrl: "http://127.0.0.1:1", credentials });
    expect(await nowhere.createPayment(order)).toEqual({
      kind: "refused",
      code: "provider_unreachable",
      retryable: true,
      alarm: false,
    });
  });

  test("is not believed under an HTTP status that is none of success", async () => {
    provider.answer({ status: 404, body: credit() });
    expect(await account().createPayment(order)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
  });
});

describe("a BharatPay query", () => {
  const flavours = [
    [{}, "/api/channel/Credit/GetV2", "channelCreditOrderId", "v2"],
    [{ payInFamily: "Debit" }, "/api/channel/Debit/GetV2", "channelDebitOrderId", "v2"],
    [{ version: "v1" }, "/api/channel/Credit/Get", "channelCreditOrderId", "v1"],
  ] as const;
  for (const [options, expectedPath, name, version] of flavours) {
    test(`with ${JSON.stringify(options)} asks by their id once it is known, else by our number`, async () => {
      provider.answer({ body: credit() });
      await account(options).queryPayment({ ...ref, providerOrderId: "9007199254740993" });
      expect(lastAsked().path).toBe(expectedPath);
      expect(lastInner(version)).toBe(`{"${name}":9007199254740993}`);
      for (const providerOrderId of [null, "abc", ""]) {
        await account(options).queryPayment({ ...ref, providerOrderId });
        expect(lastInner(version)).toBe(`{"sourceNo":"${ref.orderNo}"}`);
      }
    });
  }

  const codes = [
    [30, "succeeded", null],
    [40, "failed", null],
    [10, "pending", null],
    [20, "pending", null],
    [50, "reversed", null],
    [60, "failed", null],
    [0, "pending", "0"],
    [31, "pending", "31"],
    [99, "pending", "99"],
  ] as const;
  for (const [processCode, status, undocumentedStatus] of codes) {
    test(`reads processCode ${processCode} as ${status}, whatever paid says`, async () => {
      for (const written of [processCode, String(processCode)]) {
        for (const paid of [true, false]) {
          provider.answer({ body: credit({ processCode: written, paid }) });
          expect(await account().queryPayment(ref)).toMatchObject({
            kind: "report",
            report: {
              orderNo: ref.orderNo,
              providerOrderId: "123",
              status,
              amountText: status === "succeeded" ? "100.5" : null,
              undocumentedStatus,
              nextAction: { type: "display_qr" },
            },
          });
        }
      }
    });
  }

  test("keeps the text of the amount", async () => {
    const body = credit({ processCode: 30 }).replace('"fiatAmount":100.5', '"fiatAmount":100.50');
    provider.answer({ body });
    expect(await account().queryPayment(ref)).toMatchObject({ report: { amountText: "100.50" } });
  });

  test("reads the order under either family's name, whichever was asked", async () => {
    provider.answer({ body: answerOf({ channelDebitOrderSimpleInfo: info({ processCode: 30 }) }) });
    expect(await account().queryPayment(ref)).toMatchObject({
      report: { status: "succeeded", nextAction: { type: "redirect" } },
    });
  });

  test("finds no order where they say so, and is refused where they refuse the question", async () => {
    for (const [body, expected] of [
      ['{"code":1005,"errorDesc":"Order does not exist","result":null}', { kind: "not_found" }],
      ['{"code":0,"errorDesc":null,"result":null}', { kind: "not_found" }],
      [
        '{"code":1002,"errorDesc":"Data decryption failed","result":null}',
        { kind: "refused", code: "signature_refused", alarm: true },
      ],
      [
        '{"code":5,"errorDesc":"?","result":null}',
        { kind: "refused", code: "provider_refused", alarm: false },
      ],
    ] as const) {
      provider.answer({ body });
      expect(await account().queryPayment(ref)).toEqual(expected);
    }
  });

  test("that was never sent is no news", async () => {
    const nowhere = openAccount(bharatpay, { baseUrl: "http://127.0.0.1:1", credentials });
    const lost = { kind: "unknown", cause: "connection_lost" };
    expect(await nowhere.queryPayment(ref)).toEqual(lost);
    expect(await nowhere.balance?.(1)).toEqual(lost);
    const { orderNo, amount } = order;
    expect(await nowhere.payouts?.query({ orderNo, amount, providerOrderId: null, now: 1 })).toEqual(lost);
  });

  test("believes no answer about another order", async () => {
    provider.answer({ body: credit({ merchantSourceNo: "other", processCode: 30 }) });
    expect(await account().queryPayment(ref)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
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
      expect(result).toMatchObject({
        kind: "accepted",
        providerOrderId: "123",
        report: null,
      });
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

  test("that failed at once is told as failed, and one carried out at once is asked about", async () => {
    for (const processCode of [40, 60]) {
      provider.answer({ body: debit({ processCode }) });
      expect(await account().payouts?.create(payout)).toMatchObject({ report: { status: "failed" } });
    }
    for (const processCode of [30, 50]) {
      provider.answer({ body: debit({ processCode }) });
      expect(await account().payouts?.create(payout)).toMatchObject({ kind: "accepted", report: null });
    }
  });

  test("to a UPI address is of account type 2", async () => {
    provider.answer({ body: debit() });
    await account().payouts?.create(
      payoutOf("1.05", "INR", { name: "Asha", accountNumber: "asha@okbank", accountType: "upi" }),
    );
    expect(lastInner()).toBe(
      `{"amount":1.05,"sourceNo":"${payout.orderNo}","callbackUrl":"https://m.example/cb","payeeAccountDetail":{"accountName":"Asha","bankAccount":"asha@okbank","accountType":"2"}}`,
    );
  });

  test("names each field that it cannot take before anyone is asked", () => {
    const paths = (text: string, currency: string, rest: object, channel: string | null = null) =>
      account()
        .payouts?.check({ ...payoutOf(text, currency, { ...bank, ...rest }), channel })
        .map(({ path }) => path);
    const upiPayee = { accountType: "upi", accountNumber: "asha@okbank", bankCode: null };
    expect(paths("500", "INR", {})).toEqual([]);
    expect(paths("500", "INR", {}, "bank")).toEqual([]);
    expect(paths("500", "INR", upiPayee, "upi")).toEqual([]);
    expect(paths("500", "USD", {})).toEqual(["amount.currency"]);
    expect(paths("500", "INR", {}, "pix")).toEqual(["channel"]);
    expect(paths("500", "INR", {}, "upi")).toEqual(["beneficiary.accountType"]);
    expect(paths("500", "INR", { accountType: "clabe" })).toEqual(["beneficiary.accountType"]);
    expect(paths("500", "INR", { name: " " })).toEqual(["beneficiary.name"]);
    expect(paths("500", "INR", { accountNumber: "asha@okbank" })).toEqual(["beneficiary.accountNumber"]);
    expect(paths("500", "INR", { ...upiPayee, accountNumber: "123456" })).toEqual([
      "beneficiary.accountNumber",
    ]);
    expect(paths("500", "INR", { bankCode: null })).toEqual(["beneficiary.bankCode"]);
    expect(paths("500", "INR", { bankCode: "SBIN1001234" })).toEqual(["beneficiary.bankCode"]);
    expect(paths("500", "INR", { phone: "call me" })).toEqual(["beneficiary.phone"]);
    expect(account().payouts?.currencies).toEqual(["INR"]);
  });

  test("is refused, unknown or someone else's just as they say", async () => {
    const payouts = account().payouts;
    for (const [body, expected] of [
      [
        '{"code":1006,"errorDesc":"Insufficient balance","result":null}',
        { kind: "refused", code: "provider_refused" },
      ],
      [
        '{"code":1004,"errorDesc":"SourceNo already exists","result":null}',
        { kind: "unknown", cause: "duplicate_order" },
      ],
      [debit({ merchantSourceNo: "other" }), { kind: "unknown", cause: "unreadable_answer" }],
      [answerOf(null), { kind: "unknown", cause: "unreadable_answer" }],
    ] as const) {
      provider.answer({ body });
      expect(await payouts?.create(payout)).toMatchObject(expected);
    }
    const nowhere = openAccount(bharatpay, { baseUrl: "http://127.0.0.1:1", credentials });
    expect(await nowhere.payouts?.create(payout)).toMatchObject({
      code: "provider_unreachable",
    });
  });

  test("is asked about in the Debit family", async () => {
    provider.answer({ body: debit({ processCode: 40 }) });
    const payoutRef = { orderNo: payout.orderNo, providerOrderId: null, amount: payout.amount, now: 1 };
    expect(await account().payouts?.query(payoutRef)).toMatchObject({ report: { status: "failed" } });
    expect(lastAsked().path).toBe("/api/channel/Debit/GetV2");
    expect(lastInner()).toBe(`{"sourceNo":"${payout.orderNo}"}`);
    await account().payouts?.query({ ...payoutRef, providerOrderId: "55" });
    expect(lastInner()).toBe('{"channelDebitOrderId":55}');
  });
});

describe("BharatPay's balance", () => {
  test("names what is available, in all and frozen", async () => {
    provider.answer({ body: answerOf({ balance: 1000.5, frozenBalance: "200.25", remainBalance: 800.25 }) });
    const rupees = (minor: bigint) => ({ minor, currency: "INR", decimals: 2 });
    expect(await account().balance?.(1)).toEqual({
      kind: "balance",
      available: rupees(80_025n),
      total: rupees(100_050n),
      frozen: rupees(20_025n),
    });
    const { method, path, headers, body } = lastAsked();
    expect([method, path, headers.authorization, body]).toEqual([
      "GET",
      "/api/channel/Merchant/Balance",
      "30000001",
      "",
    ]);
    provider.answer({ body: answerOf(encrypt('{"remainBalance":5}')) });
    expect(await account({ version: "v1" }).balance?.(1)).toMatchObject({
      available: rupees(500n),
      total: null,
    });
    expect(lastAsked().headers.authorization).toBe(known.vendorKey);
  });

  test("is refused where they refuse it", async () => {
    provider.answer({ status: 401, body: '{"code":401,"errorDesc":"Unauthorized","result":null}' });
    expect(await account().balance?.(1)).toEqual({ kind: "refused", code: "signature_refused", alarm: true });
    provider.answer({ body: '{"code":7,"errorDesc":"?","result":null}' });
    expect(await account().balance?.(1)).toEqual({ kind: "refused", code: "provider_refused", alarm: false });
    provider.answer({ body: answerOf([1]) });
    expect(await account().balance?.(1)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
  });
});

describe("trying a BharatPay account out", () => {
  const balance = answerOf({ balance: 1, frozenBalance: 0, remainBalance: 1 });

  test("proves the merchant id by the balance and, in V2, the access key by a question", async () => {
    const answers = (question: object) =>
      provider.answer(({ method }) => ({ body: method === "GET" ? balance : JSON.stringify(question) }));
    answers({ code: 1005, errorDesc: "Order does not exist", result: null });
    expect(await account().probe(1)).toEqual({ kind: "ok" });
    expect(lastInner()).toBe('{"sourceNo":"0"}');
    answers({ code: 0, errorDesc: null, result: null });
    expect(await account().probe(1)).toEqual({ kind: "ok" });
    answers({ code: 1002, errorDesc: "Data decryption failed", result: null });
    expect(await account().probe(1)).toEqual({ kind: "wrong_credentials", code: "signature_refused" });
    provider.asked.length = 0;
    expect(await account({ version: "v1" }).probe(1)).toEqual({ kind: "ok" });
    expect(provider.asked).toHaveLength(1);
  });

  test("tells a wrong merchant id from a wrong address", async () => {
    provider.answer({ status: 401, body: '{"code":401,"errorDesc":"Unauthorized","result":null}' });
    expect(await account().probe(1)).toEqual({ kind: "wrong_credentials", code: "signature_refused" });
    expect(provider.asked).toHaveLength(1);
    provider.answer({ body: '{"code":9,"errorDesc":"busy","result":null}' });
    expect(await account().probe(1)).toEqual({ kind: "unexpected", code: "provider_refused" });
    provider.answer({ status: 404, contentType: "text/html", body: "<h1>Not here</h1>" });
    expect(await account().probe(1)).toEqual({ kind: "not_reached", cause: "unreadable_answer" });
    const nowhere = openAccount(bharatpay, { baseUrl: "http://127.0.0.1:1", credentials });
    expect(await nowhere.probe(1)).toEqual({ kind: "not_reached", cause: "connect_failed" });
  });
});

test("BharatPay is told what each call is for, so that one kind's failures do not stop another", async () => {
  const { adapter, operations } = openRecordedAccount(bharatpay, { baseUrl: provider.baseUrl, credentials });
  provider.answer({ body: "{}" });
  await adapter.createPayment(order);
  await adapter.queryPayment(ref);
  await adapter.payouts?.create(payoutOf("500", "INR", {}));
  await adapter.payouts?.query({ ...ref, providerOrderId: null });
  await adapter.balance?.(1);
  expect(operations).toEqual(["create", "query", "payout", "payout_query", "balance"]);
});

describe("when BharatPay gives no answer to rely on", () => {
  const payout = payoutOf("500", "INR", { name: "A", accountNumber: "a@bank", accountType: "upi" });
  for (const [title, script, cause] of silences) {
    test(`because it ${title}, nothing is known to have happened`, async () => {
      provider.answer(script);
      const adapter = account({}, script === "hang" ? 150 : 10_000);
      const unknown = { kind: "unknown", cause };
      expect(await adapter.createPayment(order)).toEqual(unknown);
      expect(await adapter.queryPayment(ref)).toEqual(unknown);
      expect(await adapter.balance?.(1)).toEqual(unknown);
      expect(await adapter.payouts?.create(payout)).toEqual(unknown);
      expect(await adapter.payouts?.query({ ...payout, providerOrderId: null })).toEqual(unknown);
      expect(await adapter.probe(1)).toEqual({ kind: "not_reached", cause });
    });
  }

  test("never throws and never shows the key, whatever it answers", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.constantFrom(200, 400, 403, 404), async (body, status) => {
        provider.answer({ status, body });
        for (const version of ["v1", "v2"]) {
          const adapter = account({ version });
          const results = [
            await adapter.createPayment(order),
            await adapter.queryPayment(ref),
            await adapter.balance?.(1),
            await adapter.payouts?.create(payout),
            await adapter.probe(1),
          ];
          expect(results.filter((result) => result?.kind === "accepted")).toEqual([]);
          expect(JSON.stringify(results)).not.toContain(known.vendorKey);
        }
      }),
      { numRuns: 30 },
    );
  });
});
