import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { MethodConfig } from "../../bff/providers/contract.ts";
import { lhxpay } from "../../bff/providers/lhxpay/adapter.ts";
import { findProvider } from "../../bff/providers/registry.ts";
import {
  mistakesIn,
  nobody,
  openAccount,
  orderOf,
  payoutOf,
  provideForFile,
  refOf,
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

const { provider, lastAsked } = provideForFile();

function account(options: object = {}) {
  return openAccount(lhxpay, { baseUrl: provider.baseUrl, credentials, options });
}

describe("LHXPay's configuration", () => {
  test("takes api as the mode when none is named", () => {
    expect(account().actionOf(wechat)).toBe("redirect");
    expect(account({ mode: "api" }).actionOf(wechat)).toBe("redirect");
    expect(account({ mode: "page" }).actionOf(wechat)).toBe("redirect_form");
  });

  test("names credentials that are missing or look alike", () => {
    expect(mistakesIn(lhxpay, { credentials: {} }).map((text) => text.split(" ")[0])).toEqual([
      "credentials.appKey",
      "credentials.secret",
    ]);
    // The provider's own tables spell appKey with Cyrillic letters; a value copied from there would, too.
    expect(mistakesIn(lhxpay, { credentials: { ...credentials, appKey: "АК" } })[0]).toMatch(
      /^credentials\.appKey must be visible ASCII/,
    );
    expect(lhxpay.secretCredentials).toEqual(["secret"]);
    expect(findProvider("lhxpay")).toBe(lhxpay);
    expect(lhxpay.title).toBe("LHXPay");
  });

  test("can do what its capabilities say", () => {
    const adapter = account();
    expect(adapter.capabilities).toEqual(["create", "query", "callback", "payout", "balance"]);
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

  test("that is refused is refused in our word, and with theirs beside it", async () => {
    for (const errorMsg of ["该金额客满，请更换金额", "签名错误", "通道维护"]) {
      provider.answer({ body: JSON.stringify({ success: false, errorMsg, payUrl: null }) });
      const result = await account().createPayment(order);
      expect(result).toMatchObject({
        kind: "refused",
        code: expect.stringMatching(/^[a-z_]+$/),
        details: { code: null, message: errorMsg },
      });
    }
  });
});

describe("an LHXPay pay-in by page", () => {
  test("gives the browser a signed form and calls no provider", async () => {
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
  test("is a signed GET that does not request the callback again", async () => {
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

  test("requests the callback again when an operator wants it", async () => {
    provider.answer({ body: `{"error":"success","result":{"Mrn":"${ref.orderNo}","status":1}}` });
    await account().queryPayment({ ...ref, resendCallback: true });
    expect(lastAsked().query.get("callback")).toBe("true");
  });

  test("says that an amount is not told only where it was paid", async () => {
    const report = {
      orderNo: ref.orderNo,
      providerOrderId: null,
      amountText: null,
      orderedAmountText: null,
      currency: null,
      nextAction: null,
    };
    for (const [code, rest] of [
      ["0", { status: "pending", undocumentedStatus: null }],
      ["1", { status: "succeeded", undocumentedStatus: null, amountUntold: true }],
      ["2", { status: "failed", undocumentedStatus: null }],
      ["9", { status: "pending", undocumentedStatus: "9" }],
    ] as const) {
      provider.answer({ body: `{"error":"success","result":{"mrn":"${ref.orderNo}","status":"${code}"}}` });
      const details = { utr: null, feeText: null, code, message: null };
      expect(await account().queryPayment(ref)).toEqual({
        kind: "report",
        report: { ...report, ...rest, details },
      });
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

  test.each([
    ["501", {}],
    ["501.00", { payoutAmountFormat: "decimal" }],
  ])("posts whole yuan as %s, signed over the sheet's fields", async (amount, options) => {
    provider.answer({ body: '{"error":"success","errorMessage":""}' });
    const result = await account(options).payouts?.create(payout);
    expect(result).toEqual({ kind: "accepted", providerOrderId: null, report: null });
    const { method, path, body } = lastAsked();
    expect([method, path]).toEqual(["POST", "/api/Payouts/Create"]);
    expect(JSON.parse(body)).toEqual({
      accountName: "张三",
      accountNumber: "6222000000000000000",
      amount,
      appKey: "AK",
      bankName: "工商银行",
      callbackUrl: "https://m.example/cb",
      mrn: payout.orderNo,
      sign: md5(
        `accountName=张三&accountNumber=6222000000000000000&amount=${amount}&appKey=AK&bankName=工商银行&callbackUrl=https://m.example/cb&mrn=${payout.orderNo}&key=SECRET2`,
      ),
    });
  });

  test("with fen is objected to by its field", () => {
    const { amount } = payoutOf("501.50", "CNY", beneficiary);
    expect(account().payouts?.check({ ...payout, amount })).toEqual([
      { path: "amount.value", message: "must be whole yuan, without fen" },
    ]);
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
        `accountName=张accountNumber1三&accountNumber=6222000000000000000&amount=501&appKey=AK&bankName=工商银行&callbackUrl=https://m.example/cb&mrn=${payout.orderNo}&key=SECRET2`,
      ),
    );
  });

  test("is queried at its own address, failure included", async () => {
    const payouts = account().payouts;
    const payoutRef = { orderNo: payout.orderNo, providerOrderId: null, amount: payout.amount, now: 1 };
    provider.answer({ body: `{"error":"success","result":{"Mrn":"${payout.orderNo}","status":2}}` });
    expect(await payouts?.query(payoutRef)).toMatchObject({ kind: "report", report: { status: "failed" } });
    expect(lastAsked().path).toBe("/api/Payouts/Query");
    expect(lastAsked().query.get("sign")).toBe(md5(`appKey=AK&mrn=${payout.orderNo}&key=SECRET2`));
    await payouts?.query({ ...payoutRef, resendCallback: true });
    expect(lastAsked().query.get("callback")).toBe("true");
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
});

describe("trying an LHXPay account out", () => {
  const nowhere = { status: 404, body: '{"code":"404","msg":"Not Found"}' };
  const queried = (body: string) =>
    provider.answer(({ path }) => (path.includes("/Merchants/") ? nowhere : { body }));

  test("is content with a query where the contract has no balance, and says what that proves", async () => {
    queried('{"error":"object_not_found","errorMessage":"订单不存在"}');
    expect(await account().probe(1)).toEqual({
      kind: "ok",
      note: expect.stringContaining("does not tell a wrong appKey"),
    });
    expect(lastAsked().path).toBe("/api/Payments/Query");
    expect(lastAsked().query.get("mrn")).toBe("0");
  });

  test("finds a wrong key by that query, too", async () => {
    queried('{"error":"sign_error","errorMessage":"签名错误"}');
    expect(await account().probe(1)).toEqual({ kind: "wrong_credentials", code: "signature_refused" });
    queried('{"error":"object_not_found","errorMessage":"无效的商户账户"}');
    expect(await account().probe(1)).toEqual({ kind: "wrong_credentials", code: "account_refused" });
  });
});
