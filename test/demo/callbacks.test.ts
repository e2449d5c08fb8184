import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  verify,
} from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { decrypt } from "../../demo/sandbox/providers/bharatpay/cipher.ts";
import { cxpaySign } from "../../demo/sandbox/providers/cxpay/signature.ts";
import { lhxpaySign } from "../../demo/sandbox/providers/lhxpay/signature.ts";
import { payproSign } from "../../demo/sandbox/providers/paypro/signature.ts";
import { type Bench, startBench } from "./support/bench.ts";
import { handTimers } from "./support/hand-timers.ts";
import { send } from "./support/merchant.ts";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

async function lastCallback(): Promise<string> {
  await bench.sandbox.state.callbacksSettled();
  const callback = bench.received.at(-1);
  if (!callback) throw new Error("no callback came");
  return callback.body;
}

/** Fields of a flat JSON object as they stand in the text. */
function lexemes(body: string): [string, string][] {
  return [...body.matchAll(/"(\w+)":(?:"((?:[^"\\]|\\.)*)"|([^",}]+))/g)].map(
    ([, name = "", text, bare]): [string, string] => [name, text ?? bare ?? ""],
  );
}
const signOf = (body: string) => lexemes(body).find(([name]) => name === "sign")?.[1];

describe("each provider calls back as its documentation says", () => {
  test("PayPro: numbers keep both decimals, and are signed that way", async () => {
    await send(bench.merchant.payproPayIn());
    bench.sandbox.state.play({ provider: "paypro", orderNo: "P0001" }, { action: "pay" });
    const body = await lastCallback();
    expect(body).toContain('"amount":300.00,');
    expect(body).toContain('"status":"0000"');
    const { appSecret } = bench.sandbox.providers.paypro.credentials;
    expect(signOf(body)).toBe(payproSign(lexemes(body), appSecret));
  });

  test("PayPro: part of the amount is 0001 with what arrived, the rest makes it 0000", async () => {
    await send(bench.merchant.payproPayIn());
    const ref = { provider: "paypro", orderNo: "P0001" } as const;
    bench.sandbox.state.play(ref, { action: "pay", amount: "100" });
    expect(await lastCallback()).toMatch(/"status":"0001".*"amount":100\.00/);
    bench.sandbox.state.play(ref, { action: "pay" });
    expect(await lastCallback()).toMatch(/"status":"0000".*"amount":300\.00/);
  });

  test("CXPay: numbers as numbers, the reversal as a boolean", async () => {
    await send(bench.merchant.cxpayCollect());
    const ref = { provider: "cxpay", orderNo: "C0001" } as const;
    bench.sandbox.state.play(ref, { action: "pay" });
    const { key } = bench.sandbox.providers.cxpay.credentials;
    const paid = await lastCallback();
    expect(JSON.parse(paid)).toMatchObject({ amount: 100.5, status: 1, reverse: false });
    expect(signOf(paid)).toBe(cxpaySign(lexemes(paid), key));
    bench.sandbox.state.play(ref, { action: "reverse" });
    const reversed = await lastCallback();
    expect(JSON.parse(reversed)).toMatchObject({ reverse: true });
    expect(signOf(reversed)).toBe(cxpaySign(lexemes(reversed), key));
    expect((await send(bench.merchant.cxpayQuery())).json()).toMatchObject({ data: { status: 2 } });
  });

  test("CXPay: a reversal that is announced but not done still says paid when asked", async () => {
    await send(bench.merchant.cxpayCollect());
    const ref = { provider: "cxpay", orderNo: "C0001" } as const;
    bench.sandbox.state.play(ref, { action: "pay" });
    bench.sandbox.state.play(ref, { action: "reverse", stillPaid: true });
    expect((await send(bench.merchant.cxpayQuery())).json()).toMatchObject({ data: { status: 1 } });
  });

  test("LHXPay: a form, about success alone, and again when asked", async () => {
    await send(bench.merchant.lhxpayCreate());
    const ref = { provider: "lhxpay", orderNo: "L0001" } as const;
    await send(bench.merchant.lhxpayQuery("L0001", { callback: "true" }));
    bench.sandbox.state.play(ref, { action: "fail" });
    await bench.sandbox.state.callbacksSettled();
    expect(bench.received).toHaveLength(0);
    bench.sandbox.state.play(ref, { action: "pay", amount: "99.50" });
    const form = new URLSearchParams(await lastCallback());
    expect(Object.fromEntries(form)).toMatchObject({ amount: "99.50", originAmount: "100.00", channel: "1" });
    const { secret } = bench.sandbox.providers.lhxpay.credentials;
    expect(form.get("sign")).toBe(lhxpaySign("payInCallback", (name) => form.get(name) ?? "", secret));
    await send(bench.merchant.lhxpayQuery("L0001", { callback: "true" }));
    await bench.sandbox.state.callbacksSettled();
    expect(bench.received).toHaveLength(2);
    expect(bench.received[1]?.body).toBe(bench.received[0]?.body);
    expect(bench.received[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
  });

  test("LHXPay: a payout's callback is signed over amount, appKey and mrn", async () => {
    await send(bench.merchant.lhxpayPayOut());
    bench.sandbox.state.play({ provider: "lhxpay", kind: "payout", orderNo: "Q0001" }, { action: "pay" });
    const form = new URLSearchParams(await lastCallback());
    expect([...form.keys()].sort()).toEqual(["amount", "appKey", "mrn", "sign"]);
    const { secret } = bench.sandbox.providers.lhxpay.credentials;
    expect(form.get("sign")).toBe(lhxpaySign("payoutCallback", (name) => form.get(name) ?? "", secret));
  });

  test("ChainUp: encrypted for the merchant, signed by the platform", async () => {
    await send(bench.merchant.chainupCreate());
    bench.sandbox.state.play({ provider: "chainup", orderNo: "U0001" }, { action: "pay" });
    const schema = z.object({ app_id: z.string(), time: z.number(), data: z.string(), sign: z.string() });
    const { data, sign } = schema.parse(JSON.parse(await lastCallback()));
    const { privateKey, platformPublicKey } = bench.sandbox.providers.chainup.credentials;
    const der = (text: string) => Buffer.from(text, "base64url");
    const own = createPrivateKey({ key: der(privateKey), format: "der", type: "pkcs8" });
    const block = { key: own, padding: constants.RSA_PKCS1_PADDING };
    const plain = privateDecrypt(block, der(data));
    expect(JSON.parse(plain.toString())).toMatchObject({
      outOrderId: "U0001",
      orderStatus: "3",
      payAmount: "18.5",
    });
    const platform = createPublicKey({ key: der(platformPublicKey), format: "der", type: "spki" });
    const digest = Buffer.from(createHash("md5").update(plain).digest("hex"));
    expect(verify("RSA-SHA256", digest, platform, der(sign))).toBe(true);
  });

  test.each([
    ["family", "Credit/Place", "channelCreditOrderSimpleInfo"],
    ["family", "Debit/Place", "channelDebitOrderSimpleInfo"],
    ["debit", "Credit/Place", "channelDebitOrderSimpleInfo"],
    ["bare", "Credit/Place", null],
  ] as const)("BharatPay: encrypted, shape %s of %s", async (callbackShape, path, name) => {
    await bench.stop();
    bench = await startBench({ quirks: { bharatpay: { callbackShape } } });
    await send(bench.merchant.bharatpayCreate(path));
    bench.sandbox.state.play({ provider: "bharatpay", orderNo: "B0001" }, { action: "pay" });
    const schema = z.object({ sourceNo: z.literal("B0001"), data: z.string() });
    const { data } = schema.parse(JSON.parse(await lastCallback()));
    const plain = decrypt(data, bench.sandbox.providers.bharatpay.credentials.accessKey)?.toString() ?? "";
    const info = { merchantSourceNo: "B0001", fiatAmount: 100.5, processCode: 30, paid: true };
    expect(JSON.parse(plain)).toMatchObject(name === null ? info : { [name]: info });
  });
});

describe("callbacks are sent until they are acknowledged", () => {
  test.each([
    ["paypro", "OK", "ok", 8],
    ["cxpay", "success", "SUCCESS", 8],
    ["lhxpay", "success", "success\n", 5],
    ["chainup", '{"code":"0","msg":"success","data":"success"}', '{"code":"0"}', 5],
  ] as const)("%s: exactly `%s`, not `%s`, %i times at most", async (provider, right, wrong, times) => {
    const timers = handTimers();
    const answers: string[] = [];
    let answer: string = wrong;
    await bench.stop();
    bench = await startBench({
      callbacks: {
        timers,
        deliver: async ({ body }) => {
          answers.push(body);
          return { status: 200, body: answer };
        },
      },
    });
    const make = {
      paypro: (no: string) => bench.merchant.payproPayIn({ tradeNo: no }),
      cxpay: (no: string) => bench.merchant.cxpayCollect({ orderId: no }),
      lhxpay: (no: string) => bench.merchant.lhxpayCreate({ mrn: no }),
      chainup: (no: string) => bench.merchant.chainupCreate({ appOrderId: no }),
    }[provider];
    await send(make("N1"));
    await send(make("N2"));
    const { state } = bench.sandbox;
    state.play({ provider, orderNo: "N1" }, { action: "pay" });
    while (timers.runNext()) await state.callbacksSettled();
    expect(answers).toHaveLength(times);
    expect(new Set(answers).size).toBe(1);
    expect(state.order({ provider, orderNo: "N1" })?.callbacks[0]).toMatchObject({
      acknowledged: false,
      nextAttemptAt: null,
    });

    answer = right;
    state.play({ provider, orderNo: "N2" }, { action: "pay" });
    while (timers.runNext()) await state.callbacksSettled();
    expect(answers).toHaveLength(times + 1);
    expect(state.order({ provider, orderNo: "N2" })?.callbacks[0]).toMatchObject({ acknowledged: true });
  });

  test("BharatPay takes any 200, tries three times, and PayPro waits as its docs say, scaled", async () => {
    bench.answerWith(500, "no");
    await send(bench.merchant.bharatpayCreate());
    bench.sandbox.state.play({ provider: "bharatpay", orderNo: "B0001" }, { action: "pay" });
    await bench.sandbox.state.callbacksSettled();
    expect(bench.received).toHaveLength(3);

    const timers = handTimers();
    await bench.stop();
    const deliver = async () => ({ status: 500, body: "" });
    bench = await startBench({ callbacks: { timers, deliver, scale: 0.5, maxDelayMs: 60_000 } });
    await send(bench.merchant.payproPayIn());
    bench.sandbox.state.play({ provider: "paypro", orderNo: "P0001" }, { action: "pay" });
    while (timers.runNext()) await bench.sandbox.state.callbacksSettled();
    expect(timers.delays).toEqual([1000, 2500, 5000, 15_000, 60_000, 60_000, 60_000, 60_000]);
  });
});
