import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cleanLine,
  detailsOf,
  joinWords,
  undocumentedCode,
} from "../../bff/providers/parsing/provider-details.ts";
import { readTheirNumber, theirNumber } from "../../bff/providers/parsing/scalars.ts";

describe("what a provider says besides", () => {
  test("is one line without control characters, at most 200 characters long", () => {
    expect(cleanLine("a\u0000b\r\n\tc \u202Ed\u2028e")).toBe("a b c d e");
    expect(cleanLine("é".repeat(201))).toBe("é".repeat(200));
    expect([...(cleanLine("😀".repeat(300)) ?? "")]).toHaveLength(200);
    for (const nothing of [null, undefined, "", " \n ", "\u0000"]) expect(cleanLine(nothing)).toBeNull();
  });

  test("stays so, whatever it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 1_500 }), (text) => {
        const line = cleanLine(text) ?? "";
        expect([...line].length).toBeLessThanOrEqual(200);
        expect(line).not.toMatch(/\p{Cc}/u);
        expect(line.isWellFormed()).toBe(true);
        expect(cleanLine(line) ?? "").toBe(line);
      }),
    );
  });

  test("ends before a text that was to be signed, because that ends in the secret", () => {
    expect(detailsOf({ message: "sign error, expected: amount=1&orderId=2&key=SECRET3" })?.message).toBe(
      "sign error, expected:",
    );
    expect(detailsOf({ message: "amount=1tradeNo=2SECRET4 is not signed so" })).toBeUndefined();
  });

  test("has a fee only where that is a decimal", () => {
    expect(detailsOf({ feeText: "1.50" })?.feeText).toBe("1.50");
    for (const feeText of ["-1", "1e3", "1,5", "free", "", "1".repeat(65), "1\u0000"]) {
      expect(detailsOf({ feeText, code: "1" })?.feeText).toBeNull();
    }
  });

  test("is nothing where nothing was said", () => {
    expect(detailsOf({ utr: "", feeText: null, message: "\u0007" })).toBeUndefined();
    expect(joinWords("fail", null, " fail ", "no money", "")).toBe("fail: no money");
  });

  test("has a code for every status that nobody documented", () => {
    expect(undocumentedCode("7".repeat(100))).toHaveLength(64);
    expect(undocumentedCode("\u0000")).toBe("unreadable");
  });
});

test("a provider's number is one of at most 128 characters without blanks and control characters, else none", () => {
  expect(readTheirNumber("236130395249311744")).toBe("236130395249311744");
  expect(readTheirNumber("9".repeat(128))).toBe("9".repeat(128));
  for (const none of ["", undefined, null, "9".repeat(129), "1\u00002", "1 2", "1\n", "\uD800"]) {
    expect(readTheirNumber(none)).toBeNull();
  }
  expect(theirNumber.parse("P1")).toBe("P1");
  expect(theirNumber.parse(undefined)).toBeNull();
  expect(theirNumber.safeParse({}).success).toBe(false);
});
