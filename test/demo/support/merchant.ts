/**
 * Signed requests to each provider, as a merchant would send them. `change` bends the fields before they are
 * signed; what a request looks like after signing is the test's to bend.
 */
import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  publicEncrypt,
  sign as rsaSign,
} from "node:crypto";
import { encrypt } from "../../../demo/sandbox/providers/bharatpay/cipher.ts";
import { cxpaySign } from "../../../demo/sandbox/providers/cxpay/signature.ts";
import { lhxpaySign } from "../../../demo/sandbox/providers/lhxpay/signature.ts";
import { payproSign } from "../../../demo/sandbox/providers/paypro/signature.ts";
import type { Sandbox } from "../../../demo/sandbox/sandbox.ts";

export interface Sent {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export type Change = Readonly<Record<string, string | number | boolean | null | undefined | object>>;

const jsonType = { "content-type": "application/json" };
const formType = { "content-type": "application/x-www-form-urlencoded" };

function texts(fields: Change): [string, string][] {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, String(value)]);
}

export function merchantOf(sandbox: Sandbox, callbackUrl: string) {
  const { paypro, cxpay, lhxpay, chainup, bharatpay } = sandbox.providers;

  function payproCall(path: string, fields: Change): Sent {
    const full = { timestamp: String(Date.now()), ...fields };
    const sign = payproSign(texts(full), paypro.credentials.appSecret);
    return {
      url: `${paypro.baseUrl}/v1/paypro/${path}`,
      method: "POST",
      headers: { ...jsonType, merchantNo: paypro.credentials.merchantNo },
      body: JSON.stringify({ ...full, sign }),
    };
  }

  function cxpayCall(path: string, fields: Change, encoding: "json" | "form" = "json"): Sent {
    const full = { merchant: cxpay.credentials.merchant, ...fields };
    const signed = { ...full, sign: cxpaySign(texts(full), cxpay.credentials.key) };
    return {
      url: `${cxpay.baseUrl}${path}`,
      method: "POST",
      headers: encoding === "json" ? jsonType : formType,
      body: encoding === "json" ? JSON.stringify(signed) : new URLSearchParams(texts(signed)).toString(),
    };
  }

  function lhxpaySigned(message: Parameters<typeof lhxpaySign>[0], fields: Change): Change {
    const full: Change = { appKey: lhxpay.credentials.appKey, ...fields };
    return {
      ...full,
      sign: lhxpaySign(message, (name) => String(full[name] ?? ""), lhxpay.credentials.secret),
    };
  }

  const post = (url: string, body: Change): Sent => ({
    url,
    method: "POST",
    headers: jsonType,
    body: JSON.stringify(body),
  });
  const get = (path: string, fields: Change): Sent => ({
    url: `${lhxpay.baseUrl}${path}?${new URLSearchParams(texts(fields))}`,
    method: "GET",
    headers: {},
    body: "",
  });

  const der = (text: string) => Buffer.from(text, "base64url");
  const platformPublic = createPublicKey({
    key: der(chainup.credentials.platformPublicKey),
    format: "der",
    type: "spki",
  });
  const merchantPrivate: KeyObject = createPrivateKey({
    key: der(chainup.credentials.privateKey),
    format: "der",
    type: "pkcs8",
  });

  function chainupCall(path: string, fields: Change, envelope: Change = {}): Sent {
    const plain = Buffer.from(JSON.stringify(fields), "utf8");
    const blocks: Buffer[] = [];
    for (let at = 0; at < plain.length; at += 245) {
      const key = { key: platformPublic, padding: constants.RSA_PKCS1_PADDING };
      blocks.push(publicEncrypt(key, plain.subarray(at, at + 245)));
    }
    const digest = createHash("md5").update(plain).digest("hex");
    return post(`${chainup.baseUrl}${path}`, {
      app_id: chainup.credentials.appId,
      time: String(Date.now()),
      data: Buffer.concat(blocks).toString("base64url"),
      sign: rsaSign("RSA-SHA256", Buffer.from(digest), merchantPrivate).toString("base64url"),
      ...envelope,
    });
  }

  function bharatpayCall(path: string, json: string): Sent {
    const isV2 = /\/(Place|GetV2)$/.test(path);
    const { accessKey, merchantId } = bharatpay.credentials;
    return {
      url: `${bharatpay.baseUrl}/api/channel/${path}`,
      method: "POST",
      headers: { ...jsonType, authorization: isV2 ? merchantId : accessKey },
      body: isV2 ? JSON.stringify({ data: encrypt(json, accessKey) }) : json,
    };
  }

  const opay = "/platformapi/chainup/open/opay";
  return {
    payproCall,
    cxpayCall,
    chainupCall,
    bharatpayCall,
    payproPayIn: (change: Change = {}) =>
      payproCall("payInApi", {
        tradeNo: "P0001",
        amount: "300",
        mobile: "5512345678",
        email: "ana@example.com",
        payer: "Ana Díaz",
        wayCode: "va",
        notifyUrl: callbackUrl,
        returnUrl: "http://shop.example/thanks",
        remark: "two bags",
        ...change,
      }),
    payproQuery: (tradeNo = "P0001") => payproCall("queryPayInResult", { tradeNo }),
    payproLink: (change: Change = {}) =>
      payproCall("paymentLink", {
        tradeNo: "P0002",
        amount: "300",
        notifyUrl: callbackUrl,
        returnUrl: "http://shop.example/thanks",
        ...change,
      }),
    payproPayOut: (change: Change = {}) =>
      payproCall("payOut", {
        tradeNo: "O0001",
        amount: "500",
        wayCode: "bank",
        customerName: "Ana Díaz",
        customerAccountType: "CLABE",
        customerAccount: "032180000118359719",
        notifyUrl: callbackUrl,
        ...change,
      }),
    payproQueryOut: (tradeNo = "O0001") => payproCall("queryPayOutResult", { tradeNo }),
    payproBalance: () => payproCall("queryBalance", {}),
    cxpayCollect: (change: Change = {}, encoding: "json" | "form" = "json") =>
      cxpayCall(
        "/collect/create",
        {
          payCode: "32901",
          amount: "100.50",
          orderId: "C0001",
          notifyUrl: callbackUrl,
          callbackUrl: "http://shop.example/thanks",
          ...change,
        },
        encoding,
      ),
    cxpayPayOut: (change: Change = {}) =>
      cxpayCall("/pay/create", {
        payCode: "32911",
        amount: "500.00",
        orderId: "D0001",
        notifyUrl: callbackUrl,
        bankAccount: "123456789012",
        customName: "Asha Rao",
        remark: "HDFC0001234",
        number: "+919812345678",
        ...change,
      }),
    cxpayQuery: (orderId = "C0001") => cxpayCall("/order/query", { orderId }),
    cxpayBalance: () => cxpayCall("/order/balance", {}),
    lhxpayFields: (change: Change = {}) =>
      lhxpaySigned("payIn", {
        amount: "100.00",
        callbackUrl,
        channelId: 1,
        mrn: "L0001",
        returnUrl: "http://shop.example/thanks",
        ...change,
      }),
    lhxpayCreate(change: Change = {}): Sent {
      return post(`${lhxpay.baseUrl}/api/Pay/Create`, this.lhxpayFields(change));
    },
    lhxpayForm(change: Change = {}): Sent {
      const body = new URLSearchParams(texts(this.lhxpayFields({ mrn: "L0002", ...change }))).toString();
      return { url: `${lhxpay.baseUrl}/api/Pay`, method: "POST", headers: formType, body };
    },
    lhxpayQuery: (mrn = "L0001", change: Change = {}) =>
      get("/api/Payments/Query", { ...lhxpaySigned("query", { mrn }), ...change }),
    lhxpayPayOut: (change: Change = {}) =>
      post(
        `${lhxpay.baseUrl}/api/Payouts/Create`,
        lhxpaySigned("payout", {
          amount: "501",
          bankName: "工商银行",
          accountName: "张三",
          accountNumber: "6222000000000000000",
          mrn: "Q0001",
          callbackUrl,
          ...change,
        }),
      ),
    lhxpayQueryOut: (mrn = "Q0001") => get("/api/Payouts/Query", lhxpaySigned("query", { mrn })),
    lhxpayBalance: () => get("/api/Merchants/Balance", lhxpaySigned("balance", {})),
    chainupCreate: (change: Change = {}, envelope: Change = {}) =>
      chainupCall(
        `${opay}/createThirdOrder`,
        {
          appOrderId: "U0001",
          userId: "22033390",
          orderAmount: "18.5",
          payCoinSymbol: "USDT",
          returnPage: "http://shop.example/thanks",
          notifyPage: callbackUrl,
          goods: JSON.stringify([{ name: "Coffee", desc: "Finca Alba, 500 g" }]),
          ...change,
        },
        envelope,
      ),
    chainupDetail: (orderNum: string, change: Change = {}) =>
      chainupCall(`${opay}/orderDetail`, { appKey: chainup.credentials.appId, orderNum, ...change }),
    chainupStatement: (fields: Change) => chainupCall(`${opay}/merchantBillingDay`, fields),
    chainupCancel: (orderNum: string) => chainupCall("/opay/cancelOrder", { orderNum }),
    bharatpayCreate: (path = "Credit/Place", sourceNo = "B0001", amount = "100.5") =>
      bharatpayCall(path, `{"amount":${amount},"sourceNo":"${sourceNo}","callbackUrl":"${callbackUrl}"}`),
    bharatpayPayOut: (payee: Change = {}) =>
      bharatpayCall(
        "Debit/Place",
        JSON.stringify({
          amount: 500,
          sourceNo: "R0001",
          callbackUrl,
          payeeAccountDetail: {
            accountName: "Asha Rao",
            bankNo: "HDFC0001234",
            bankName: "HDFC",
            bankAccount: "123456789012",
            accountType: "1",
            mobile: "9812345678",
            ...payee,
          },
        }),
      ),
    bharatpayQuery: (path = "Credit/GetV2", sourceNo = "B0001") =>
      bharatpayCall(path, `{"sourceNo":"${sourceNo}"}`),
    bharatpayBalance: (): Sent => ({
      url: `${bharatpay.baseUrl}/api/channel/Merchant/Balance`,
      method: "GET",
      headers: { authorization: bharatpay.credentials.merchantId },
      body: "",
    }),
  };
}

export type Merchant = ReturnType<typeof merchantOf>;

export interface Got {
  readonly status: number;
  readonly text: string;
  readonly json: () => unknown;
}

/** Sends a request as it is, without following redirects. */
export async function send({ url, method, headers, body }: Sent): Promise<Got> {
  const answer = await fetch(url, {
    method,
    headers,
    redirect: "manual",
    ...(method === "POST" ? { body } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, text, json: () => JSON.parse(text) };
}
