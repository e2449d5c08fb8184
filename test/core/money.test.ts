import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createCurrencies,
  formatDecimal,
  isSameAmount,
  isWhole,
  parseAmount,
  parseDecimal,
  parseProviderDecimal,
  shortestText,
  toMoney,
  twoDecimalText,
  wholeText,
} from "../../bff/core/money.ts";

const currencies = createCurrencies({ USDT: 6, ETH: 18 });
const amount = fc.record({
  minor: fc.bigInt({ min: 1n, max: 10n ** 24n }),
  decimals: fc.integer({ min: 0, max: 18 }),
});

describe("decimal text", () => {
  test("comes back as the same minor units, whatever they are and however many decimals there are", () => {
    fc.assert(
      fc.property(amount, ({ minor, decimals }) => {
        expect(parseDecimal(formatDecimal(minor, decimals), decimals)).toBe(minor);
      }),
    );
  });

  test("may have fewer decimals than the currency and never more", () => {
    expect(parseDecimal("150", 2)).toBe(15_000n);
    expect(parseDecimal("150.5", 2)).toBe(15_050n);
    expect(parseDecimal("150.505", 2)).toBeUndefined();
    expect(parseDecimal("150.0", 0)).toBeUndefined();
  });

  test.each([
    "",
    " 1",
    "1 ",
    "+1",
    "-1",
    "007",
    "01.5",
    "1e3",
    "1,000",
    ".5",
    "5.",
    "0x10",
    "١٢",
    "NaN",
    "1_000",
  ])("is refused as %j", (text) => expect(parseDecimal(text, 2)).toBeUndefined());

  test("of absurd length is refused before any work is done on it", () => {
    expect(parseDecimal("9".repeat(41), 2)).toBeUndefined();
  });

  test("of a provider may carry zeros past the currency's decimals, and nothing else", () => {
    for (const text of ["1000", "1000.0", "1000.00", "1000.000000"]) {
      expect(parseProviderDecimal(text, 2)).toBe(100_000n);
    }
    expect(parseProviderDecimal("1000.001", 2)).toBeUndefined();
  });
});

describe("an amount from the API", () => {
  test("is held exactly and shown with exactly the currency's decimals", () => {
    const parsed = parseAmount({ value: "0.1", currency: "MXN" }, currencies);
    expect(parsed).toEqual({ ok: true, amount: { minor: 10n, currency: "MXN", decimals: 2 } });
    expect(parsed.ok && toMoney(parsed.amount)).toEqual({ value: "0.10", currency: "MXN" });
  });

  test("in a coin has the decimals of the configuration, also more than 64 bits hold", () => {
    const parsed = parseAmount({ value: "123456789.000000000000000001", currency: "ETH" }, currencies);
    expect(parsed.ok && parsed.amount.minor).toBe(123_456_789_000_000_000_000_000_001n);
  });

  test.each([
    [{ value: "1", currency: "ZZZ" }, "currency"],
    [{ value: "1", currency: "mxn" }, "currency"],
    [{ value: "0", currency: "MXN" }, "value"],
    [{ value: "0.00", currency: "MXN" }, "value"],
    [{ value: "1.005", currency: "MXN" }, "value"],
    [{ value: "1.5", currency: "JPY" }, "value"],
  ])("%j is refused by its %s", (money, field) => {
    expect(parseAmount(money, currencies)).toMatchObject({ ok: false, field });
  });
});

describe("two amounts", () => {
  const of = (minor: bigint, decimals: number, currency = "BTC") => ({ minor, currency, decimals });

  test("are the same whatever their decimals and the letter case of their currency", () => {
    expect(isSameAmount(of(150n, 2), of(1_500_000n, 6, "btc"))).toBe(true);
    expect(isSameAmount(of(0n, 0), of(0n, 18))).toBe(true);
  });

  test("are not the same when one is a millionth more, or of another currency", () => {
    expect(isSameAmount(of(150n, 2), of(1_500_001n, 6))).toBe(false);
    expect(isSameAmount(of(150n, 2), of(150n, 0))).toBe(false);
    expect(isSameAmount(of(150n, 2), of(150n, 2, "BCH"))).toBe(false);
  });
});

describe("an amount for a provider", () => {
  const of = (minor: bigint, decimals = 2) => ({ minor, currency: "MXN", decimals });

  test("is whole only without a fraction", () => {
    expect(wholeText(of(30_000n))).toBe("300");
    expect(wholeText(of(30_001n))).toBeUndefined();
    expect(isWhole(of(300n, 0))).toBe(true);
  });

  test("has exactly two decimals, or none can be written", () => {
    expect(twoDecimalText(of(10_000n))).toBe("100.00");
    expect(twoDecimalText(of(100n, 0))).toBe("100.00");
    expect(twoDecimalText(of(1_500_000n, 6))).toBe("1.50");
    expect(twoDecimalText(of(1_505_000n, 6))).toBeUndefined();
  });

  test("as a number is its shortest text, and says the same amount", () => {
    expect(shortestText(of(10_050n))).toBe("100.5");
    expect(shortestText(of(10_000n))).toBe("100");
    fc.assert(
      fc.property(amount, ({ minor, decimals }) => {
        expect(parseDecimal(shortestText({ minor, currency: "X", decimals }), decimals)).toBe(minor);
      }),
    );
  });
});
