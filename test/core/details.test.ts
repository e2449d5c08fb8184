import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DetailCode, detailCodes, readDetail, say, sentenceOf } from "../../bff/core/details.ts";

const word = fc.stringMatching(/^[a-z]+(_[a-z]+)*$/);
const amount = fc.stringMatching(/^(0|[1-9]\d{0,12})(\.\d{1,8})?$/);
const sampleOf: Readonly<Record<string, fc.Arbitrary<string>>> = {
  report: fc.constantFrom("failed", "canceled", "reversed", "partially_paid", "succeeded"),
  currency: fc.constantFrom("MXN", "INR", "USDT", "USDT-TRC20"),
  failure: word,
  reason: word,
  fact: word,
  objection: word,
  saying: word,
  status: word,
  paidAt: fc.constant("2026-11-27T10:00:00Z"),
};

function valuesOf(code: DetailCode): fc.Arbitrary<Record<string, string>> {
  const names = Array.from(sentenceOf(code).matchAll(/\{(\w+)\}/g), ([, name = ""]) => name);
  return fc.record(Object.fromEntries(names.map((name) => [name, sampleOf[name] ?? amount])));
}

describe("a detail of a timeline", () => {
  test("is read back by its code and its values, whatever they are, so that no sentence is taken for another", () => {
    const said = fc
      .constantFrom(...detailCodes)
      .chain((code) => fc.record({ code: fc.constant(code), values: valuesOf(code) }));
    fc.assert(
      fc.property(said, ({ code, values }) => {
        expect(readDetail(Reflect.apply(say, undefined, [code, values]))).toEqual({ code, values });
      }),
      { numRuns: 2_000 },
    );
  });

  test("stands in English as it always did", () => {
    expect(say("customer_canceled", {})).toBe("the customer canceled it");
    const values = { report: "partially_paid", amount: "12.50", currency: "MXN" } as const;
    expect(say("reported_amount", values)).toBe(
      "partial payment reported (12.50 MXN); the provider is queried",
    );
    expect(readDetail("partial payment reported (12.50 MXN); the provider is queried")).toEqual({
      code: "reported_amount",
      values,
    });
  });

  test.each([
    "Agreed by phone.",
    "rain reported; the provider is queried",
    "the customer canceled it, again",
    "refused by the provider: Fondos insuficientes",
    "",
  ])("that nobody here has written has no code: “%s”", (text) => {
    expect(readDetail(text)).toBeNull();
  });
});
