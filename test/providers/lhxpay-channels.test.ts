import { describe, expect, test } from "vitest";
import type { MethodConfig } from "../../bff/providers/contract.ts";
import { lhxpay } from "../../bff/providers/lhxpay/adapter.ts";
import { lhxpayChannels } from "../../bff/providers/lhxpay/channels.ts";
import { mistakesIn } from "./support/canned-provider.ts";

const credentials = { appKey: "AK", secret: "SECRET2" };
const wechat: MethodConfig = {
  method: "wechat_pay",
  channel: "1",
  currency: "CNY",
  decimals: 2,
  expiresInSeconds: 900,
};

describe("LHXPay's configuration", () => {
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
});
