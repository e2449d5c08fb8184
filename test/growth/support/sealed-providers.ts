/** The providers that encrypt what they write: ChainUp by RSA, BharatPay by AES. */
import { createCipheriv } from "node:crypto";
import { bharatpay } from "../../../bff/providers/bharatpay/adapter.ts";
import { chainup } from "../../../bff/providers/chainup/adapter.ts";
import { credentials as chainupCredentials, sealAs } from "../../providers/support/chainup-platform.ts";
import { key, link, methodOf, orderNo, payoutNo, type SpokenProvider } from "./spoken.ts";

const chainupOrder = {
  orderNum: "10000000002",
  appOrderId: orderNo,
  orderStatus: "3",
  orderAmount: "12.5",
  payCoinSymbol: "USDT",
};
export const chainupSpoken: SpokenProvider = {
  name: "ChainUp",
  provider: chainup,
  credentials: chainupCredentials,
  method: methodOf("usdt", "USDT", "USDT", 6),
  amount: "12.5",
  answers: [
    { call: "create", kind: "accepted", template: chainupOrder },
    { call: "query", kind: "report", template: chainupOrder },
    { call: "cancel", kind: "canceled", template: {} },
    {
      call: "statement",
      kind: "statement",
      template: { count: 1, list: [{ ...chainupOrder, orderType: "1", payTime: "1795176000000" }] },
    },
    { call: "probe", kind: "ok", template: {} },
  ],
  writeAnswer: (json) => JSON.stringify({ code: "0", msg: "success", ...sealAs(json) }),
  callbacks: [
    {
      side: "payment",
      template: {
        outOrderId: orderNo,
        orderNum: "10000000002",
        orderStatus: "3",
        payAmount: "12.5",
        returnUrl: link,
      },
      write: (json) => JSON.stringify({ app_id: chainupCredentials.appId, time: 1, ...sealAs(json) }),
    },
  ],
  isSlow: true,
};

function encrypt(plain: string): string {
  const cipher = createCipheriv("aes-256-ecb", Buffer.from(key, "utf8"), null);
  return Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]).toString("base64");
}
const info = (merchantSourceNo: string) => ({
  id: 123,
  merchantSourceNo,
  fiatAmount: 100.5,
  processCode: 30,
  cashierLink: link,
});
const bharatpayResult = {
  channelCreditOrderSimpleInfo: info(orderNo),
  channelPaymentRecordSimpleInfo: { upiUrl: "upi://pay?pa=a@b" },
  deeplink: { gpay: "gpay://upi/pay?pa=a@b" },
};
export const bharatpaySpoken: SpokenProvider = {
  name: "BharatPay",
  provider: bharatpay,
  credentials: { merchantId: "30000001", accessKey: key },
  method: methodOf("upi", "upi", "INR", 2),
  amount: "100.50",
  answers: [
    { call: "create", kind: "accepted", template: bharatpayResult },
    { call: "query", kind: "report", template: bharatpayResult },
    { call: "payout", kind: "accepted", template: { channelDebitOrderSimpleInfo: info(payoutNo) } },
    { call: "payout_query", kind: "report", template: { channelDebitOrderSimpleInfo: info(payoutNo) } },
    {
      call: "balance",
      kind: "balance",
      template: { balance: 10.5, frozenBalance: 0, remainBalance: "1.00" },
    },
  ],
  writeAnswer: (json) => JSON.stringify({ code: 0, errorDesc: null, result: encrypt(json) }),
  callbacks: [
    {
      side: "payment",
      template: { channelCreditOrderSimpleInfo: info(orderNo) },
      write: (json) => JSON.stringify({ sourceNo: orderNo, data: encrypt(json) }),
    },
    {
      side: "payout",
      template: info(payoutNo),
      write: (json) => JSON.stringify({ sourceNo: payoutNo, data: encrypt(json) }),
    },
  ],
  isSlow: false,
};
