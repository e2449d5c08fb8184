/** The providers that sign with MD5 and write in clear: PayPro, CXPay, LHXPay. */
import { createHash } from "node:crypto";
import { cxpay } from "../../../bff/providers/cxpay/adapter.ts";
import { lhxpay } from "../../../bff/providers/lhxpay/adapter.ts";
import { paypro } from "../../../bff/providers/paypro/adapter.ts";
import type { Template } from "./leaves.ts";
import { key, link, methodOf, orderNo, payoutNo, type SpokenProvider } from "./spoken.ts";

const md5 = (text: string) => createHash("md5").update(text, "utf8").digest("hex");
const asIs = (json: string) => json;

/** Signs flat JSON: `sign` over the sorted pairs, as two of the providers do. */
function signedBy(join: (pairs: readonly string[]) => string) {
  return (json: string): string => {
    const fields: [string, unknown][] = Object.entries(JSON.parse(json));
    const pairs = fields
      .filter(([, value]) => value !== "")
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${String(value)}`);
    return `${json.slice(0, -1)},"sign":"${md5(join(pairs))}"}`;
  };
}

const payproData = {
  tradeNo: orderNo,
  platFormTradeNo: "P1",
  payproTradeNo: "P2",
  status: "0015",
  desc: "ok",
  amount: "150.00",
  paymentInfo: "646180123456789012",
  paymentUrl: link,
};
const payproAnswer = (data: Template): Template => ({ code: "0000", msg: "ok", data });
const payproCallback = {
  tradeNo: orderNo,
  platFormTradeNo: "P1",
  payproTradeNo: "P2",
  status: "0000",
  amount: "150.00",
  successTime: "2026-11-20T12:00:00Z",
  timestamp: "1795176000000",
};

export const payproSpoken: SpokenProvider = {
  name: "PayPro",
  provider: paypro,
  credentials: { merchantNo: "M1", appSecret: key },
  method: methodOf("bank_transfer", "va", "MXN", 2),
  amount: "150.00",
  answers: [
    { call: "create", kind: "accepted", template: payproAnswer(payproData) },
    { call: "create", kind: "refused", template: { code: "4000", msg: "a merchant that is wrong" } },
    { call: "query", kind: "report", template: payproAnswer({ ...payproData, status: "0000" }) },
    { call: "query", kind: "report", template: payproAnswer({ ...payproData, status: "9999" }) },
    { call: "payout", kind: "accepted", template: payproAnswer({ ...payproData, tradeNo: payoutNo }) },
    {
      call: "payout_query",
      kind: "report",
      template: payproAnswer({ ...payproData, tradeNo: payoutNo, status: "0000" }),
    },
    {
      call: "balance",
      kind: "balance",
      template: payproAnswer({ availablAmount: "10.00", freezeAmount: "1.00" }),
    },
    { call: "probe", kind: "ok", template: payproAnswer({}) },
  ],
  writeAnswer: asIs,
  callbacks: [
    { side: "payment", template: payproCallback, write: signedBy((pairs) => pairs.join("") + key) },
    { side: "payout", template: payproCallback, write: signedBy((pairs) => pairs.join("") + key) },
  ],
  isSlow: false,
};

const cxpayAnswer = (data: Template): Template => ({
  code: "200",
  success: true,
  msg: "ok",
  desc: "ok",
  data,
});
const cxpayCallback = {
  orderId: orderNo,
  platOrderId: "C1",
  amount: "100.00",
  fee: "1.50",
  status: "1",
  merchant: "M1",
};
export const cxpaySpoken: SpokenProvider = {
  name: "CXPay",
  provider: cxpay,
  credentials: { merchant: "M1", key },
  method: methodOf("upi", "1001", "INR", 2),
  amount: "100.00",
  answers: [
    { call: "create", kind: "accepted", template: cxpayAnswer({ url: link, platOrderId: "C1" }) },
    { call: "create", kind: "refused", template: { code: "400", msg: "no such amount", desc: "a merchant" } },
    { call: "query", kind: "report", template: cxpayAnswer({ ...cxpayCallback, status: 1 }) },
    { call: "payout", kind: "accepted", template: cxpayAnswer({ platOrderId: "C1" }) },
    { call: "payout_query", kind: "report", template: cxpayAnswer({ ...cxpayCallback, orderId: payoutNo }) },
    { call: "balance", kind: "balance", template: cxpayAnswer({ balanceAll: "10.00", balanceUsable: 1.5 }) },
    { call: "probe", kind: "ok", template: cxpayAnswer({}) },
  ],
  writeAnswer: asIs,
  callbacks: [
    { side: "payment", template: cxpayCallback, write: signedBy((pairs) => `${pairs.join("&")}&key=${key}`) },
    { side: "payout", template: cxpayCallback, write: signedBy((pairs) => `${pairs.join("&")}&key=${key}`) },
  ],
  isSlow: false,
};

function lhxpaySigned(names: readonly string[]) {
  return (json: string): string => {
    const fields = new Map<string, unknown>(Object.entries(JSON.parse(json)));
    const pairs = names.map((name) => `${name}=${String(fields.get(name) ?? "")}`);
    return `${json.slice(0, -1)},"sign":"${md5(`${pairs.join("&")}&key=${key}`)}"}`;
  };
}
const lhxpayAnswer = (result: Template): Template => ({ error: "success", result });
export const lhxpaySpoken: SpokenProvider = {
  name: "LHXPay",
  provider: lhxpay,
  credentials: { appKey: "A1", secret: key },
  method: methodOf("wechat_pay", "1", "CNY", 2),
  amount: "100.00",
  answers: [
    { call: "create", kind: "accepted", template: { success: true, errorMsg: "", payUrl: "/pay?id=1" } },
    {
      call: "create",
      kind: "refused",
      template: { success: false, errorMsg: "a merchant is wrong", payUrl: "" },
    },
    { call: "query", kind: "report", template: lhxpayAnswer({ Mrn: orderNo, status: 1, amount: 100.5 }) },
    { call: "query", kind: "refused", template: { error: "sign_error", result: null } },
    { call: "payout", kind: "accepted", template: lhxpayAnswer(null) },
    {
      call: "payout_query",
      kind: "report",
      template: lhxpayAnswer({ mrn: payoutNo, status: 1, amount: "100" }),
    },
    { call: "balance", kind: "balance", template: lhxpayAnswer("10.50") },
    { call: "probe", kind: "ok", template: lhxpayAnswer("10.50") },
  ],
  writeAnswer: asIs,
  callbacks: [
    {
      side: "payment",
      template: { amount: "100.00", originAmount: "100.00", appKey: "A1", channel: "1", mrn: orderNo },
      write: lhxpaySigned(["amount", "appKey", "channel", "mrn", "originAmount"]),
    },
    {
      side: "payout",
      template: { amount: "100.00", appKey: "A1", mrn: payoutNo },
      write: lhxpaySigned(["amount", "appKey", "mrn"]),
    },
  ],
  isSlow: false,
};
