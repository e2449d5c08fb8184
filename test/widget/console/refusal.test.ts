import { describe, expect, test } from "vitest";
import type { AccountNumberKind } from "../../../bff/core/beneficiary/account-number.ts";
import { objectToAccountNumber, objectToBankCode } from "../../../bff/core/beneficiary/objections.ts";
import { createCurrencies, parseAmount } from "../../../bff/core/money.ts";
import { decideLimits } from "../../../bff/core/payout/limits.ts";
import { checkPayout } from "../../../bff/providers/paypro/payout.ts";
import { languages } from "../../../widget/console/i18n/languages.ts";
import type { Trouble } from "../../../widget/console/net/api.ts";
import { faultOf, fieldOf, whyNot } from "../../../widget/console/story/refusal.ts";

const english = await languages.en.load();
const others = Object.entries(languages).filter(([tag]) => tag !== "en");
const refusedWith = (code: string): Trouble => ({
  ...{
    kind: "refused",
    status: 422,
    code,
    title: "A title",
    detail: "A detail.",
    fields: [],
    requestId: null,
  },
});

/** As the BFF writes them. */
function messages(): readonly string[] {
  const amount = { minor: 150n, currency: "MXN", decimals: 2 };
  const zero = parseAmount({ value: "0", currency: "MXN" }, createCurrencies({}));
  const limits = { maxAmount: new Map(), dailyLimit: new Map(), approveAbove: new Map() };
  const above = [
    decideLimits({ ...limits, maxAmount: new Map([["MXN", 1n]]) }, { amount, acceptedMinor: 0n }),
    decideLimits({ ...limits, dailyLimit: new Map([["MXN", 1n]]) }, { amount, acceptedMinor: 0n }),
  ].flatMap((decision) => (decision.kind === "refused" ? (decision.failure.errors ?? []) : []));
  const beneficiary = { name: "Ana", accountNumber: "0", accountType: "clabe", bankName: null };
  const whole = checkPayout({
    ...{ amount, channel: null },
    beneficiary: { ...beneficiary, bankCode: null, phone: null, email: null },
  }).filter(({ path }) => path === "amount.value");
  return [zero.ok ? "" : zero.message, ...[...above, ...whole].map(({ message }) => message)];
}

/** What is said of an account's number that is wrong, of each kind. */
function numberFaults(): readonly string[] {
  const kinds = [
    ...(["clabe", "mexican_card", "indian_account", "upi", "cpf", "cnpj", "pix_phone"] as const),
    ...(["pix_email", "pix_key", "indonesian_account", "nuban", "chinese_account"] as const),
  ] satisfies AccountNumberKind[];
  const numbers = kinds.map((kind) => objectToAccountNumber(kind, "?"));
  const codes = [objectToBankCode("ifsc", "?"), objectToAccountNumber("clabe", "002010077777777770")];
  return [...numbers, ...codes].filter((message) => message !== null);
}

test.each(others)(
  "in %s, a wrong number of an account is told without the server's words",
  async (_tag, { load }) => {
    const texts = await load();
    const messages = [...numberFaults(), "is required", "must not be empty"];
    expect(messages).toHaveLength(16);
    for (const message of messages)
      expect([message, faultOf(texts, message)]).not.toEqual([message, message]);
  },
);

test("a field is called as on the page, and one that the page does not have by its path", async () => {
  const spanish = await languages.es.load();
  expect(fieldOf(spanish, "beneficiary.accountNumber")).toBe(spanish.word.accountNumber);
  expect(fieldOf(spanish, "amount.value")).toBe(spanish.word.amount);
  expect(fieldOf(spanish, "beneficiary.constructor")).toBeNull();
});

describe("a refusal of the server", () => {
  test.each(others)("is told in %s where operators meet it often", async (_tag, { load }) => {
    const texts = await load();
    for (const code of ["sign_in_refused", "refund_exceeds_received", "payout_limit_exceeded"]) {
      expect(whyNot(texts, refusedWith(code))).not.toBe("A detail.");
      expect(whyNot(texts, refusedWith(code))).not.toBe(whyNot(english, refusedWith(code)));
    }
    const known = messages();
    expect(known).toHaveLength(4);
    for (const message of known) expect(faultOf(texts, message)).not.toBe(message);
  });

  test("that nobody has translated keeps the server's own words", () => {
    expect(whyNot(english, refusedWith("a_new_code"))).toBe("A detail.");
    expect(whyNot(english, refusedWith("validation_failed"))).toBe("A detail.");
    expect(faultOf(english, "must be purple")).toBe("must be purple");
    expect(whyNot(english, { ...refusedWith("toString"), kind: "offline" })).toBe(english.trouble.offline);
  });
});
