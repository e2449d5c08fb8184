import { createHash } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { decrypt, encrypt } from "../../demo/sandbox/providers/bharatpay/cipher.ts";
import type { QuirksInput } from "../../demo/sandbox/quirks.ts";
import { type Bench, startBench } from "./support/bench.ts";
import { send } from "./support/merchant.ts";

let bench: Bench;

async function begin(quirks: QuirksInput): Promise<void> {
  bench = await startBench({ quirks });
}
afterEach(() => bench.stop());

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

async function lastCallback(): Promise<string> {
  await bench.sandbox.state.callbacksSettled();
  return bench.received.at(-1)?.body ?? "";
}

test.each([
  ["prefix", ""],
  ["prefix", "&"],
  ["suffix", "&"],
] as const)(
  "PayPro signs with the secret as %s and the separator `%s`, both ways",
  async (saltPosition, separator) => {
    await begin({ paypro: { saltPosition, separator } });
    const { baseUrl, credentials } = bench.sandbox.providers.paypro;
    const salted = (pairs: string[]) => {
      const text = pairs.join(separator);
      return md5(saltPosition === "prefix" ? credentials.appSecret + text : text + credentials.appSecret);
    };
    const timestamp = String(Date.now());
    const sign = salted([
      "amount=300",
      `notifyUrl=${bench.callbackUrl}`,
      `timestamp=${timestamp}`,
      "tradeNo=P1",
      "wayCode=va",
    ]);
    const fields = {
      tradeNo: "P1",
      amount: "300",
      wayCode: "va",
      notifyUrl: bench.callbackUrl,
      timestamp,
      sign,
    };
    const got = await send({
      url: `${baseUrl}/v1/paypro/payInApi`,
      method: "POST",
      headers: { "content-type": "application/json", merchantNo: credentials.merchantNo },
      body: JSON.stringify(fields),
    });
    expect(got.json()).toMatchObject({ code: "0000" });
    expect((await send(bench.merchant.payproPayIn())).json()).toMatchObject({ code: "4004" });
    bench.sandbox.state.play({ provider: "paypro", orderNo: "P1" }, { action: "pay" });
    const body = await lastCallback();
    const pairs = [...body.matchAll(/"(\w+)":"?([^",}]*)"?/g)]
      .map(([, name, text]) => `${name}=${text}`)
      .filter((pair) => !pair.startsWith("sign="))
      .sort();
    expect(body).toContain(`"sign":"${salted(pairs)}"`);
  },
);

test.each([
  ["short", "two", 100],
  ["one", "short", 100],
  ["two", "two", 100.5],
] as const)("CXPay writes numbers %s and signs them %s", async (sentNumbers, signedNumbers, amount) => {
  await begin({ cxpay: { sentNumbers, signedNumbers } });
  await send(bench.merchant.cxpayCollect({ amount: amount.toFixed(2) }));
  bench.sandbox.state.play({ provider: "cxpay", orderNo: "C0001" }, { action: "pay" });
  const body = await lastCallback();
  const written = { short: String(amount), one: amount.toFixed(1), two: amount.toFixed(2) };
  expect(body).toContain(`"amount":${written[sentNumbers]},`);
  const fee = { short: "1", one: "1.0", two: "1.00" };
  const { platOrderId, sign }: { platOrderId: string; sign: string } = JSON.parse(body);
  const text = `amount=${written[signedNumbers]}&fee=${fee[signedNumbers]}&orderId=C0001&platOrderId=${platOrderId}&remark=no&reverse=false&status=1`;
  expect(sign).toBe(md5(`${text}&key=${bench.sandbox.providers.cxpay.credentials.key}`));
});

test("CXPay knows Brazil's kinds of account by other names", async () => {
  await begin({ cxpay: { accountTypes: ["EVP"] } });
  const pay = (remark: string) =>
    send(
      bench.merchant.cxpayPayOut({ payCode: "31911", remark, email: "a@b.example", orderId: `D${remark}` }),
    );
  expect((await pay("EVP")).json()).toMatchObject({ code: 200 });
  expect((await pay("EPV")).json()).toMatchObject({ code: 400 });
});

test.each([
  [{ sentAmounts: "short", signedAmounts: "two" }, "100", "amount=100.00", "originAmount=100.00"],
  [{ sentAmounts: "two", signedAmounts: "whole_origin" }, "100.00", "amount=100.00", "originAmount=100"],
  [{ originName: "originalAmount" }, "100.00", "amount=100.00", "originAmount=100.00"],
] as const)("LHXPay sends and signs amounts as %o", async (quirk, sent, amount, origin) => {
  await begin({ lhxpay: quirk });
  await send(bench.merchant.lhxpayCreate());
  bench.sandbox.state.play({ provider: "lhxpay", orderNo: "L0001" }, { action: "pay" });
  const form = new URLSearchParams(await lastCallback());
  expect(form.get("originName" in quirk ? quirk.originName : "originAmount")).toBe(sent);
  const { appKey, secret } = bench.sandbox.providers.lhxpay.credentials;
  expect(form.get("sign")).toBe(
    md5(`${amount}&appKey=${appKey}&channel=1&mrn=L0001&${origin}&key=${secret}`),
  );
});

test("ChainUp signs with another digest, and cancels elsewhere", async () => {
  await begin({ chainup: { signDigest: "RSA-SHA1", cancelPath: "/other/cancel" } });
  expect((await send(bench.merchant.chainupCreate())).json()).toMatchObject({ code: "50005" });
  expect((await send(bench.merchant.chainupCancel("1"))).status).toBe(404);
  const { baseUrl } = bench.sandbox.providers.chainup;
  const elsewhere = { ...bench.merchant.chainupCancel("1"), url: `${baseUrl}/other/cancel` };
  expect((await send(elsewhere)).json()).toMatchObject({ code: "50005" });
});

test("BharatPay encrypts by another cipher, and its answers too", async () => {
  const iv = "000102030405060708090a0b0c0d0e0f";
  const accessKey = "ecb797f9e9feab0a92ab283978d33711";
  const cipher = { aes: "aes-128-cbc", keyEncoding: "hex", iv } as const;
  bench = await startBench({
    credentials: { bharatpay: { accessKey } },
    quirks: { bharatpay: { ...cipher, encryptResult: true } },
  });
  expect((await send(bench.merchant.bharatpayCreate())).json()).toMatchObject({ code: 1002 });
  const data = encrypt('{"amount":1,"sourceNo":"B1"}', accessKey, cipher);
  const sent = { ...bench.merchant.bharatpayCreate(), body: JSON.stringify({ data }) };
  const answer: { code: number; result: string } = JSON.parse((await send(sent)).text);
  expect(answer.code).toBe(0);
  expect(decrypt(answer.result, accessKey, cipher)?.toString()).toContain('"merchantSourceNo":"B1"');
});

test("BharatPay's Debit does not collect where it only pays out", async () => {
  await begin({ bharatpay: { debitCollects: false } });
  expect((await send(bench.merchant.bharatpayCreate("Debit/Place"))).json()).toMatchObject({ code: 1001 });
  expect((await send(bench.merchant.bharatpayPayOut())).json()).toMatchObject({ code: 0 });
});

test("refuses a quirk that is none", async () => {
  // @ts-expect-error: no such separator
  await expect(startBench({ quirks: { paypro: { separator: "+" } } })).rejects.toThrow();
  await begin({});
});
