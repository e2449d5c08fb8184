/** The five providers as they would write: adapters that are answered by the test, and templates of what comes. */
import { createCipheriv, createHash } from "node:crypto";
import { bharatpay } from "../../../bff/providers/bharatpay/adapter.ts";
import { chainup } from "../../../bff/providers/chainup/adapter.ts";
import type { MethodConfig, Provider, ProviderAdapter } from "../../../bff/providers/contract.ts";
import { cxpay } from "../../../bff/providers/cxpay/adapter.ts";
import type { ProviderHttp } from "../../../bff/providers/http-client.ts";
import { lhxpay } from "../../../bff/providers/lhxpay/adapter.ts";
import { paypro } from "../../../bff/providers/paypro/adapter.ts";
import { nobody, now, orderOf, payoutOf, refOf } from "../../providers/support/canned-provider.ts";
import { credentials as chainupCredentials, sealAs } from "../../providers/support/chainup-platform.ts";
import type { Template } from "./leaves.ts";

export type CallName =
  | "create"
  | "query"
  | "cancel"
  | "payout"
  | "payout_query"
  | "balance"
  | "statement"
  | "probe";

export interface AnswerTemplate {
  readonly call: CallName;
  readonly template: Template;
  /** What the adapter makes of the template as it is. */
  readonly kind: string;
}

export interface CallbackTemplate {
  readonly side: "payment" | "payout";
  readonly template: Template;
  /** The body, signed or sealed, of JSON text like the template's. */
  readonly write: (json: string) => string;
}

export interface SpokenProvider {
  readonly name: string;
  readonly provider: Provider;
  readonly credentials: Readonly<Record<string, string>>;
  readonly method: MethodConfig;
  readonly amount: string;
  readonly answers: readonly AnswerTemplate[];
  /** The body of an answer whose readable part is this JSON text. */
  readonly writeAnswer: (json: string) => string;
  readonly callbacks: readonly CallbackTemplate[];
  /** Sealed by RSA: a field may have few characters only, and each takes its time. */
  readonly isSlow: boolean;
}

const key = "s3cr3t-of-the-growth-tests-00000";
const md5 = (text: string) => createHash("md5").update(text, "utf8").digest("hex");
const asIs = (json: string) => json;
const orderNo = "20261120120000abcdefgh12345678";
const payoutNo = "20261120120000payout0123456789";
const link = "https://pay.example/cashier?order=1";

function methodOf(method: string, channel: string, currency: string, decimals: number): MethodConfig {
  return { method, channel, currency, decimals, expiresInSeconds: 3_600 };
}

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

const payproSpoken: SpokenProvider = {
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
const cxpaySpoken: SpokenProvider = {
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
const lhxpaySpoken: SpokenProvider = {
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

const chainupOrder = {
  orderNum: "10000000002",
  appOrderId: orderNo,
  orderStatus: "3",
  orderAmount: "12.5",
  payCoinSymbol: "USDT",
};
const chainupSpoken: SpokenProvider = {
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
const bharatpaySpoken: SpokenProvider = {
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

export const spokenProviders: readonly SpokenProvider[] = [
  payproSpoken,
  cxpaySpoken,
  lhxpaySpoken,
  chainupSpoken,
  bharatpaySpoken,
];

/** The adapter, and the way to set what its next calls are answered. */
export function openSpoken({ provider, credentials, method }: SpokenProvider): {
  readonly adapter: ProviderAdapter;
  readonly answer: (body: Uint8Array) => void;
} {
  let next: Uint8Array = new Uint8Array();
  const http: ProviderHttp = {
    send: async () => ({ kind: "answer", status: 200, headers: {}, body: next }),
  };
  const input = { accountId: "acc", baseUrl: "https://gw.example", options: {}, methods: [method] };
  const reading = provider.readAccount({ ...input, credentials });
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return {
    adapter: reading.createAdapter(http),
    answer: (body) => {
      next = body;
    },
  };
}

/** Makes one call, about the orders of the templates. */
export async function makeCall(
  adapter: ProviderAdapter,
  { method, amount }: SpokenProvider,
  call: CallName,
): Promise<{ readonly kind: string }> {
  const payer = { ...nobody, chainup: { openId: "O1", userId: null, token: null } };
  const order = orderOf(method, amount, { payer });
  const ref = refOf(order, { providerOrderId: "10000000002" });
  const beneficiary = {
    name: "Asha",
    accountNumber: "12345678",
    bankCode: "SBIN0001234",
    bankName: "Bank",
    phone: "+911234567890",
  };
  const payout = payoutOf("100.00", method.currency, {
    ...beneficiary,
    ...(method.currency === "MXN" ? { accountType: "card", accountNumber: "4111111111111111" } : {}),
  });
  const payoutRef = { orderNo: payout.orderNo, providerOrderId: "1", amount: payout.amount, now };
  switch (call) {
    case "create":
      return await adapter.createPayment(order);
    case "query":
      return await adapter.queryPayment(ref);
    case "cancel":
      return (await adapter.cancelPayment?.(ref)) ?? { kind: "no such call" };
    case "payout":
      return (await adapter.payouts?.create(payout)) ?? { kind: "no such call" };
    case "payout_query":
      return (await adapter.payouts?.query(payoutRef)) ?? { kind: "no such call" };
    case "balance":
      return (await adapter.balance?.(now)) ?? { kind: "no such call" };
    case "statement":
      return (
        (await adapter.statement?.({ day: "2026-11-20", type: null, page: 1, pageSize: 100, now })) ?? {
          kind: "no such call",
        }
      );
    case "probe":
      return await adapter.probe(now);
    default:
      return call satisfies never;
  }
}

/** How many characters are put into one field. */
export function longestFieldOf({ isSlow }: SpokenProvider): number {
  return isSlow ? 1_536 : 16_384;
}
