import { describe, expect, test } from "vitest";
import { chainup } from "../../bff/providers/chainup/adapter.ts";
import { nobody, now, openAccount, orderOf } from "./support/canned-provider.ts";
import { chainupForFile, order, payerWith, prefix, ref, unsure, usdt } from "./support/chainup-account.ts";
import { answerOf, credentials, openAsPlatform, refusalOf, sealAs } from "./support/chainup-platform.ts";

const { provider, account, lastAsked } = chainupForFile();

describe("a ChainUp order", () => {
  test("is created by the sheet's fields, all text, in a signed envelope, and paid on the pay page", async () => {
    provider.answer({ body: answerOf({ orderNum: "10000000002" }) });
    const result = await account().createPayment(order);
    expect(result).toEqual({
      kind: "accepted",
      providerOrderId: "10000000002",
      nextAction: {
        type: "redirect",
        url: `${provider.baseUrl}/platform/pay.html?appKey=AK&orderNum=10000000002&userId=22033390`,
      },
      expiresAt: null,
      report: null,
    });
    const { method, path, headers, body } = lastAsked();
    expect([method, path, headers["content-type"]]).toEqual([
      "POST",
      `${prefix}/createThirdOrder`,
      "application/json",
    ]);
    const { envelope, fields } = openAsPlatform(body);
    expect(Object.keys(envelope)).toEqual(["app_id", "time", "data", "sign"]);
    expect(envelope).toMatchObject({ app_id: "AK", time: String(now) });
    expect(fields).toEqual({
      appOrderId: order.orderNo,
      userId: "22033390",
      orderAmount: "12.5",
      payCoinSymbol: "USDT",
      returnPage: "https://m.example/r",
      notifyPage: "https://m.example/cb?a=1&b=2",
    });
  });

  test("is encrypted in chunks of key bytes − 11 when it is long", async () => {
    provider.answer({ body: answerOf({ orderNum: "1" }) });
    await account().createPayment({ ...order, returnUrl: `https://m.example/r?${"x".repeat(600)}` });
    const { blockLengths } = openAsPlatform(lastAsked().body);
    expect(blockLengths.length).toBeGreaterThan(3);
    expect(new Set(blockLengths.slice(0, -1))).toEqual(new Set([245]));
  });

  test("may carry scene type, token and goods as JSON text of cleaned words", async () => {
    provider.answer({ body: answerOf({ orderNum: "1" }) });
    await account({ orderSceneType: "1000011" }).createPayment({
      ...order,
      payer: payerWith({ userId: "22033390", token: "t-1" }),
      description: '2 × "coffee" & beans=\u0007',
    });
    const { fields } = openAsPlatform(lastAsked().body);
    expect(fields).toMatchObject({ orderSceneType: "1000011", token: "t-1" });
    expect(JSON.parse(String(fields.goods))).toEqual([
      { name: '2 × "coffee"  beans', desc: '2 × "coffee"  beans' },
    ]);
  });

  test("names the payer by openId where both are known, on the pay page too, and the token behind", async () => {
    provider.answer({ body: answerOf({ orderNum: "7" }) });
    const result = await account().createPayment({
      ...order,
      payer: payerWith({ openId: "2ae04ed9", userId: "22033390", token: "t&1" }),
    });
    expect(result).toMatchObject({
      nextAction: {
        url: `${provider.baseUrl}/platform/pay.html?appKey=AK&orderNum=7&openId=2ae04ed9&token=t%261`,
      },
    });
    const { fields } = openAsPlatform(lastAsked().body);
    expect(fields).toMatchObject({ openId: "2ae04ed9" });
    expect(fields).not.toHaveProperty("userId");
  });

  test("is not asked for when nobody is known to pay it", async () => {
    expect(await account().createPayment({ ...order, payer: nobody })).toMatchObject({
      kind: "refused",
      code: "payer_unknown",
    });
    expect(await account().queryPayment({ ...unsure, payer: nobody })).toEqual({ kind: "cannot_query" });
    expect(provider.asked).toEqual([]);
  });

  test("has its pay page on the origin of the address, or where the option says", async () => {
    provider.answer({ body: answerOf({ orderNum: 7 }) });
    const deep = openAccount(chainup, { baseUrl: `${provider.baseUrl}/deep/path`, credentials });
    expect(await deep.createPayment(order)).toMatchObject({
      providerOrderId: "7",
      nextAction: { url: expect.stringMatching(`^${provider.baseUrl}/platform/pay.html`) },
    });
    expect(lastAsked().path).toBe(`/deep/path${prefix}/createThirdOrder`);
    expect(await account({ payPageBase: "https://pay.example/" }).createPayment(order)).toMatchObject({
      nextAction: {
        url: "https://pay.example/platform/pay.html?appKey=AK&orderNum=7&userId=22033390",
      },
    });
  });

  test("writes the coin's amount exactly, as short as it is", async () => {
    provider.answer({ body: answerOf({ orderNum: "1" }) });
    for (const [amount, text] of [
      ["10", "10"],
      ["0.000001", "0.000001"],
      ["123456789012345678.900000", "123456789012345678.9"],
    ] as const) {
      await account().createPayment({ ...orderOf(usdt, amount), payer: order.payer });
      expect(openAsPlatform(lastAsked().body).fields).toMatchObject({ orderAmount: text });
    }
    const { objectToAmount } = account();
    expect(objectToAmount(usdt, order.amount)).toBeNull();
    expect(objectToAmount({ ...usdt, decimals: 2 }, { minor: 1n, currency: "USDT", decimals: 6 })).toMatch(
      /at most 2 decimals/,
    );
    expect(
      objectToAmount({ ...usdt, decimals: 2 }, { minor: 10_000n, currency: "USDT", decimals: 6 }),
    ).toBeNull();
  });

  test("can be signed by another digest where the account says so, its answers too", async () => {
    for (const signDigest of ["RSA-SHA1", "RSA-MD5"]) {
      provider.answer({ body: answerOf({ orderNum: "1" }, { digest: signDigest }) });
      expect(await account({ signDigest }).createPayment(order)).toMatchObject({ kind: "accepted" });
      expect(() => openAsPlatform(lastAsked().body, signDigest)).not.toThrow();
      expect(() => openAsPlatform(lastAsked().body)).toThrow();
      expect(await account().createPayment(order)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
    }
  });

  test("reads code as text or number, data in either alphabet, whatever the content type", async () => {
    for (const body of [
      answerOf({ orderNum: "1" }, { code: 0 }),
      answerOf({ orderNum: "1" }, { alphabet: "base64" }),
    ]) {
      provider.answer({ contentType: "text/plain", body });
      expect(await account().createPayment(order)).toMatchObject({ kind: "accepted", providerOrderId: "1" });
    }
  });
});

describe("a ChainUp answer that is not what it claims", () => {
  const good = sealAs('{"orderNum":"1"}');

  const bodies: readonly (readonly [string, object])[] = [
    ["has no data", { code: "0", msg: "success" }],
    ["has empty data", { code: "0", data: "", sign: "" }],
    ["has no signature", { code: "0", data: good.data }],
    ["is signed over another text", { code: "0", ...sealAs('{"orderNum":"1"}', { over: "{}" }) }],
    ["has another's signature", { code: "0", data: good.data, sign: sealAs("{}").sign }],
    [
      "has a changed block",
      { code: "0", ...good, data: `${good.data.slice(0, 20)}AAAA${good.data.slice(24)}` },
    ],
    ["is cut off", { code: "0", ...good, data: good.data.slice(0, -4) }],
    ["holds something else", { code: "0", ...sealAs('{"orderNum":null}') }],
    ["holds no JSON", { code: "0", ...sealAs("orderNum=1") }],
    ["holds a key twice", { code: "0", ...sealAs('{"orderNum":"1","orderNum":"2"}') }],
    ["has data in clear", { code: "0", data: { orderNum: "1" } }],
  ];
  for (const [title, body] of bodies) {
    test(`because it ${title} is one answer for all: unknown`, async () => {
      provider.answer({ body: JSON.stringify(body) });
      const unknown = { kind: "unknown", cause: "unreadable_answer" };
      expect(await account().createPayment(order)).toEqual(unknown);
      expect(await account().queryPayment(ref)).toEqual(unknown);
      expect(await account().queryPayment(unsure)).toEqual(unknown);
      expect(
        await account().statement?.({ day: "2026-11-20", type: null, page: 1, pageSize: 9, now }),
      ).toEqual(unknown);
    });
  }

  test("is not believed under an HTTP status that is none of success", async () => {
    provider.answer({ status: 400, body: answerOf({ orderNum: "1" }) });
    expect(await account().createPayment(order)).toEqual({ kind: "unknown", cause: "error_status" });
  });
});

describe("a ChainUp refusal", () => {
  test("of a creation passes their code and text on beside our word", async () => {
    for (const code of ["50005", "70004", "70008", "99999"]) {
      provider.answer({ body: refusalOf(code) });
      expect(await account().createPayment(order)).toMatchObject({
        details: { utr: null, feeText: null, code, message: "text of theirs" },
      });
    }
  });

  test("that names the customer as its reason names the field", async () => {
    provider.answer({ body: refusalOf("70004") });
    expect(await account().createPayment(order)).toMatchObject({
      kind: "refused",
      code: "payer_refused",
      alarm: false,
      wrongField: { name: "exchangeUid", message: expect.stringMatching(/account/) },
    });
  });

  const questions: readonly (readonly [string, object])[] = [
    ["70004", { kind: "refused", code: "payer_refused", alarm: false }],
    ["50012", { kind: "refused", code: "permission_refused", alarm: true }],
    ["50005", { kind: "refused", code: "signature_refused", alarm: true }],
    ["70005", { kind: "refused", code: "account_refused", alarm: true }],
    ["10005", { kind: "unknown", cause: "rate_limited" }],
    ["10001", { kind: "unknown", cause: "server_error" }],
    ["99999", { kind: "unknown", cause: "unclear_refusal" }],
  ];
  for (const [code, expected] of questions) {
    test(`of a query with ${code} is ${JSON.stringify(expected)}`, async () => {
      provider.answer({ body: refusalOf(code) });
      expect(await account().queryPayment(ref)).toMatchObject({
        ...expected,
        details: { code, message: "text of theirs" },
      });
    });
  }

  test("of a query with 70001 is that there is no such order, unless a gateway's status stands above it", async () => {
    provider.answer({ body: refusalOf("70001") });
    expect(await account().queryPayment(ref)).toEqual({ kind: "not_found" });
    provider.answer({ status: 404, body: refusalOf("70001") });
    expect(await account().queryPayment(ref)).toEqual({ kind: "unknown", cause: "error_status" });
  });

  test("that never came, because nothing was sent, is no news", async () => {
    const nowhere = openAccount(chainup, { baseUrl: "http://127.0.0.1:1", credentials });
    const lost = { kind: "unknown", cause: "connection_lost" };
    expect(await nowhere.queryPayment(ref)).toEqual(lost);
    expect(await nowhere.cancelPayment?.(ref)).toEqual(lost);
  });
});
