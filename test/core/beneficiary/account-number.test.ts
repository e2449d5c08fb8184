import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AccountNumberKind,
  accountNumberKinds,
  faultOfAccountNumber,
  isBankCode,
} from "../../../bff/core/beneficiary/account-number.ts";
import { objectToAccountNumber, objectToBankCode } from "../../../bff/core/beneficiary/objections.ts";

const good: readonly (readonly [AccountNumberKind, string])[] = [
  // Of Banco de México's documentation.
  ["clabe", "032180000118359719"],
  ["clabe", "002010077777777771"],
  ["mexican_card", "4152313312345676"],
  ["mexican_card", "5555555555554444"],
  ["indian_account", "50100012345678"],
  ["upi", "asha.rao-1@okhdfcbank"],
  ["cpf", "52998224725"],
  ["cpf", "529.982.247-25"],
  ["cnpj", "11222333000181"],
  ["cnpj", "11.222.333/0001-81"],
  // The Receita Federal's own example of a CNPJ with letters.
  ["cnpj", "12ABC34501DE35"],
  ["cnpj", "12.abc.345/01de-35"],
  ["pix_phone", "+5511987654321"],
  ["pix_phone", "11987654321"],
  ["pix_phone", "+55 (11) 98765-4321"],
  ["pix_phone", "(11) 3765-4321"],
  ["pix_phone", "+351912345678"],
  ["pix_email", "joao@example.com"],
  ["pix_key", "123e4567-e89b-42d3-a456-426614174000"],
  ["indonesian_account", "1234567890"],
  ["nuban", "0123456789"],
  ["chinese_account", "6222020200001234567"],
];

const bad: readonly (readonly [AccountNumberKind, string])[] = [
  ["clabe", "03218000011835971"],
  ["clabe", "0321800001183597190"],
  ["clabe", "03218000011835971A"],
  ["clabe", "032180000118359719 "],
  ["clabe", "٠٣٢١٨٠٠٠٠١١٨٣٥٩٧١٩"],
  ["mexican_card", "415231331234567"],
  ["mexican_card", "4152 3133 1234 5676"],
  ["indian_account", "12345"],
  ["indian_account", "SB-123456"],
  ["upi", "asha"],
  ["upi", "asha@"],
  ["upi", "asha@1bank"],
  ["upi", "asha rao@bank"],
  ["cpf", "5299822472"],
  ["cpf", "11222333000181"],
  ["cpf", "52998224725\n"],
  ["cnpj", "52998224725"],
  ["cnpj", "12ABC34501DEAA"],
  ["pix_phone", "987654321"],
  ["pix_phone", "+5501987654321"],
  ["pix_phone", "joao"],
  ["pix_email", "joao"],
  ["pix_email", "joao@example"],
  ["pix_email", "a=b@example.com"],
  ["pix_key", "anything"],
  ["pix_key", "123e4567e89b42d3a456426614174000"],
  ["indonesian_account", "BCA 123"],
  ["nuban", "123456789"],
  ["chinese_account", "1234567"],
];

test.each(good)("a %s such as %s is taken", (kind, text) => {
  expect(faultOfAccountNumber(kind, text)).toBeNull();
  expect(objectToAccountNumber(kind, text)).toBeNull();
});

test.each(bad)("a %s such as %s is no such number by its form", (kind, text) => {
  expect(faultOfAccountNumber(kind, text)).toBe("form");
  expect(objectToAccountNumber(kind, text)).toMatch(/^must be /);
});

test.each([
  ["clabe", "0".repeat(18)],
  ["mexican_card", "0".repeat(16)],
  ["cpf", "1".repeat(11)],
  ["cnpj", "0".repeat(14)],
] as const)("a %s of one repeated digit, %s, is nobody's, although its control digit fits", (kind, text) => {
  expect(faultOfAccountNumber(kind, text)).toBe("control_digit");
  expect(objectToAccountNumber(kind, text)).toContain("compare the");
});

test.each(accountNumberKinds)("a %s that is empty, or endless, is refused", (kind) => {
  expect(faultOfAccountNumber(kind, "")).toBe("form");
  expect(faultOfAccountNumber(kind, "1".repeat(400))).toBe("form");
});

const digit = fc.integer({ min: 0, max: 9 });
const digits = (count: number) =>
  fc.array(digit, { minLength: count, maxLength: count }).map((each) => each.join(""));

interface Numbered {
  readonly kind: AccountNumberKind;
  readonly body: fc.Arbitrary<string>;
  /** How many characters at the end are control digits. */
  readonly controls: number;
  /** Brazil's control digits are 0 for two remainders of eleven, so that a few wrong digits are not seen. */
  readonly mayMiss: boolean;
  /** Swaps of neighbours that the control digit cannot tell apart. */
  readonly missed: (one: number, other: number) => boolean;
}

const numbered: readonly Numbered[] = [
  { kind: "clabe", body: digits(17), controls: 1, mayMiss: false, missed: (a, b) => Math.abs(a - b) === 5 },
  {
    kind: "mexican_card",
    body: digits(15),
    controls: 1,
    mayMiss: false,
    missed: (a, b) => Math.abs(a - b) === 9,
  },
  { kind: "cpf", body: digits(9), controls: 2, mayMiss: true, missed: () => false },
  { kind: "cnpj", body: digits(12), controls: 2, mayMiss: true, missed: () => false },
];

/** The number with the control digits that fit: found by trying all of them. */
function completed(kind: AccountNumberKind, body: string, controls: number): string | undefined {
  const endings = Array.from({ length: 10 ** controls }, (_, index) => String(index).padStart(controls, "0"));
  return endings.map((ending) => body + ending).find((text) => faultOfAccountNumber(kind, text) === null);
}

describe.each(numbered)("the control digits of a $kind", ({ kind, body, controls, mayMiss, missed }) => {
  const whole = body
    .map((text) => completed(kind, text, controls))
    .filter((text): text is string => text !== undefined);

  test("fit for exactly one ending of a number", () => {
    fc.assert(
      fc.property(body, (text) => {
        // Eleven or fourteen equal digits would fit, and belong to nobody.
        fc.pre(new Set(text).size > 1);
        const endings = Array.from(
          { length: 10 ** controls },
          (_, index) => text + String(index).padStart(controls, "0"),
        );
        expect(endings.filter((each) => faultOfAccountNumber(kind, each) === null)).toHaveLength(1);
      }),
      { numRuns: 30 },
    );
  });

  test("find a wrong digit, and a swap of neighbours, but for those that the page names", () => {
    let tries = 0;
    let wrongs = 0;
    fc.assert(
      fc.property(whole, fc.nat(), fc.integer({ min: 1, max: 9 }), (text, place, distance) => {
        const at = place % text.length;
        const wrong = text.slice(0, at) + ((Number(text[at]) + distance) % 10) + text.slice(at + 1);
        const [one = "", other = ""] = text.slice(at, at + 2);
        const swapped = text.slice(0, at) + other + one + text.slice(at + 2);
        tries += 1;
        const found = faultOfAccountNumber(kind, wrong) === "control_digit";
        wrongs += found ? 0 : 1;
        if (!mayMiss) expect(found, wrong).toBe(true);
        if (mayMiss || other === "" || one === other) return;
        const expected = missed(Number(one), Number(other)) ? null : "control_digit";
        expect(faultOfAccountNumber(kind, swapped), swapped).toBe(expected);
      }),
      { numRuns: 1000 },
    );
    expect(tries).toBeGreaterThanOrEqual(1000);
    expect(wrongs).toBeLessThan(tries / 50);
  });
});

test("an IFSC has four letters, a zero and six more", () => {
  expect(isBankCode("ifsc", "HDFC0001234")).toBe(true);
  expect(isBankCode("ifsc", "HDFC0ABC12F")).toBe(true);
  for (const wrong of ["", "hdfc0001234", "HDFC1001234", "HDFC000123", "HDFC00012345", "HDFC0001234\n"]) {
    expect(isBankCode("ifsc", wrong), wrong).toBe(false);
    expect(objectToBankCode("ifsc", wrong)).toBe("must be an IFSC such as SBIN0001234");
  }
  expect(objectToBankCode("provider", "BCA")).toBeNull();
  expect(objectToBankCode("provider", null)).toBe("must be the bank's code");
});
