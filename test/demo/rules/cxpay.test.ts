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

describe("CXPay", () => {
  test.each(["json", "form"] as const)("takes %s and gives a cashier", async (encoding) => {
    const answer = await json(bench.merchant.cxpayCollect({}, encoding));
    expect(answer).toMatchObject({
      code: 200,
      success: true,
      data: { url: expect.stringMatching(/\/pay\//) },
    });
  });

  test.each<[string, Change]>([
    ["three decimals", { amount: "1.005" }],
    ["a number for an amount", { amount: 100.5 }],
    ["an order number of 33 characters", { orderId: "x".repeat(33) }],
    ["an unknown pay code", { payCode: "1" }],
    ["a pay code of payouts", { payCode: "32911" }],
    ["another merchant", { merchant: "1002" }],
    ["an unknown field", { currency: "INR" }],
  ])("refuses %s as a business error", async (_what, change) => {
    expect(await json(bench.merchant.cxpayCollect(change))).toMatchObject({
      code: 400,
      success: false,
      data: null,
    });
    expect(orders()).toBe(0);
  });

  const brazilian = {
    payCode: "31901",
    remark: "529.982.247-25",
    customName: "João Silva",
    number: "+5511987654321",
    email: "joao@example.com",
  };

  test("takes a Brazilian with a CPF or a CNPJ", async () => {
    expect(await json(bench.merchant.cxpayCollect(brazilian))).toMatchObject({ code: 200 });
    const company = { ...brazilian, orderId: "C0002", remark: "11222333000181" };
    expect(await json(bench.merchant.cxpayCollect(company))).toMatchObject({ code: 200 });
  });

  test.each<[string, Change]>([
    ["without a tax number", { remark: null }],
    ["without a name", { customName: null }],
    ["without a phone number", { number: null }],
    ["without an email", { email: null }],
    ["with a CPF whose control digits are off", { remark: "52998224726" }],
    ["with a CPF of one digit repeated", { remark: "11111111111" }],
    ["with a CNPJ whose control digits are off", { remark: "11222333000180" }],
  ])("refuses a Brazilian %s", async (_what, change) => {
    expect(await json(bench.merchant.cxpayCollect({ ...brazilian, ...change }))).toMatchObject({ code: 400 });
  });

  test.each<[string, Change, number]>([
    ["India with an IFSC", {}, 200],
    ["India without one", { remark: "HDFC1234" }, 400],
    ["India without a phone number", { number: null }, 400],
    ["Indonesia, whole", { payCode: "33911", amount: "50000", remark: "BCA", number: null }, 200],
    ["Indonesia with decimals", { payCode: "33911", amount: "50000.00", remark: "BCA" }, 400],
    ["Nigeria with a bank code", { payCode: "34911", remark: "058", number: null }, 200],
    ["Nigeria without one", { payCode: "34911", remark: null }, 400],
    ["Brazil to a key", { payCode: "31911", remark: "EPV", email: "a@b.example" }, 200],
    ["Brazil to nothing known", { payCode: "31911", remark: "KEY", email: "a@b.example" }, 400],
    ["Brazil without an email", { payCode: "31911", remark: "CPF" }, 400],
    ["more than there is", { amount: "1000000.01" }, 400],
  ])("pays out to %s or refuses: %s", async (_what, change, code) => {
    expect(await json(bench.merchant.cxpayPayOut(change))).toMatchObject({ code });
  });

  test("answers a query with what was actually paid", async () => {
    await send(bench.merchant.cxpayCollect());
    expect(await json(bench.merchant.cxpayQuery())).toMatchObject({
      data: { status: 0, amount: 100.5, fee: 0 },
    });
    bench.sandbox.state.play({ provider: "cxpay", orderNo: "C0001" }, { action: "pay", amount: "90" });
    expect(await json(bench.merchant.cxpayQuery())).toMatchObject({ data: { status: 1, amount: 90 } });
    expect(await json(bench.merchant.cxpayQuery("C0009"))).toMatchObject({
      code: 400,
      desc: "order does not exist",
    });
    expect(await json(bench.merchant.cxpayBalance())).toMatchObject({ data: { balanceAll: 1000090 } });
  });

  test("has one space of numbers for pay-ins and payouts", async () => {
    await send(bench.merchant.cxpayCollect());
    expect(await json(bench.merchant.cxpayPayOut({ orderId: "C0001" }))).toMatchObject({ code: 400 });
    expect(await json(bench.merchant.cxpayCollect())).toMatchObject({
      code: 400,
      desc: "orderId already exists",
    });
    await send(bench.merchant.cxpayPayOut());
    expect(await json(bench.merchant.cxpayCollect({ orderId: "D0001" }))).toMatchObject({ code: 400 });
  });
});
