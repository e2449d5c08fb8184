import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Bench, startBench } from "./support/bench.ts";
import { type Change, type Merchant, merchantOf, type Sent, send } from "./support/merchant.ts";

let bench: Bench;
let merchant: Merchant;

beforeEach(async () => {
  bench = await startBench();
  merchant = merchantOf(bench.sandbox, bench.callbackUrl);
});
afterEach(() => bench.stop());

const orders = () => bench.sandbox.state.orders().length;
const json = async (sent: Sent) => (await send(sent)).json();

describe("PayPro", () => {
  it("gives a CLABE with a right control digit, and a number of 19 digits for the shop", async () => {
    const va = await json(merchant.payproPayIn());
    expect(va).toMatchObject({ code: "0000", success: true, data: { status: "0015", remark: "two bags" } });
    expect(va).toHaveProperty("data.paymentInfo", expect.stringMatching(/^684180\d{12}$/));
    const store = await json(merchant.payproPayIn({ tradeNo: "P0002", wayCode: "store" }));
    expect(store).toHaveProperty("data.paymentInfo", expect.stringMatching(/^\d{19}$/));
  });

  it.each<[string, Change]>([
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
    expect(await json(merchant.payproPayIn(change))).toMatchObject({
      code: "4002",
      success: false,
      data: null,
    });
    expect(orders()).toBe(0);
  });

  it("refuses another merchant, and a body that is not declared as JSON", async () => {
    const sent = merchant.payproPayIn();
    const stranger = { ...sent, headers: { ...sent.headers, merchantNo: "2000000002" } };
    expect(await json(stranger)).toMatchObject({ code: "4003" });
    const plain = { ...sent, headers: { ...sent.headers, "content-type": "text/plain" } };
    expect(await json(plain)).toMatchObject({ code: "4015" });
  });

  it("refuses a number it has, and says so", async () => {
    await send(merchant.payproPayIn());
    expect(await json(merchant.payproPayIn())).toMatchObject({ code: "4009", msg: "tradeNo already exists" });
    expect(orders()).toBe(1);
  });

  it("takes the request and refuses the order when a shop would not take the amount", async () => {
    const answer = await json(merchant.payproPayIn({ wayCode: "store", amount: "10001" }));
    expect(answer).toMatchObject({ code: "0000", data: { status: "0100019", paymentInfo: "" } });
    expect(await json(merchant.payproQuery())).toMatchObject({ data: { status: "0100019" } });
  });

  it("pays out from the balance, which freezes the amount", async () => {
    expect(await json(merchant.payproPayOut())).toMatchObject({ code: "0000", data: { status: "0015" } });
    expect(await json(merchant.payproBalance())).toMatchObject({
      data: { availablAmount: "999500.00", freezeAmount: "500.00" },
    });
    bench.sandbox.state.play({ provider: "paypro", kind: "payout", orderNo: "O0001" }, { action: "fail" });
    expect(await json(merchant.payproQueryOut())).toMatchObject({ data: { status: "00029" } });
    expect(await json(merchant.payproBalance())).toMatchObject({
      data: { availablAmount: "1000000.00", freezeAmount: "0.00" },
    });
  });

  it.each<[string, Change, string]>([
    ["a CLABE whose control digit is off", { customerAccount: "032180000118359718" }, "4002"],
    ["more than there is", { amount: "1000001" }, "4011"],
    ["centavos", { amount: "500.50" }, "4002"],
    ["a kind of account it does not know", { customerAccountType: "clabe" }, "4002"],
  ])("refuses to pay out %s", async (_what, change, code) => {
    expect(await json(merchant.payproPayOut(change))).toMatchObject({ code, success: false });
  });
});

describe("CXPay", () => {
  it.each(["json", "form"] as const)("takes %s and gives a cashier", async (encoding) => {
    const answer = await json(merchant.cxpayCollect({}, encoding));
    expect(answer).toMatchObject({
      code: 200,
      success: true,
      data: { url: expect.stringMatching(/\/pay\//) },
    });
  });

  it.each<[string, Change]>([
    ["three decimals", { amount: "1.005" }],
    ["a number for an amount", { amount: 100.5 }],
    ["an order number of 33 characters", { orderId: "x".repeat(33) }],
    ["an unknown pay code", { payCode: "1" }],
    ["a pay code of payouts", { payCode: "32911" }],
    ["another merchant", { merchant: "1002" }],
    ["an unknown field", { currency: "INR" }],
  ])("refuses %s as a business error", async (_what, change) => {
    expect(await json(merchant.cxpayCollect(change))).toMatchObject({
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

  it("takes a Brazilian with a CPF or a CNPJ", async () => {
    expect(await json(merchant.cxpayCollect(brazilian))).toMatchObject({ code: 200 });
    const company = { ...brazilian, orderId: "C0002", remark: "11222333000181" };
    expect(await json(merchant.cxpayCollect(company))).toMatchObject({ code: 200 });
  });

  it.each<[string, Change]>([
    ["without a tax number", { remark: null }],
    ["without a name", { customName: null }],
    ["without a phone number", { number: null }],
    ["without an email", { email: null }],
    ["with a CPF whose control digits are off", { remark: "52998224726" }],
    ["with a CPF of one digit repeated", { remark: "11111111111" }],
    ["with a CNPJ whose control digits are off", { remark: "11222333000180" }],
  ])("refuses a Brazilian %s", async (_what, change) => {
    expect(await json(merchant.cxpayCollect({ ...brazilian, ...change }))).toMatchObject({ code: 400 });
  });

  it.each<[string, Change, number]>([
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
    expect(await json(merchant.cxpayPayOut(change))).toMatchObject({ code });
  });

  it("answers a query with what was actually paid", async () => {
    await send(merchant.cxpayCollect());
    expect(await json(merchant.cxpayQuery())).toMatchObject({ data: { status: 0, amount: 100.5, fee: 0 } });
    bench.sandbox.state.play({ provider: "cxpay", orderNo: "C0001" }, { action: "pay", amount: "90" });
    expect(await json(merchant.cxpayQuery())).toMatchObject({ data: { status: 1, amount: 90 } });
    expect(await json(merchant.cxpayQuery("C0009"))).toMatchObject({
      code: 400,
      desc: "order does not exist",
    });
    expect(await json(merchant.cxpayBalance())).toMatchObject({ data: { balanceAll: 1000090 } });
  });

  it("has one space of numbers for pay-ins and payouts", async () => {
    await send(merchant.cxpayCollect());
    expect(await json(merchant.cxpayPayOut({ orderId: "C0001" }))).toMatchObject({ code: 400 });
    expect(await json(merchant.cxpayCollect())).toMatchObject({ code: 400, desc: "orderId already exists" });
    await send(merchant.cxpayPayOut());
    expect(await json(merchant.cxpayCollect({ orderId: "D0001" }))).toMatchObject({ code: 400 });
  });
});

describe("LHXPay", () => {
  it("answers with path and query of the pay page alone", async () => {
    const answer = await json(merchant.lhxpayCreate());
    expect(answer).toMatchObject({
      success: true,
      payUrl: expect.stringMatching(/^\/api\/Pay\?id=\w+&channel=1$/),
    });
  });

  it("takes the browser's form and sends it to the pay page", async () => {
    const got = await send(merchant.lhxpayForm());
    expect(got.status).toBe(303);
    expect(bench.sandbox.state.order({ provider: "lhxpay", orderNo: "L0002" })).toMatchObject({
      via: "api/Pay",
    });
  });

  it("shows the browser a page when the form's sign is wrong", async () => {
    const sent = merchant.lhxpayForm();
    const got = await send({ ...sent, body: sent.body.replace("100.00", "200.00") });
    expect(got.status).toBe(400);
    expect(got.text).toContain("签名错误");
    expect(orders()).toBe(0);
  });

  it.each<[string, Change]>([
    ["an amount without decimals", { amount: "100" }],
    ["an amount with one decimal", { amount: "100.0" }],
    ["a number for an amount", { amount: 100 }],
    ["a channel as text", { channelId: "1" }],
    ["a channel that is in no table", { channelId: 16 }],
    ["a number of 65 characters", { mrn: "x".repeat(65) }],
    ["no return address", { returnUrl: null }],
    ["an unknown field", { currency: "CNY" }],
  ])("refuses %s", async (_what, change) => {
    expect(await json(merchant.lhxpayCreate(change))).toMatchObject({ success: false, payUrl: null });
    expect(orders()).toBe(0);
  });

  it("takes a payer's name, which nobody signs", async () => {
    const sent = merchant.lhxpayCreate();
    const body = sent.body.replace(/\}$/, ',"payer":"张三"}');
    expect(await json({ ...sent, body })).toMatchObject({ success: true });
  });

  it("tells a wrong sign, a wrong merchant, a number it has and one it has not", async () => {
    await send(merchant.lhxpayCreate());
    const wrong = merchant.lhxpayQuery("L0001", { sign: "0".repeat(32) });
    expect(await json(wrong)).toMatchObject({ error: "sign_error" });
    expect(await json(merchant.lhxpayQuery("L0001", { appKey: "AK0" }))).toMatchObject({
      error: "object_not_found",
    });
    expect(await json(merchant.lhxpayQuery("L0404"))).toMatchObject({ error: "object_not_found" });
    expect(await json(merchant.lhxpayQuery())).toEqual({
      error: "success",
      result: { Mrn: "L0001", status: 0 },
    });
    expect(await json(merchant.lhxpayCreate())).toMatchObject({ success: false, errorMsg: "平台单号冲突" });
  });

  it.each<[string, Change, string]>([
    ["whole yuan", {}, "success"],
    ["fen", { amount: "501.50" }, "invalid_data"],
    ["yuan without decimals", { amount: "501" }, "invalid_data"],
    ["more than there is", { amount: "1000001.00" }, "insufficient_balance"],
  ])("pays out %s or says why not", async (_what, change, error) => {
    expect(await json(merchant.lhxpayPayOut(change))).toMatchObject({ error });
  });

  it("knows a payout's state and refuses its number a second time", async () => {
    await send(merchant.lhxpayPayOut());
    expect(await json(merchant.lhxpayPayOut())).toMatchObject({ error: "mrn_duplication" });
    expect(await json(merchant.lhxpayQueryOut())).toMatchObject({ result: { status: 0 } });
    bench.sandbox.state.play({ provider: "lhxpay", kind: "payout", orderNo: "Q0001" }, { action: "fail" });
    expect(await json(merchant.lhxpayQueryOut())).toMatchObject({ result: { status: 2 } });
    expect(await json(merchant.lhxpayBalance())).toEqual({ error: "success", result: 1_000_000 });
  });
});

describe("BharatPay", () => {
  it.each(["Credit/Place", "Credit/Set", "Debit/Place", "Debit/Set"])("collects by %s", async (path) => {
    const answer = await json(merchant.bharatpayCreate(path));
    const family = path.split("/", 1).join("");
    expect(answer).toMatchObject({
      code: 0,
      result: {
        [`channel${family}OrderSimpleInfo`]: {
          merchantSourceNo: "B0001",
          fiatAmount: 100.5,
          processCode: 10,
          paid: false,
        },
        channelPaymentRecordSimpleInfo: { upiUrl: expect.stringMatching(/^upi:\/\/pay\?/) },
        deeplink: { phonepe: expect.stringMatching(/^phonepe:/) },
      },
    });
    const query = path.replace("Place", "GetV2").replace("Set", "Get");
    expect(await json(merchant.bharatpayQuery(query))).toMatchObject({ code: 0 });
    const other = family === "Credit" ? "Debit/GetV2" : "Credit/GetV2";
    expect(await json(merchant.bharatpayQuery(other))).toMatchObject({ code: 1005 });
  });

  it.each([
    ["three decimals", '{"amount":1.005,"sourceNo":"B1"}'],
    ["an exponent", '{"amount":1e2,"sourceNo":"B1"}'],
    ["text for an amount", '{"amount":"100.5","sourceNo":"B1"}'],
    ["no number", '{"amount":100.5,"sourceNo":""}'],
    ["an unknown field", '{"amount":100.5,"sourceNo":"B1","currency":"INR"}'],
    ["a key that comes twice", '{"amount":1,"amount":100.5,"sourceNo":"B1"}'],
    [
      "a payee for money that comes in",
      '{"amount":1,"sourceNo":"B1","payeeAccountDetail":{"accountName":"A","bankAccount":"a@upi","accountType":"2"}}',
    ],
  ])("refuses %s", async (_what, body) => {
    const answer = await json(merchant.bharatpayCall("Credit/Place", body));
    expect(answer).toMatchObject({ code: expect.toSatisfy((code) => code !== 0), result: null });
    expect(orders()).toBe(0);
  });

  it("answers a wrong authorization with 401, in HTTP and in code", async () => {
    const sent = merchant.bharatpayCreate();
    const got = await send({ ...sent, headers: { ...sent.headers, authorization: "Bearer 30000001" } });
    expect(got.status).toBe(401);
    expect(got.json()).toMatchObject({ code: 401, result: null });
  });

  it.each<[string, Change, number]>([
    ["a bank account", {}, 0],
    ["a UPI address", { accountType: "2", bankAccount: "asha@upi", bankNo: null }, 0],
    ["a bank account without an IFSC", { bankNo: null }, 1001],
    ["a bank account that is a UPI address", { bankAccount: "asha@upi" }, 1001],
    ["a kind of account it does not know", { accountType: "3" }, 1001],
    ["nobody", { accountName: null }, 1001],
  ])("pays out to %s or refuses", async (_what, payee, code) => {
    expect(await json(merchant.bharatpayPayOut(payee))).toMatchObject({ code });
    expect(bench.sandbox.state.orders({ kind: "payout" })).toHaveLength(code === 0 ? 1 : 0);
  });

  it("answers the balance as numbers", async () => {
    await send(merchant.bharatpayPayOut());
    expect(await json(merchant.bharatpayBalance())).toEqual({
      code: 0,
      errorDesc: null,
      result: { balance: 1_000_000, frozenBalance: 500, remainBalance: 999_500 },
    });
  });
});
