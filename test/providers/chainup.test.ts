import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { chainup } from "../../bff/providers/chainup/adapter.ts";
import type { MethodConfig, PayerDetails } from "../../bff/providers/contract.ts";
import {
  type CannedProvider,
  nobody,
  now,
  openAccount,
  openRecordedAccount,
  orderOf,
  refOf,
  silences,
  startCannedProvider,
} from "./support/canned-provider.ts";
import { answerOf, credentials, openAsPlatform, refusalOf, sealAs } from "./support/chainup-platform.ts";

const usdt: MethodConfig = {
  method: "crypto",
  channel: "USDT",
  currency: "USDT",
  decimals: 6,
  expiresInSeconds: 900,
};
const prefix = "/platformapi/chainup/open/opay";

function payerWith(account: Partial<PayerDetails["providerAccount"]>): PayerDetails {
  return { ...nobody, providerAccount: { openId: null, userId: null, token: null, ...account } };
}

const order = orderOf(usdt, "12.5", { payer: payerWith({ userId: "22033390" }) });
const ref = refOf(order, { providerOrderId: "10000000002" });
const unsure = refOf(order, { accepted: false });

let provider: CannedProvider;
beforeAll(async () => {
  provider = await startCannedProvider();
});
afterAll(() => provider.stop());
beforeEach(() => {
  provider.asked.length = 0;
});

function account(options: object = {}, timeoutMs?: number) {
  return openAccount(
    chainup,
    { baseUrl: provider.baseUrl, credentials, options, methods: [usdt] },
    timeoutMs,
  );
}

function lastAsked() {
  const asked = provider.asked.at(-1);
  if (asked === undefined) throw new Error("the provider was not asked");
  return asked;
}

const detail = (rest: object = {}) => ({
  appOrderId: order.orderNo,
  orderNum: "10000000002",
  orderStatus: "1",
  orderAmount: "12.5",
  payCoinSymbol: "USDT",
  ...rest,
});

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
    expect(await account().queryPayment({ ...unsure, payer: nobody })).toEqual({ kind: "cannot_ask" });
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
    expect(await account().createPayment(order)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
  });
});

describe("a ChainUp refusal", () => {
  const creations: readonly (readonly [string, object])[] = [
    ["50005", { kind: "refused", code: "signature_refused", alarm: true }],
    ["50010", { kind: "refused", code: "time_refused", alarm: true }],
    ["70005", { kind: "refused", code: "account_refused", alarm: true }],
    ["70006", { kind: "refused", code: "insufficient_balance", retryable: true, alarm: false }],
    ["70007", { kind: "refused", code: "coin_refused", alarm: true }],
    ["70008", { kind: "refused", code: "amount_refused", alarm: false }],
    ["10005", { kind: "refused", code: "too_frequent", alarm: false }],
    // The order exists: after an outcome in doubt that is no failure.
    ["70002", { kind: "unknown", cause: "duplicate_order" }],
    ["70003", { kind: "unknown", cause: "server_error" }],
    ["10001", { kind: "unknown", cause: "server_error" }],
    ["99999", { kind: "unknown", cause: "server_error" }],
  ];
  for (const [code, expected] of creations) {
    test(`of a creation with ${code} is ${JSON.stringify(expected)}`, async () => {
      for (const written of [code, Number(code)]) {
        provider.answer({ body: refusalOf(written) });
        const result = await account().createPayment(order);
        expect(result).toMatchObject(expected);
        expect(JSON.stringify(result)).not.toContain("text of theirs");
      }
    });
  }

  const questions: readonly (readonly [string, object])[] = [
    ["70001", { kind: "not_found" }],
    ["50005", { kind: "refused", code: "signature_refused", alarm: true }],
    ["70005", { kind: "refused", code: "account_refused", alarm: true }],
    ["10005", { kind: "unknown", cause: "rate_limited" }],
    ["10001", { kind: "unknown", cause: "server_error" }],
    ["99999", { kind: "unknown", cause: "server_error" }],
  ];
  for (const [code, expected] of questions) {
    test(`of a query with ${code} is ${JSON.stringify(expected)}`, async () => {
      provider.answer({ body: refusalOf(code) });
      expect(await account().queryPayment(ref)).toEqual(expected);
    });
  }

  test("of a creation that was never sent leaves another account free to be asked", async () => {
    const nowhere = openAccount(chainup, { baseUrl: "http://127.0.0.1:1", credentials });
    expect(await nowhere.createPayment(order)).toEqual({
      kind: "refused",
      code: "provider_unreachable",
      retryable: true,
      alarm: false,
    });
    expect(await nowhere.queryPayment(ref)).toEqual({ kind: "unknown", cause: "connection_lost" });
    expect(await nowhere.queryPayment(unsure)).toEqual({ kind: "unknown", cause: "connection_lost" });
    expect(await nowhere.statement?.({ day: "2026-11-20", type: null, page: 1, pageSize: 9, now })).toEqual({
      kind: "unknown",
      cause: "connection_lost",
    });
  });
});

describe("a ChainUp query", () => {
  test("names their number and our account inside the envelope, and the token where there is one", async () => {
    provider.answer({ body: answerOf(detail()) });
    await account().queryPayment({ ...ref, payer: payerWith({ userId: "1", token: "t-1" }) });
    expect(lastAsked().path).toBe(`${prefix}/orderDetail`);
    const { envelope, fields } = openAsPlatform(lastAsked().body);
    expect(envelope).toMatchObject({ app_id: "AK", time: String(now) });
    expect(fields).toEqual({ appKey: "AK", orderNum: "10000000002", token: "t-1" });
  });

  test("is flat where the account says so", async () => {
    provider.answer({ body: answerOf(detail()) });
    expect(await account({ orderDetailShape: "flat" }).queryPayment(ref)).toMatchObject({ kind: "report" });
    expect(JSON.parse(lastAsked().body)).toEqual({ appKey: "AK", orderNum: "10000000002" });
  });

  const statuses = [
    ["0", "canceled", null],
    ["1", "pending", null],
    ["2", "failed", null],
    ["3", "succeeded", null],
    ["4", "pending", "4"],
  ] as const;
  for (const [orderStatus, status, undocumentedStatus] of statuses) {
    test(`reads orderStatus ${orderStatus} as ${status}`, async () => {
      const isPaid = status === "succeeded";
      for (const written of [orderStatus, Number(orderStatus)]) {
        provider.answer({ body: answerOf(detail({ orderStatus: written })) });
        expect(await account().queryPayment(ref)).toEqual({
          kind: "report",
          report: {
            orderNo: order.orderNo,
            providerOrderId: "10000000002",
            status,
            amountText: isPaid ? "12.5" : null,
            orderedAmountText: null,
            currency: isPaid ? "USDT" : null,
            nextAction: null,
            undocumentedStatus,
          },
        });
      }
    });
  }

  test("keeps the text of an amount that is a number", async () => {
    const inner = JSON.stringify(detail({ orderStatus: "3" })).replace('"12.5"', "12.500000");
    provider.answer({ body: JSON.stringify({ code: "0", ...sealAs(inner) }) });
    expect(await account().queryPayment(ref)).toMatchObject({ report: { amountText: "12.500000" } });
  });

  test("tells a coin other than the method's as it was written", async () => {
    provider.answer({ body: answerOf(detail({ orderStatus: "3", payCoinSymbol: "BTC" })) });
    expect(await account().queryPayment(ref)).toMatchObject({ report: { currency: "BTC" } });
    const method = { ...usdt, channel: "USDTTRC" };
    provider.answer({ body: answerOf(detail({ orderStatus: "3", payCoinSymbol: "USDTTRC" })) });
    expect(await account().queryPayment({ ...ref, method })).toMatchObject({ report: { currency: "USDT" } });
  });

  test("believes no answer about another order", async () => {
    for (const rest of [{ appOrderId: "other" }, { orderNum: "10000000003" }]) {
      provider.answer({ body: answerOf(detail({ orderStatus: "3", ...rest })) });
      expect(await account().queryPayment(ref)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
    }
  });
});

describe("a ChainUp order whose creation is in doubt", () => {
  test("is asked about by the very same creation under the same number", async () => {
    provider.answer({ body: answerOf({ orderNum: "10000000009" }) });
    await account().createPayment(order);
    const first = openAsPlatform(lastAsked().body).fields;
    const result = await account().queryPayment(unsure);
    expect(lastAsked().path).toBe(`${prefix}/createThirdOrder`);
    expect(openAsPlatform(lastAsked().body).fields).toEqual(first);
    expect(result).toMatchObject({
      kind: "report",
      report: {
        orderNo: order.orderNo,
        providerOrderId: "10000000009",
        status: "pending",
        amountText: null,
        nextAction: {
          type: "redirect",
          url: `${provider.baseUrl}/platform/pay.html?appKey=AK&orderNum=10000000009&userId=22033390`,
        },
      },
    });
    expect(provider.asked).toHaveLength(2);
  });

  test("is there when the platform answers 70002 with the order", async () => {
    provider.answer({ body: answerOf({ orderNum: "10000000009" }, { code: "70002" }) });
    expect(await account().queryPayment(unsure)).toMatchObject({
      kind: "report",
      report: { status: "pending", providerOrderId: "10000000009" },
    });
    expect(await account().createPayment(order)).toMatchObject({
      kind: "accepted",
      providerOrderId: "10000000009",
    });
  });

  test("cannot be asked about, which is no error, when 70002 comes alone or unsigned", async () => {
    for (const body of [
      refusalOf("70002"),
      refusalOf(70002),
      '{"code":"70002"}',
      answerOf({ orderNum: "10000000009" }, { code: "70002", over: "{}" }),
    ]) {
      provider.answer({ body });
      expect(await account().queryPayment(unsure)).toEqual({ kind: "cannot_ask" });
      expect(await account().createPayment(order)).toEqual({ kind: "unknown", cause: "duplicate_order" });
    }
  });

  test("is not asked about once nobody waits for it any more: asking would make one", async () => {
    provider.answer({ body: answerOf({ orderNum: "10000000009" }) });
    expect(await account().queryPayment(refOf(order, { accepted: true }))).toEqual({ kind: "cannot_ask" });
    expect(provider.asked).toEqual([]);
  });

  test("stays in doubt when the creation is refused now: that is no news of the first one", async () => {
    for (const [code, expected] of [
      ["70008", { kind: "refused", code: "amount_refused", alarm: false }],
      ["50005", { kind: "refused", code: "signature_refused", alarm: true }],
      ["10005", { kind: "unknown", cause: "rate_limited" }],
      ["70001", { kind: "unknown", cause: "server_error" }],
    ] as const) {
      provider.answer({ body: refusalOf(code) });
      expect(await account().queryPayment(unsure)).toEqual(expected);
    }
  });
});

describe("canceling at ChainUp", () => {
  test("sends their number to the path without the prefix", async () => {
    provider.answer({ body: answerOf({ orderNum: "10000000002" }) });
    expect(await account().cancelPayment?.(ref)).toEqual({ kind: "canceled" });
    expect(lastAsked().path).toBe("/opay/cancelOrder");
    expect(openAsPlatform(lastAsked().body).fields).toEqual({ orderNum: "10000000002" });
    provider.answer({ body: refusalOf("0") });
    expect(await account().cancelPayment?.(ref)).toEqual({ kind: "canceled" });
  });

  test("uses the path of the option", async () => {
    provider.answer({ body: refusalOf("0") });
    await account({ cancelPath: `${prefix}/cancelOrder` }).cancelPayment?.(ref);
    expect(lastAsked().path).toBe(`${prefix}/cancelOrder`);
  });

  test("tells why it is refused, and is unknown where that is not sure", async () => {
    for (const [code, expected] of [
      ["70003", { kind: "refused", code: "order_not_cancelable" }],
      ["70001", { kind: "refused", code: "order_not_found" }],
      ["50005", { kind: "refused", code: "signature_refused" }],
      ["10001", { kind: "unknown", cause: "server_error" }],
      ["99999", { kind: "unknown", cause: "server_error" }],
    ] as const) {
      provider.answer({ body: refusalOf(code) });
      expect(await account().cancelPayment?.(ref)).toEqual(expected);
    }
    provider.asked.length = 0;
    expect(await account().cancelPayment?.(unsure)).toEqual({ kind: "unknown", cause: "cannot_ask" });
    expect(provider.asked).toEqual([]);
    const nowhere = openAccount(chainup, { baseUrl: "http://127.0.0.1:1", credentials });
    expect(await nowhere.cancelPayment?.(ref)).toEqual({ kind: "unknown", cause: "connection_lost" });
  });
});

describe("ChainUp's daily statement", () => {
  const ask = (rest: object = {}) =>
    account().statement?.({ day: "2026-11-19", type: null, page: 1, pageSize: 200, now, ...rest });

  test("asks for one page, all values as text, of one type or of all", async () => {
    provider.answer({ body: answerOf({ count: 0, list: [] }) });
    expect(await ask()).toEqual({ kind: "statement", total: 0, entries: [] });
    expect(lastAsked().path).toBe(`${prefix}/merchantBillingDay`);
    const fields = () => openAsPlatform(lastAsked().body).fields;
    expect(fields()).toEqual({ day: "2026-11-19", pageNum: "1", pageSize: "200" });
    await ask({ type: "payment", page: 3 });
    expect(fields()).toMatchObject({ orderType: "1", pageNum: "3" });
    await ask({ type: "transfer", pageSize: 5000 });
    expect(fields()).toMatchObject({ orderType: "11", pageSize: "2000" });
  });

  test("gives the entries with exact amounts, and the number of all to page by", async () => {
    const row = { appOrderId: "T1", payCoinSymbol: "USDT", orderAmount: "12.5", orderType: "1", userId: "1" };
    const list = [
      { ...row, openId: "", createTime: now - 9, payTime: now },
      { ...row, orderNum: "77", orderAmount: 3, orderType: 11, payTime: "2026-11-19 10:00:00" },
      { ...row, payCoinSymbol: "BTC", orderAmount: "0.00000001", payTime: null },
      { ...row, orderAmount: "0.1234567" },
    ];
    provider.answer({ body: answerOf({ count: "2345", list }) });
    const amount = (minor: bigint, currency: string, decimals: number) => ({ minor, currency, decimals });
    expect(await ask()).toEqual({
      kind: "statement",
      total: 2345,
      entries: [
        {
          orderNo: "T1",
          providerOrderId: null,
          type: "payment",
          amount: amount(12_500_000n, "USDT", 6),
          paidAt: now,
        },
        {
          orderNo: "T1",
          providerOrderId: "77",
          type: "transfer",
          amount: amount(3_000_000n, "USDT", 6),
          paidAt: null,
        },
        { orderNo: "T1", providerOrderId: null, type: "payment", amount: amount(1n, "BTC", 8), paidAt: null },
        {
          orderNo: "T1",
          providerOrderId: null,
          type: "payment",
          amount: amount(1_234_567n, "USDT", 7),
          paidAt: null,
        },
      ],
    });
  });

  test("reads a page of 2000 entries", async () => {
    const list = Array.from({ length: 2000 }, (_, index) => ({
      appOrderId: `20261119120000${String(index).padStart(16, "0")}`,
      payCoinSymbol: "USDT",
      orderAmount: "1000.000001",
      orderType: "1",
      userId: "22033390",
      openId: "2ae04ed9165624419bad68e9e0f3f29fbd",
      createTime: now,
      payTime: now,
    }));
    provider.answer({ body: answerOf({ count: 2000, list }) });
    const result = await openAccount(chainup, { baseUrl: provider.baseUrl, credentials }, 30_000).statement?.(
      {
        day: "2026-11-19",
        type: null,
        page: 1,
        pageSize: 2000,
        now,
      },
    );
    expect(result).toMatchObject({ kind: "statement", total: 2000 });
    expect(result?.kind === "statement" ? result.entries : []).toHaveLength(2000);
  });

  test("is unknown when an entry cannot be read: one that is left out would look like a difference", async () => {
    for (const inner of [
      { count: 1, list: [{ appOrderId: "T1", payCoinSymbol: "USDT", orderAmount: "abc" }] },
      { count: 1, list: [{ appOrderId: "T1", orderAmount: "1" }] },
      { count: "x", list: [] },
      { list: [] },
    ]) {
      provider.answer({ body: answerOf(inner) });
      expect(await ask()).toEqual({ kind: "unknown", cause: "unreadable_answer" });
    }
  });

  test("tells a refusal", async () => {
    provider.answer({ body: refusalOf("70005") });
    expect(await ask()).toEqual({ kind: "refused", code: "account_refused", alarm: true });
    provider.answer({ body: refusalOf("10001") });
    expect(await ask()).toEqual({ kind: "unknown", cause: "server_error" });
  });
});

describe("trying a ChainUp account out", () => {
  test("asks about an order that cannot exist, signed", async () => {
    provider.answer({ body: refusalOf("70001") });
    expect(await account().probe(now)).toEqual({ kind: "ok" });
    expect(openAsPlatform(lastAsked().body).fields).toEqual({ appKey: "AK", orderNum: "0" });
    provider.answer({ body: answerOf({ count: 0, list: [] }) });
    expect(await account({ orderDetailShape: "flat" }).probe(now)).toEqual({ kind: "ok" });
    expect(openAsPlatform(lastAsked().body).fields).toEqual({
      day: "2026-11-20",
      pageNum: "1",
      pageSize: "1",
    });
  });

  test("tells a wrong key from a wrong account from a wrong address", async () => {
    for (const [code, expected] of [
      ["50005", { kind: "wrong_credentials", code: "signature_refused" }],
      ["70005", { kind: "wrong_credentials", code: "account_refused" }],
      ["50010", { kind: "unexpected", code: "time_refused" }],
      ["12345", { kind: "unexpected", code: "undocumented_code" }],
    ] as const) {
      provider.answer({ body: refusalOf(code) });
      expect(await account().probe(now)).toEqual(expected);
    }
    provider.answer({ status: 404, contentType: "text/html", body: "<h1>Not here</h1>" });
    expect(await account().probe(now)).toEqual({ kind: "not_reached", cause: "unreadable_answer" });
    const nowhere = openAccount(chainup, { baseUrl: "http://127.0.0.1:1", credentials });
    expect(await nowhere.probe(now)).toEqual({ kind: "not_reached", cause: "connect_failed" });
  });
});

test("ChainUp is told what each call is for, so that one kind's failures do not stop another", async () => {
  const { adapter, operations } = openRecordedAccount(chainup, { baseUrl: provider.baseUrl, credentials });
  provider.answer({ body: "{}" });
  await adapter.createPayment(order);
  await adapter.queryPayment(ref);
  await adapter.queryPayment(unsure);
  await adapter.cancelPayment?.(ref);
  await adapter.statement?.({ day: "2026-11-20", type: null, page: 1, pageSize: 9, now });
  expect(operations).toEqual(["create", "query", "create", "cancel", "statement"]);
});

describe("when ChainUp gives no answer to rely on", () => {
  for (const [title, script, cause] of silences) {
    test(`because it ${title}, nothing is known to have happened`, async () => {
      // An answer without a code is unreadable, one with code 0 and nothing inside too.
      provider.answer(script);
      const adapter = account({}, script === "hang" ? 150 : 10_000);
      const unknown = { kind: "unknown", cause };
      expect(await adapter.createPayment(order)).toEqual(unknown);
      expect(await adapter.queryPayment(ref)).toEqual(unknown);
      expect(await adapter.queryPayment(unsure)).toEqual(unknown);
      expect(await adapter.cancelPayment?.(ref)).toEqual(unknown);
      expect(await adapter.statement?.({ day: "2026-11-20", type: null, page: 1, pageSize: 9, now })).toEqual(
        unknown,
      );
      expect(await adapter.probe(now)).toEqual({ kind: "not_reached", cause });
    });
  }

  test("never throws and never shows a key, whatever it answers", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.constantFrom(200, 400, 403, 404), async (body, status) => {
        provider.answer({ status, body });
        const adapter = account();
        const results = [
          await adapter.createPayment(order),
          await adapter.queryPayment(ref),
          await adapter.queryPayment(unsure),
          await adapter.cancelPayment?.(ref),
          await adapter.probe(now),
        ];
        expect(results.filter((result) => result?.kind === "accepted" || result?.kind === "report")).toEqual(
          [],
        );
        const text = JSON.stringify(results);
        for (let at = 0; at + 16 < credentials.privateKey.length; at += 16) {
          expect(text).not.toContain(credentials.privateKey.slice(at, at + 16));
        }
      }),
      { numRuns: 40 },
    );
  });
});
