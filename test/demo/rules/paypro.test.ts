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

describe("PayPro", () => {
  test("gives a CLABE with a right control digit, and a number of 19 digits for the shop", async () => {
    const va = await json(bench.merchant.payproPayIn());
    expect(va).toMatchObject({ code: "0000", success: true, data: { status: "0015", remark: "two bags" } });
    expect(va).toHaveProperty("data.paymentInfo", expect.stringMatching(/^684180\d{12}$/));
    const store = await json(bench.merchant.payproPayIn({ tradeNo: "P0002", wayCode: "store" }));
    expect(store).toHaveProperty("data.paymentInfo", expect.stringMatching(/^\d{19}$/));
  });

  test.each<[string, Change]>([
    ["centavos", { amount: "300.00" }],
    ["a number for an amount", { amount: 300 }],
    ["an amount of nothing", { amount: "0" }],
    ["a timestamp that is a number", { timestamp: Date.now() }],
    ["seconds for milliseconds", { timestamp: "1728609257" }],
    ["a number of 33 characters", { tradeNo: "x".repeat(33) }],
    ["an unknown way", { wayCode: "card" }],
    ["no way", { wayCode: null }],
    ["an unknown field", { currency: "MXN" }],
    ["no callback address", { notifyUrl: null }],
    ["a callback address that is none", { notifyUrl: "ftp://x" }],
    ["an email that is none", { email: "ana" }],
  ])("refuses %s", async (_what, change) => {
    expect(await json(bench.merchant.payproPayIn(change))).toMatchObject({
      code: "4002",
      success: false,
      data: null,
    });
    expect(orders()).toBe(0);
  });

  test("refuses another merchant, and a body that is not declared as JSON", async () => {
    const sent = bench.merchant.payproPayIn();
    const stranger = { ...sent, headers: { ...sent.headers, merchantNo: "2000000002" } };
    expect(await json(stranger)).toMatchObject({ code: "4003" });
    const plain = { ...sent, headers: { ...sent.headers, "content-type": "text/plain" } };
    expect(await json(plain)).toMatchObject({ code: "4015" });
  });

  test("refuses a number it has, and says so", async () => {
    await send(bench.merchant.payproPayIn());
    expect(await json(bench.merchant.payproPayIn())).toMatchObject({
      code: "4009",
      msg: "tradeNo already exists",
    });
    expect(orders()).toBe(1);
  });

  test("takes the request and refuses the order when a shop would not take the amount", async () => {
    const answer = await json(bench.merchant.payproPayIn({ wayCode: "store", amount: "10001" }));
    expect(answer).toMatchObject({ code: "0000", data: { status: "0100019", paymentInfo: "" } });
    expect(await json(bench.merchant.payproQuery())).toMatchObject({ data: { status: "0100019" } });
  });

  test("pays out from the balance, which freezes the amount", async () => {
    expect(await json(bench.merchant.payproPayOut())).toMatchObject({
      code: "0000",
      data: { status: "0015" },
    });
    expect(await json(bench.merchant.payproBalance())).toMatchObject({
      data: { availablAmount: "999500.00", freezeAmount: "500.00" },
    });
    bench.sandbox.state.play({ provider: "paypro", kind: "payout", orderNo: "O0001" }, { action: "fail" });
    expect(await json(bench.merchant.payproQueryOut())).toMatchObject({ data: { status: "00029" } });
    expect(await json(bench.merchant.payproBalance())).toMatchObject({
      data: { availablAmount: "1000000.00", freezeAmount: "0.00" },
    });
  });

  test.each<[string, Change, string]>([
    ["a CLABE whose control digit is off", { customerAccount: "032180000118359718" }, "4002"],
    ["more than there is", { amount: "1000001" }, "4011"],
    ["centavos", { amount: "500.50" }, "4002"],
    ["a kind of account it does not know", { customerAccountType: "clabe" }, "4002"],
  ])("refuses to pay out %s", async (_what, change, code) => {
    expect(await json(bench.merchant.payproPayOut(change))).toMatchObject({ code, success: false });
  });
});
