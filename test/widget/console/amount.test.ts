import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAmount, writeAmount } from "../../../widget/console/i18n/amount.ts";

const read = (text: string, locale = "en", decimals = 2) => {
  const reading = readAmount(text, { locale, decimals });
  return reading.ok ? reading.value : reading.why;
};

describe("an amount that somebody types", () => {
  test.each([
    ["51", "51.00"],
    ["51.5", "51.50"],
    ["51,5", "51.50"],
    [" 1 250,50 ", "1250.50"],
    ["1.250,50", "1250.50"],
    ["1,250.50", "1250.50"],
    ["1.250.000", "1250000.00"],
    ["12,34,567.80", "1234567.80"],
    ["1'250.50", "1250.50"],
    ["0.5", "0.50"],
    ["007", "7.00"],
  ])("%s is %s, whatever the language", (text, value) => {
    for (const locale of ["en", "es", "es-MX", "pt-BR", "hi", "id", "zh-Hans"])
      expect([locale, read(text, locale)]).toEqual([locale, value]);
  });

  test.each(["1.000", "1,000", "12.500", "999,000"])("%s is one or a thousand, so it is refused", (text) => {
    for (const locale of ["en", "es", "pt-BR"]) expect(read(text, locale)).toBe("ambiguous");
  });

  test("of a coin with many decimals, only the language's own sign stands before three of them", () => {
    expect(read("1.000", "en", 6)).toBe("1.000000");
    expect(read("1,000", "es", 6)).toBe("1.000000");
    expect(read("1.000", "es", 6)).toBe("ambiguous");
  });

  test.each([
    "",
    "abc",
    "-5",
    "1e3",
    "5.",
    ".5",
    "1..5",
    "1,2,3",
    "1.25.000",
    "1,250.50.1",
    "12 34",
    "$5",
    "٥",
  ])("“%s” is no amount", (text) => {
    expect(read(text)).toBe("unreadable");
  });

  test("more decimals than the currency has are refused", () => {
    expect(read("1.2345")).toBe("decimals");
    expect(read("1000.500")).toBe("decimals");
    expect(read("0.125")).toBe("decimals");
    expect(read("5.5", "en", 0)).toBe("decimals");
    expect(read("500", "en", 0)).toBe("500");
  });

  test("what a field shows is read as the same amount in every language", () => {
    const minor = fc.bigInt({ min: 0n, max: 10n ** 15n });
    fc.assert(
      fc.property(minor, fc.constantFrom("en", "es", "pt-BR", "hi", "id", "zh-Hans"), (units, locale) => {
        const digits = units.toString().padStart(3, "0");
        const value = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(read(writeAmount(value, locale), locale)).toBe(value);
      }),
    );
  });
});
