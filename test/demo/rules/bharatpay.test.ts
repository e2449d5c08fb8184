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

describe("BharatPay", () => {
  test.each(["Credit/Place", "Credit/Set", "Debit/Place", "Debit/Set"])("collects by %s", async (path) => {
    const answer = await json(bench.merchant.bharatpayCreate(path));
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
    expect(await json(bench.merchant.bharatpayQuery(query))).toMatchObject({ code: 0 });
    const other = family === "Credit" ? "Debit/GetV2" : "Credit/GetV2";
    expect(await json(bench.merchant.bharatpayQuery(other))).toMatchObject({ code: 1005 });
  });

  test.each([
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
    const answer = await json(bench.merchant.bharatpayCall("Credit/Place", body));
    expect(answer).toMatchObject({ code: expect.toSatisfy((code) => code !== 0), result: null });
    expect(orders()).toBe(0);
  });

  test("answers a wrong authorization with 401, in HTTP and in code", async () => {
    const sent = bench.merchant.bharatpayCreate();
    const got = await send({ ...sent, headers: { ...sent.headers, authorization: "Bearer 30000001" } });
    expect(got.status).toBe(401);
    expect(got.json()).toMatchObject({ code: 401, result: null });
  });

  test.each<[string, Change, number]>([
    ["a bank account", {}, 0],
    ["a UPI address", { accountType: "2", bankAccount: "asha@upi", bankNo: null }, 0],
    ["a bank account without an IFSC", { bankNo: null }, 1001],
    ["a bank account that is a UPI address", { bankAccount: "asha@upi" }, 1001],
    ["a kind of account it does not know", { accountType: "3" }, 1001],
    ["nobody", { accountName: null }, 1001],
  ])("pays out to %s or refuses", async (_what, payee, code) => {
    expect(await json(bench.merchant.bharatpayPayOut(payee))).toMatchObject({ code });
    expect(bench.sandbox.state.orders({ kind: "payout" })).toHaveLength(code === 0 ? 1 : 0);
  });

  test("answers the balance as numbers", async () => {
    await send(bench.merchant.bharatpayPayOut());
    expect(await json(bench.merchant.bharatpayBalance())).toEqual({
      code: 0,
      errorDesc: null,
      result: { balance: 1_000_000, frozenBalance: 500, remainBalance: 999_500 },
    });
  });
});
