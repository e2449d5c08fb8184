import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MethodConfig } from "../../bff/providers/contract.ts";
import { lhxpay } from "../../bff/providers/lhxpay/adapter.ts";
import { lhxpayChannels } from "../../bff/providers/lhxpay/channels.ts";
import { findProvider } from "../../bff/providers/registry.ts";
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

const md5 = (text: string) => createHash("md5").update(text, "utf8").digest("hex");

const credentials = { appKey: "AK", secret: "SECRET2" };
const wechat: MethodConfig = {
  method: "wechat_pay",
  channel: "1",
  currency: "CNY",
  decimals: 2,
  expiresInSeconds: 900,
};
const order = orderOf(wechat, "100.00");
const ref = refOf(order);

let provider: CannedProvider;
beforeAll(async () => {
  provider = await startCannedProvider();
});
afterAll(() => provider.stop());
beforeEach(() => {
  provider.asked.length = 0;
});

function account(options: object = {}, timeoutMs?: number) {
  return openAccount(lhxpay, { baseUrl: provider.baseUrl, credentials, options }, timeoutMs);
}

function lastAsked() {
  const asked = provider.asked.at(-1);
  if (asked === undefined) throw new Error("the provider was not asked");
  return asked;
}

describe("LHXPay's configuration", () => {
  test("takes api as the mode when none is named, and no other than api and page", async () => {
    expect(account().actionOf(wechat)).toBe("redirect");
    expect(account({ mode: "api" }).actionOf(wechat)).toBe("redirect");
    provider.answer({ body: '{"success":true,"payUrl":"/p"}' });
    expect(await account().createPayment(order)).toMatchObject({ nextAction: { type: "redirect" } });
    expect(provider.asked).toHaveLength(1);
    expect(account({ mode: "page" }).actionOf(wechat)).toBe("redirect_form");
    expect(mistakesIn(lhxpay, { credentials, options: { mode: "form" } })).toHaveLength(1);
    expect(mistakesIn(lhxpay, { credentials, options: { kind: "api" } })).toHaveLength(1);
  });

  test("names credentials that are missing, unknown or look alike, and never shows the secret", () => {
    expect(mistakesIn(lhxpay, { credentials: {} }).map((text) => text.split(" ")[0])).toEqual([
      "credentials.appKey",
      "credentials.secret",
    ]);
    // The provider's own tables spell appKey with Cyrillic letters; a value copied from there would, too.
    expect(mistakesIn(lhxpay, { credentials: { ...credentials, appKey: "АК" } })[0]).toMatch(
      /^credentials\.appKey must be visible ASCII/,
    );
    expect(mistakesIn(lhxpay, { credentials: { аррКеу: "AK", secret: "hush-hush" } }).join()).not.toContain(
      "hush-hush",
    );
    expect(lhxpay.secretCredentials).toEqual(["secret"]);
    expect(findProvider("lhxpay")).toBe(lhxpay);
    expect(lhxpay.title).toBe("LHXPay");
  });

  test("knows the fifteen channels by the provider's names and the customer's words", () => {
    const table = lhxpayChannels.map(({ id, name, method }) => `${id} ${name} ${method}`);
    expect(table).toEqual([
      "1 微信 wechat_pay",
      "2 支付宝 alipay",
      "3 银行卡 bank_card",
      "4 支付宝红包 red_packet",
      "5 云闪付 unionpay",
      "6 支付宝转银行卡 alipay",
      "7 支付宝wap alipay",
      "8 微信wap wechat_pay",
      "9 支付宝跳转 alipay",
      "10 微信跳转 wechat_pay",
      "11 微信手机转账 wechat_pay",
      "12 支付宝转卡飞行模式 alipay",
      "13 微信赞赏码 wechat_pay",
      "14 支付宝固码 alipay",
      "15 支付宝群红包 red_packet",
    ]);
    for (const { id, method } of lhxpayChannels) {
      const methods = [{ ...wechat, channel: String(id), method }];
      expect(mistakesIn(lhxpay, { credentials, methods })).toEqual([]);
    }
  });

  test("tells a channel that does not exist or is another method, and a currency that is not CNY", () => {
    const wrong = (method: Partial<MethodConfig>) =>
      mistakesIn(lhxpay, { credentials, methods: [{ ...wechat, ...method }] });
    for (const channel of ["0", "16", "01", "wechat", ""]) {
      expect(wrong({ channel })).toEqual(["methods.0 channel must be one of LHXPay's ids, 1 to 15"]);
    }
    expect(wrong({ channel: "2" })).toEqual(["methods.0 channel 2 (支付宝) is the method alipay"]);
    expect(wrong({ currency: "USD" })).toEqual(["methods.0 currency must be CNY"]);
  });

  test("can do what its capabilities say", () => {
    const adapter = account();
    expect(adapter.capabilities).toEqual(["create", "query", "callback", "payout", "balance"]);
    expect(adapter.cancelPayment).toBeUndefined();
    expect(adapter.statement).toBeUndefined();
    expect(adapter.payerFields(wechat)).toEqual([{ name: "name", required: false }]);
    expect(adapter.checkPayer(wechat, nobody)).toEqual([]);
    expect(adapter.objectToAmount(wechat, order.amount)).toBeNull();
    expect(adapter.objectToAmount(wechat, { minor: 1001n, currency: "CNY", decimals: 3 })).toMatch(
      /decimals/,
    );
  });
});

describe("an LHXPay pay-in by api", () => {
  test("posts the sheet's fields as JSON, signed raw, and redirects to the path on the gateway's origin", async () => {
    provider.answer({ body: '{"success":true,"errorMsg":null,"payUrl":"/api/Pay?id=x1&channel=WX"}' });
    const adapter = openAccount(lhxpay, { baseUrl: `${provider.baseUrl}/gateway`, credentials });
    const result = await adapter.createPayment({ ...order, payer: { ...nobody, name: " 张三 " } });
    expect(result).toEqual({
      kind: "accepted",
      providerOrderId: null,
      nextAction: { type: "redirect", url: `${provider.baseUrl}/api/Pay?id=x1&channel=WX` },
      expiresAt: null,
      report: null,
    });
    const { method, path, headers, body } = lastAsked();
    expect([method, path, headers["content-type"]]).toEqual([
      "POST",
      "/gateway/api/Pay/Create",
      "application/json",
    ]);
    const signed = `amount=100.00&appKey=AK&callbackUrl=https://m.example/cb?a=1&b=2&channelId=1&mrn=${order.orderNo}&returnUrl=https://m.example/r&key=SECRET2`;
    expect(JSON.parse(body)).toEqual({
      amount: "100.00",
      appKey: "AK",
      callbackUrl: "https://m.example/cb?a=1&b=2",
      channelId: 1,
      mrn: order.orderNo,
      returnUrl: "https://m.example/r",
      payer: "张三",
      sign: md5(signed),
    });
    expect(body).toMatch(/^[\x20-\x7e张三]+$/);
  });

  test("writes every amount with two decimals, in the sign and in the body alike", async () => {
    provider.answer({ body: '{"success":true,"payUrl":"/api/Pay?id=1"}' });
    for (const [amount, text] of [
      ["1", "1.00"],
      ["100.5", "100.50"],
      ["0.01", "0.01"],
      ["12345678901234567.89", "12345678901234567.89"],
    ] as const) {
      await account().createPayment(orderOf(wechat, amount));
      const body = JSON.parse(lastAsked().body);
      expect(body.amount).toBe(text);
      expect(body.sign).toBe(
        md5(
          `amount=${text}&appKey=AK&callbackUrl=${body.callbackUrl}&channelId=1&mrn=${body.mrn}&returnUrl=${body.returnUrl}&key=SECRET2`,
        ),
      );
    }
  });

  test("leaves out the payer when there is none", async () => {
    provider.answer({ body: '{"success":true,"payUrl":"/api/Pay?id=1"}' });
    await account().createPayment({ ...order, payer: { ...nobody, name: "=&\u0000" } });
    expect(JSON.parse(lastAsked().body)).not.toHaveProperty("payer");
  });

  test("parses the answer whatever its content type", async () => {
    provider.answer({ contentType: "text/plain", body: '{"success":true,"payUrl":"/p"}' });
    expect(await account().createPayment(order)).toMatchObject({
      kind: "accepted",
      nextAction: { url: `${provider.baseUrl}/p` },
    });
  });

  test("sends the customer to no other origin than the gateway's", async () => {
    for (const payUrl of [
      "https://evil.example/p",
      "//evil.example/p",
      "/\\evil.example/p",
      "\\\\evil.example",
      "javascript:alert(1)",
      "data:text/html,x",
      "http://u:p@127.0.0.1/",
      "http://",
      "",
      null,
    ]) {
      provider.answer({ body: JSON.stringify({ success: true, errorMsg: null, payUrl }) });
      const result = await account().createPayment(order);
      // The gateway says that there is an order, so it may be paid: never "refused".
      expect(result, String(payUrl)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
    }
  });

  const refusals: readonly (readonly [string, object])[] = [
    ["该金额客满，请更换金额", { code: "no_capacity", retryable: true, alarm: false }],
    ["该金额客满，请勿重复提交", { code: "no_capacity", retryable: true, alarm: false }],
    ["签名错误", { code: "signature_refused", alarm: true }],
    ["Invalid Signature", { code: "signature_refused", alarm: true }],
    ["无效的商户账户", { code: "signature_refused", alarm: true }],
    ["通道维护", { code: "provider_refused", alarm: false }],
    ["", { code: "provider_refused", alarm: false }],
  ];
  for (const [errorMsg, expected] of refusals) {
    test(`that is refused with "${errorMsg}" is refused, with no text of theirs`, async () => {
      provider.answer({ body: JSON.stringify({ success: false, errorMsg, payUrl: null }) });
      const result = await account().createPayment(order);
      expect(result).toMatchObject({ kind: "refused", ...expected });
      if (errorMsg !== "") expect(JSON.stringify(result)).not.toContain(errorMsg);
    });
  }

  test("is believed when refused under another HTTP status, and not when accepted under one", async () => {
    provider.answer({ status: 400, body: '{"success":false,"errorMsg":"客满"}' });
    expect(await account().createPayment(order)).toMatchObject({ kind: "refused", code: "no_capacity" });
    provider.answer({ status: 400, body: '{"success":true,"payUrl":"/p"}' });
    expect(await account().createPayment(order)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
  });

  test("is unknown, not refused, when they have its number already: the order is ours", async () => {
    for (const errorMsg of ["平台单号冲突", "订单已存在"]) {
      provider.answer({ body: JSON.stringify({ success: false, errorMsg }) });
      expect(await account().createPayment(order)).toEqual({ kind: "unknown", cause: "duplicate_order" });
    }
  });

  test("is refused when the gateway was never reached: another account may be asked", async () => {
    const adapter = openAccount(lhxpay, { baseUrl: "http://127.0.0.1:1", credentials });
    expect(await adapter.createPayment(order)).toEqual({
      kind: "refused",
      code: "provider_unreachable",
      retryable: true,
      alarm: false,
    });
  });
});

describe("an LHXPay pay-in by page", () => {
  test("gives the browser a signed form and asks the provider nothing", async () => {
    const result = await account({ mode: "page" }).createPayment({
      ...order,
      payer: { ...nobody, name: "张三" },
    });
    const signed = `amount=100.00&appKey=AK&callbackUrl=https://m.example/cb?a=1&b=2&channelId=1&mrn=${order.orderNo}&returnUrl=https://m.example/r&key=SECRET2`;
    expect(result).toEqual({
      kind: "accepted",
      providerOrderId: null,
      nextAction: {
        type: "redirect_form",
        url: `${provider.baseUrl}/api/Pay`,
        fields: {
          amount: "100.00",
          appKey: "AK",
          callbackUrl: "https://m.example/cb?a=1&b=2",
          channelId: "1",
          mrn: order.orderNo,
          returnUrl: "https://m.example/r",
          payer: "张三",
          sign: md5(signed),
        },
      },
      expiresAt: null,
      report: null,
    });
    expect(JSON.stringify(result)).not.toContain("SECRET2");
    expect(provider.asked).toEqual([]);
  });

  test("is still pending while they know no order, because the customer has not posted the form yet", async () => {
    provider.answer({ body: '{"error":"object_not_found","errorMessage":"x"}' });
    expect(await account({ mode: "page" }).queryPayment(ref)).toMatchObject({
      kind: "report",
      report: { orderNo: ref.orderNo, status: "pending", undocumentedStatus: null },
    });
    // Not handed out for certain: then there may really be none.
    expect(await account({ mode: "page" }).queryPayment({ ...ref, accepted: false })).toEqual({
      kind: "not_found",
    });
    expect(await account().queryPayment(ref)).toEqual({ kind: "not_found" });
  });
});

describe("an LHXPay query", () => {
  test("is a signed GET that does not ask for the callback again", async () => {
    provider.answer({ body: `{"error":"success","result":{"Mrn":"${ref.orderNo}","status":0}}` });
    await account().queryPayment(ref);
    const { method, path, query, body } = lastAsked();
    expect([method, path, body]).toEqual(["GET", "/api/Payments/Query", ""]);
    expect(Object.fromEntries(query)).toEqual({
      appKey: "AK",
      mrn: ref.orderNo,
      sign: md5(`appKey=AK&mrn=${ref.orderNo}&key=SECRET2`),
      callback: "false",
    });
  });

  test("asks for the callback again when an operator wants it", async () => {
    provider.answer({ body: `{"error":"success","result":{"Mrn":"${ref.orderNo}","status":1}}` });
    await account().queryPayment({ ...ref, resendCallback: true });
    expect(lastAsked().query.get("callback")).toBe("true");
  });

  const statuses = [
    ["0", "pending", null],
    ["1", "succeeded", null],
    ["2", "failed", null],
    ["3", "pending", "3"],
    ["9", "pending", "9"],
  ] as const;
  for (const [code, status, undocumentedStatus] of statuses) {
    for (const name of ["Mrn", "mrn"]) {
      test(`reads status ${code} as ${status}, under ${name}, as number or text`, async () => {
        for (const written of [code, `"${code}"`]) {
          provider.answer({
            body: `{"error":"success","result":{"${name}":"${ref.orderNo}","status":${written}}}`,
          });
          expect(await account().queryPayment(ref)).toEqual({
            kind: "report",
            report: {
              orderNo: ref.orderNo,
              providerOrderId: null,
              status,
              amountText: null,
              orderedAmountText: null,
              currency: null,
              nextAction: null,
              undocumentedStatus,
              ...(status === "succeeded" ? { amountUntold: true } : {}),
            },
          });
        }
      });
    }
  }

  test("tells the amount that was paid where they say it, as they wrote it", async () => {
    for (const [written, text] of [
      ['"99.50"', "99.50"],
      ["100.00", "100.00"],
      ["100", "100"],
    ]) {
      provider.answer({
        body: `{"error":"success","result":{"Mrn":"${ref.orderNo}","status":1,"amount":${written}}}`,
      });
      expect(await account().queryPayment(ref)).toMatchObject({
        report: { status: "succeeded", amountText: text },
      });
    }
  });

  test("takes both spellings of our number together, when they agree", async () => {
    const { orderNo } = ref;
    provider.answer({
      body: `{"error":"success","result":{"Mrn":"${orderNo}","mrn":"${orderNo}","status":1}}`,
    });
    expect(await account().queryPayment(ref)).toMatchObject({ report: { status: "succeeded" } });
  });

  test("that was never sent is no news", async () => {
    const nowhere = openAccount(lhxpay, { baseUrl: "http://127.0.0.1:1", credentials });
    const lost = { kind: "unknown", cause: "connection_lost" };
    expect(await nowhere.queryPayment(ref)).toEqual(lost);
    expect(await nowhere.balance?.(1)).toEqual(lost);
    const { orderNo, amount } = order;
    expect(await nowhere.payouts?.query({ orderNo, amount, providerOrderId: null, now: 1 })).toEqual(lost);
  });

  test("believes no answer about another order", async () => {
    for (const result of [
      '{"Mrn":"other","status":1}',
      `{"Mrn":"other","mrn":"${ref.orderNo}","status":1}`,
      '{"status":1}',
      `{"Mrn":"${ref.orderNo}"}`,
      "null",
      "1",
    ]) {
      provider.answer({ body: `{"error":"success","result":${result}}` });
      expect(await account().queryPayment(ref)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
    }
  });

  test("is believed when refused under another HTTP status, and not when answered under one", async () => {
    const body = `{"error":"success","result":{"Mrn":"${ref.orderNo}","status":1}}`;
    provider.answer({ status: 400, body });
    expect(await account().queryPayment(ref)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
    provider.answer({ status: 400, body: '{"error":"sign_error"}' });
    expect(await account().queryPayment(ref)).toMatchObject({ kind: "refused", code: "signature_refused" });
  });

  test("says that the question was refused, which is no news of the order", async () => {
    for (const [error, code] of [
      ["sign_error", "signature_refused"],
      ["invalid_data", "request_refused"],
      ["whatever", "provider_refused"],
    ]) {
      provider.answer({ body: JSON.stringify({ error, errorMessage: "text of theirs" }) });
      expect(await account().queryPayment(ref)).toEqual({ kind: "refused", code, alarm: true });
    }
  });
});

describe("an LHXPay payout", () => {
  const beneficiary = {
    name: "张三",
    accountNumber: "6222000000000000000",
    accountType: "bank",
    bankName: "工商银行",
  };
  const payout = payoutOf("501", "CNY", beneficiary);

  test("posts whole yuan with two decimals, signed over the sheet's fields", async () => {
    provider.answer({ body: '{"error":"success","errorMessage":""}' });
    const result = await account().payouts?.create(payout);
    expect(result).toEqual({ kind: "accepted", providerOrderId: null, report: null });
    const { method, path, body } = lastAsked();
    expect([method, path]).toEqual(["POST", "/api/Payouts/Create"]);
    expect(JSON.parse(body)).toEqual({
      accountName: "张三",
      accountNumber: "6222000000000000000",
      amount: "501.00",
      appKey: "AK",
      bankName: "工商银行",
      callbackUrl: "https://m.example/cb",
      mrn: payout.orderNo,
      sign: md5(
        `accountName=张三&accountNumber=6222000000000000000&amount=501.00&appKey=AK&bankName=工商银行&callbackUrl=https://m.example/cb&mrn=${payout.orderNo}&key=SECRET2`,
      ),
    });
  });

  test("with fen is not sent, even when nobody checked", async () => {
    const { amount } = payoutOf("501.50", "CNY", beneficiary);
    expect(await account().payouts?.create({ ...payout, amount })).toMatchObject({
      kind: "refused",
      code: "amount_refused",
    });
    expect(provider.asked).toEqual([]);
  });

  test("takes out of signed names what could be read as another field", async () => {
    provider.answer({ body: '{"error":"success"}' });
    const name = "张&accountNumber=1\u0007三";
    await account().payouts?.create(payoutOf("501", "CNY", { ...beneficiary, name, bankName: "工商=银行" }));
    const body = JSON.parse(lastAsked().body);
    expect([body.accountName, body.bankName]).toEqual(["张accountNumber1三", "工商银行"]);
    expect(body.sign).toBe(
      md5(
        `accountName=张accountNumber1三&accountNumber=6222000000000000000&amount=501.00&appKey=AK&bankName=工商银行&callbackUrl=https://m.example/cb&mrn=${payout.orderNo}&key=SECRET2`,
      ),
    );
  });

  test("names each field that it cannot take before anyone is asked", () => {
    const paths = (text: string, currency: string, rest: object, channel: string | null = null) =>
      account()
        .payouts?.check({ ...payoutOf(text, currency, { ...beneficiary, ...rest }), channel })
        .map(({ path }) => path);
    expect(paths("501", "CNY", {})).toEqual([]);
    expect(paths("501", "CNY", { accountType: "card" }, "bank")).toEqual([]);
    expect(paths("501.50", "CNY", {})).toEqual(["amount.value"]);
    expect(paths("501", "USD", {})).toEqual(["amount.currency"]);
    expect(paths("501", "CNY", {}, "upi")).toEqual(["channel"]);
    expect(paths("501", "CNY", { accountType: "upi" })).toEqual(["beneficiary.accountType"]);
    expect(paths("501", "CNY", { name: "&=" })).toEqual(["beneficiary.name"]);
    expect(paths("501", "CNY", { bankName: null })).toEqual(["beneficiary.bankName"]);
    expect(paths("501", "CNY", { accountNumber: "622200&amount=1" })).toEqual(["beneficiary.accountNumber"]);
    expect(account().payouts?.currencies).toEqual(["CNY"]);
  });

  const errors: readonly (readonly [string, object])[] = [
    ["invalid_data", { kind: "refused", code: "request_refused", retryable: false, alarm: true }],
    ["sign_error", { kind: "refused", code: "signature_refused", retryable: true, alarm: true }],
    [
      "insufficient_balance",
      { kind: "refused", code: "insufficient_balance", retryable: true, alarm: false },
    ],
    ["object_not_found", { kind: "refused", code: "account_refused", alarm: true }],
    // Money may be on its way under that number: only a query or a callback may tell.
    ["mrn_duplication", { kind: "unknown", cause: "duplicate_order" }],
    ["something_new", { kind: "unknown", cause: "unreadable_answer" }],
  ];
  for (const [error, expected] of errors) {
    test(`answered with ${error} is ${JSON.stringify(expected)}`, async () => {
      provider.answer({ body: JSON.stringify({ error, errorMessage: "text of theirs" }) });
      expect(await account().payouts?.create(payout)).toMatchObject(expected);
    });
  }

  test("is asked about at its own address, failure included", async () => {
    const payouts = account().payouts;
    const payoutRef = { orderNo: payout.orderNo, providerOrderId: null, amount: payout.amount, now: 1 };
    for (const [code, status] of [
      [0, "pending"],
      [1, "succeeded"],
      [2, "failed"],
    ]) {
      provider.answer({ body: `{"error":"success","result":{"Mrn":"${payout.orderNo}","status":${code}}}` });
      expect(await payouts?.query(payoutRef)).toMatchObject({ kind: "report", report: { status } });
    }
    expect(lastAsked().path).toBe("/api/Payouts/Query");
    expect(lastAsked().query.get("sign")).toBe(md5(`appKey=AK&mrn=${payout.orderNo}&key=SECRET2`));
    await payouts?.query({ ...payoutRef, resendCallback: true });
    expect(lastAsked().query.get("callback")).toBe("true");
    provider.answer({ body: '{"error":"object_not_found"}' });
    expect(await payouts?.query(payoutRef)).toEqual({ kind: "not_found" });
  });

  test("is refused when the gateway was never reached", async () => {
    const adapter = openAccount(lhxpay, { baseUrl: "http://127.0.0.1:1", credentials });
    expect(await adapter.payouts?.create(payout)).toMatchObject({
      kind: "refused",
      code: "provider_unreachable",
    });
  });
});

describe("LHXPay's balance", () => {
  test("is a signed GET", async () => {
    provider.answer({ body: '{"error":"success","result":1234.50}' });
    expect(await account().balance?.(1)).toEqual({
      kind: "balance",
      available: { minor: 123_450n, currency: "CNY", decimals: 2 },
      total: null,
      frozen: null,
    });
    expect(lastAsked().path).toBe("/api/Merchants/Balance");
    expect(Object.fromEntries(lastAsked().query)).toEqual({
      appKey: "AK",
      sign: md5("appKey=AK&key=SECRET2"),
    });
    provider.answer({ body: '{"error":"success","result":"-3"}' });
    expect(await account().balance?.(1)).toMatchObject({ available: { minor: -300n } });
  });

  test("is unknown when it is no number, and refused when they refuse it", async () => {
    provider.answer({ body: '{"error":"success","result":{"a":1}}' });
    expect(await account().balance?.(1)).toEqual({ kind: "unknown", cause: "unreadable_answer" });
    provider.answer({ body: '{"error":"sign_error"}' });
    expect(await account().balance?.(1)).toEqual({ kind: "refused", code: "signature_refused", alarm: true });
  });

  test("tells a wrong key from a wrong address", async () => {
    provider.answer({ body: '{"error":"success","result":0}' });
    expect(await account().probe(1)).toEqual({ kind: "ok" });
    provider.answer({ body: '{"error":"sign_error"}' });
    expect(await account().probe(1)).toEqual({ kind: "wrong_credentials", code: "signature_refused" });
    provider.answer({ body: '{"error":"object_not_found"}' });
    expect(await account().probe(1)).toEqual({ kind: "wrong_credentials", code: "account_refused" });
    provider.answer({ body: '{"error":"invalid_data"}' });
    expect(await account().probe(1)).toEqual({ kind: "unexpected", code: "request_refused" });
    provider.answer({ status: 404, contentType: "text/html", body: "<h1>Not here</h1>" });
    expect(await account().probe(1)).toEqual({ kind: "not_reached", cause: "unreadable_answer" });
    const nowhere = openAccount(lhxpay, { baseUrl: "http://127.0.0.1:1", credentials });
    expect(await nowhere.probe(1)).toEqual({ kind: "not_reached", cause: "connect_failed" });
  });
});

test("LHXPay is told what each call is for, so that one kind's failures do not stop another", async () => {
  const { adapter, operations } = openRecordedAccount(lhxpay, { baseUrl: provider.baseUrl, credentials });
  provider.answer({ body: "{}" });
  await adapter.createPayment(order);
  await adapter.queryPayment(ref);
  await adapter.payouts?.create(payoutOf("501", "CNY", {}));
  await adapter.payouts?.query({ ...ref, providerOrderId: null });
  await adapter.balance?.(1);
  expect(operations).toEqual(["create", "query", "payout", "payout_query", "balance"]);
});

describe("when LHXPay gives no answer to rely on", () => {
  const payout = payoutOf("501", "CNY", { name: "a", accountNumber: "62220000", bankName: "b" });
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

  test("never throws and never shows the secret, whatever it answers", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.constantFrom(200, 400, 403, 404), async (body, status) => {
        provider.answer({ status, body });
        const adapter = account();
        const results = [
          await adapter.createPayment(order),
          await adapter.queryPayment(ref),
          await adapter.balance?.(1),
          await adapter.payouts?.create(payout),
          await adapter.probe(1),
        ];
        expect(results.filter((result) => result?.kind === "accepted")).toEqual([]);
        const text = JSON.stringify(results, (_key, value) =>
          typeof value === "bigint" ? `${value}` : value,
        );
        expect(text).not.toContain("SECRET2");
      }),
      { numRuns: 40 },
    );
  });
});
