import { expect, test } from "vitest";
import { checkPayout as checkAtCxpay } from "../../../bff/providers/cxpay/payout.ts";
import { checkPayout as checkAtPaypro } from "../../../bff/providers/paypro/payout.ts";
import { decimalsPaid } from "../../../bff/services/refunds/choose-refund-method.ts";

test.each([
  ["PayPro", "MXN", checkAtPaypro, 0],
  ["CXPay in Indonesia", "IDR", checkAtCxpay("ID"), 0],
  ["CXPay in India", "INR", checkAtCxpay("IN"), 2],
])("%s pays %s with as many decimals as its own check takes", (_provider, currency, check, decimals) => {
  // Whatever the amount is: also where it is whole by chance.
  for (const minor of [1n, 5_000n, 5_050n]) {
    expect(decimalsPaid({ check }, { minor, currency, decimals: 2 })).toBe(decimals);
  }
});

test("an account that takes two decimals takes no third, and a currency without decimals has none", () => {
  const check = checkAtCxpay("IN");
  expect(decimalsPaid({ check }, { minor: 1n, currency: "INR", decimals: 3 })).toBe(2);
  expect(decimalsPaid({ check }, { minor: 1n, currency: "INR", decimals: 0 })).toBe(0);
});
