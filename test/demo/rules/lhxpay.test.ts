import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Bench, startBench } from "../support/bench.ts";
import { type Change, type Sent, send } from "../support/merchant.ts";

let bench: Bench;

beforeEach(async () => {
  bench = await startBench();
});
afterEach(() => bench.stop());

const orders = () => bench.sandbox.state.orders().length;
const json = async (sent: Sent) => (await send(sent)).json();

describe("LHXPay", () => {
  test("answers with path and query of the pay page alone", async () => {
    const answer = await json(bench.merchant.lhxpayCreate());
    expect(answer).toMatchObject({
      success: true,
      payUrl: expect.stringMatching(/^\/api\/Pay\?id=\w+&channel=1$/),
    });
  });

  test("takes the browser's form and sends it to the pay page", async () => {
    const got = await send(bench.merchant.lhxpayForm());
    expect(got.status).toBe(303);
    expect(bench.sandbox.state.order({ provider: "lhxpay", orderNo: "L0002" })).toMatchObject({
      via: "api/Pay",
    });
  });

  test("shows the browser a page when the form's sign is wrong", async () => {
    const sent = bench.merchant.lhxpayForm();
    const got = await send({ ...sent, body: sent.body.replace("100.00", "200.00") });
    expect(got.status).toBe(400);
    expect(got.text).toContain("签名错误");
    expect(orders()).toBe(0);
  });

  test.each<[string, Change]>([
    ["an amount without decimals", { amount: "100" }],
    ["an amount with one decimal", { amount: "100.0" }],
    ["a number for an amount", { amount: 100 }],
    ["a channel as text", { channelId: "1" }],
    ["a channel that is in no table", { channelId: 16 }],
    ["a number of 65 characters", { mrn: "x".repeat(65) }],
    ["no return address", { returnUrl: null }],
    ["an unknown field", { currency: "CNY" }],
  ])("refuses %s", async (_what, change) => {
    expect(await json(bench.merchant.lhxpayCreate(change))).toMatchObject({ success: false, payUrl: null });
    expect(orders()).toBe(0);
  });

  test("takes a payer's name, which nobody signs", async () => {
    const sent = bench.merchant.lhxpayCreate();
    const body = sent.body.replace(/\}$/, ',"payer":"张三"}');
    expect(await json({ ...sent, body })).toMatchObject({ success: true });
  });

  test("tells a wrong sign, a wrong merchant, a number it has and one it has not", async () => {
    await send(bench.merchant.lhxpayCreate());
    const wrong = bench.merchant.lhxpayQuery("L0001", { sign: "0".repeat(32) });
    expect(await json(wrong)).toMatchObject({ error: "sign_error" });
    expect(await json(bench.merchant.lhxpayQuery("L0001", { appKey: "AK0" }))).toMatchObject({
      error: "object_not_found",
    });
    expect(await json(bench.merchant.lhxpayQuery("L0404"))).toMatchObject({ error: "object_not_found" });
    expect(await json(bench.merchant.lhxpayQuery())).toEqual({
      error: "success",
      result: { Mrn: "L0001", status: 0 },
    });
    expect(await json(bench.merchant.lhxpayCreate())).toMatchObject({
      success: false,
      errorMsg: "平台单号冲突",
    });
  });

  test.each<[string, Change, string]>([
    ["whole yuan", {}, "success"],
    ["fen", { amount: "501.50" }, "invalid_data"],
    ["yuan with decimals", { amount: "501.00" }, "invalid_data"],
    ["more than there is", { amount: "1000001" }, "insufficient_balance"],
  ])("pays out %s or says why not", async (_what, change, error) => {
    expect(await json(bench.merchant.lhxpayPayOut(change))).toMatchObject({ error });
  });

  test("knows a payout's state and refuses its number a second time", async () => {
    await send(bench.merchant.lhxpayPayOut());
    expect(await json(bench.merchant.lhxpayPayOut())).toMatchObject({ error: "mrn_duplication" });
    expect(await json(bench.merchant.lhxpayQueryOut())).toMatchObject({ result: { status: 0 } });
    bench.sandbox.state.play({ provider: "lhxpay", kind: "payout", orderNo: "Q0001" }, { action: "fail" });
    expect(await json(bench.merchant.lhxpayQueryOut())).toMatchObject({ result: { status: 2 } });
    expect(await json(bench.merchant.lhxpayBalance())).toEqual({ error: "success", result: 1_000_000 });
  });
});
