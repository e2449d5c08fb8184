/** One mistake hides no other, whichever step of the reading finds it. */
import { expect, test } from "vitest";
import { account, issuesOf, minimal } from "./support/configuration.ts";

test("wrong limits for payouts are named all at once, also beside another mistake", () => {
  const payouts = {
    maxAmount: { inr: "1", INR: "x", ZZZ: "5", MXN: 100, JPY: "-1" },
    dailyLimit: { MXN: "1.001" },
  };
  expect(issuesOf({ ...minimal, publicUrl: "nowhere", payouts })).toEqual({
    publicUrl: "must be an absolute http or https URL",
    "payouts.maxAmount.inr": "is neither an ISO 4217 currency nor a coin of an account",
    "payouts.maxAmount.INR": 'must be decimal text such as "100" with at most 2 decimals',
    "payouts.maxAmount.ZZZ": "is neither an ISO 4217 currency nor a coin of an account",
    "payouts.maxAmount.MXN": "must be text",
    "payouts.maxAmount.JPY": 'must be decimal text such as "100" with at most 0 decimals',
    "payouts.dailyLimit.MXN": 'must be decimal text such as "100" with at most 2 decimals',
  });
});

test.each([[[]], [{ maxAmount: [] }], [null], [{ maxAmount: { INR: "x" }, dailyLimit: 1 }]])(
  "limits for payouts may have any wrong form: %j",
  (payouts) => {
    expect(Object.keys(issuesOf({ ...minimal, payouts })).every((path) => path.startsWith("payouts"))).toBe(
      true,
    );
    expect(issuesOf({ ...minimal, payouts })).not.toEqual({});
  },
);

test("wrong options and credentials hide no wrong channel", () => {
  const lhx = {
    ...account,
    provider: "lhxpay",
    credentials: { appKey: "shop-1" },
    options: { mode: "maybe" },
    methods: [
      { method: "alipay", channel: 99, currency: "CNY" },
      { method: "alipay", channel: 1, currency: "CNY" },
    ],
  };
  expect(Object.keys(issuesOf({ ...minimal, accounts: [lhx] })).sort()).toEqual([
    "accounts.0.credentials.secret",
    "accounts.0.methods.0",
    "accounts.0.methods.1",
    "accounts.0.options.mode",
  ]);
});

test("a method that cannot be read hides no other method's wrong channel, which is named at its own place", () => {
  const cxpay = {
    ...account,
    provider: "cxpay",
    credentials: { merchant: "1001", key: "made-up-key" },
    options: { country: "IN" },
    methods: [
      { method: "cash", channel: "1", currency: "INR" },
      { method: "upi", channel: "32901", currency: "INR" },
      { method: "pix", channel: "32901", currency: "BRL" },
    ],
  };
  const issues = issuesOf({ ...minimal, accounts: [cxpay] });
  expect(Object.keys(issues)).toEqual(["accounts.0.methods.0.method", "accounts.0.methods.2"]);
  expect(issues["accounts.0.methods.2"]).toBe("must be paid in INR, as options.country is IN");
});
