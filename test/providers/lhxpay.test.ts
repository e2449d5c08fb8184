import { describe, expect, test } from "vitest";
import { lhxpay } from "../../bff/providers/lhxpay/adapter.ts";
import { nobody, openAccount, orderOf, payoutOf, provideForFile } from "./support/canned-provider.ts";
import { credentials, md5, order, ref, wechat } from "./support/lhxpay-account.ts";

const { provider, lastAsked } = provideForFile();

function account(options: object = {}) {
  return openAccount(lhxpay, { baseUrl: provider.baseUrl, credentials, options });
}

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
    expect(await account({ mode: "page" }).queryPayment({ ...ref, isCreationInDoubt: true })).toEqual({
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
