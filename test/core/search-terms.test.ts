import { expect, test } from "vitest";
import { createCurrencies } from "../../bff/core/money.ts";
import { searchTermsOf } from "../../bff/core/search-terms.ts";

const now = Date.parse("2026-11-19T00:00:00.000Z");
const day = { from: now, to: now + 24 * 60 * 60 * 1_000 };
const anyDay = { from: null, to: null };
const termsOf = (typed: string) =>
  searchTermsOf(typed, { currencies: createCurrencies({ USDT: 6 }), known: ["MXN", "JPY", "MXN"] });

test("an id is one only whole, of its own length and with a prefix of ours", () => {
  const id = "pay_7LrTn2C3Zk8sQm1VfX0bYw";
  expect(termsOf(`  ${id}\u200b `).id).toEqual({ prefix: "pay", text: id });
  for (const no of ["pay_7Lr", `${id}x`, "ct_7LrTn2C3Zk8sQm1VfX0bYw", "pay"])
    expect(termsOf(no).id).toBeNull();
});

test.each([
  [
    "150.00 2026-11-19",
    [
      { minor: "15000", currency: "MXN", ...day },
      { minor: "150", currency: "JPY", ...day },
    ],
  ],
  ["2026-11-19 150 mxn", [{ minor: "15000", currency: "MXN", ...day }]],
  ["MXN 1,500.50", [{ minor: "150050", currency: "MXN", ...anyDay }]],
  ["1.500,50 MXN", [{ minor: "150050", currency: "MXN", ...anyDay }]],
  ["１５０ MXN", [{ minor: "15000", currency: "MXN", ...anyDay }]],
  ["0.000001 USDT", [{ minor: "1", currency: "USDT", ...anyDay }]],
  ["150.001 MXN", [{ minor: "15000100", currency: "MXN", ...anyDay }]],
  ["150.0011 MXN", []],
  ["0 MXN", []],
  ["150 XYZ", []],
  ["150 MXN 2026-13-41", []],
  ["150 MXN 20 JPY", []],
  ["150 coffee beans", []],
  ["2026-11-19", []],
])("%s is read as an amount as people write one", (typed, amounts) => {
  expect(termsOf(typed).amounts).toEqual(amounts);
});

test("a phone number is read with and without its country", () => {
  expect(termsOf("+52 (55) 1234-5678").phones).toEqual(["525512345678", "5512345678", "05512345678"]);
  expect(termsOf("0052 55 1234 5678").phones).toContain("525512345678");
  expect(termsOf("55 1234 5678").phones).toEqual(expect.arrayContaining(["5512345678", "525512345678"]));
  for (const no of ["12345", "order-1001", "123456789012345678"]) expect(termsOf(no).phones).toEqual([]);
});

test("what only separates makes no difference in a code, and too few characters are none", () => {
  expect(termsOf("6841 8009–3002 3213 210").code).toBe("6841800930023213210");
  expect(termsOf("12-34").code).toBeNull();
});

test("an address is an e-mail address only with something on both sides of its one sign", () => {
  expect(termsOf(" Ana@Example.com ").email).toBe("Ana@Example.com");
  for (const no of ["@example.com", "ana@", "a b@example.com", "a@b@c"]) expect(termsOf(no).email).toBeNull();
});
