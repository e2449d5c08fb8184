import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ClaimMethod } from "../../../bff/contract.ts";
import {
  accountNumberKinds,
  bankCodeOf,
  faultOfAccountNumber,
} from "../../../bff/core/beneficiary/account-number.ts";
import { tidyAccountNumber, tidyBankCode } from "../../../bff/core/beneficiary/tidy.ts";
import { beneficiaryOf, faultsOf, fieldsOf } from "../../../widget/claim/form.ts";

const clabe: ClaimMethod = { accountType: "clabe", number: "clabe", fields: [] };
const pixPhone: ClaimMethod = {
  accountType: "phone",
  number: "pix_phone",
  fields: [
    { name: "phone", required: true },
    { name: "email", required: true },
  ],
};
const indian: ClaimMethod = {
  accountType: "bank",
  number: "indian_account",
  fields: [
    { name: "bankCode", required: true },
    { name: "bankName", required: false },
  ],
};

test("a form asks where the money goes, then whose account it is", () => {
  expect(fieldsOf(clabe).map(({ name }) => name)).toEqual(["accountNumber", "name"]);
  expect(fieldsOf(indian).map(({ name }) => name)).toEqual(["accountNumber", "bankCode", "bankName", "name"]);
  expect(fieldsOf(pixPhone).map(({ name }) => name)).toEqual(["accountNumber", "name", "phone", "email"]);
});

test("an empty form lacks what is required, and nothing else", () => {
  expect(faultsOf(indian, {})).toEqual({ accountNumber: "required", bankCode: "required", name: "required" });
});

describe("a number", () => {
  test.each([
    ["032 180 0001 1835 9719", {}],
    ["032180000118359710", { accountNumber: "compare" }],
    ["03218000011835971", { accountNumber: "other" }],
  ])("CLABE %s: %j", (accountNumber, faults) => {
    expect(faultsOf(clabe, { accountNumber, name: "Ana" })).toEqual(faults);
  });

  test("is sent as the provider wants it", () => {
    const typed = {
      accountNumber: " 0321 8000 0118 3597 19 ",
      name: "  Ana   Díaz ",
      email: "not of this form",
    };
    expect(beneficiaryOf(clabe, typed)).toEqual({
      accountType: "clabe",
      accountNumber: "032180000118359719",
      name: "Ana Díaz",
    });
    const branch = { accountNumber: "1234 5678 9012", bankCode: "hdfc 0001234", name: "Ravi" };
    expect(beneficiaryOf(indian, branch)).toMatchObject({
      accountNumber: "123456789012",
      bankCode: "HDFC0001234",
    });
    expect(beneficiaryOf(indian, branch)).not.toHaveProperty("bankName");
  });

  test.each([
    ["pix_phone", "(11) 98765-4321", "+5511987654321"],
    ["pix_phone", "+55 11 98765-4321", "+5511987654321"],
    ["pix_phone", "5511987654321", "+5511987654321"],
    ["pix_phone", "+351 912 345 678", "+351912345678"],
    ["cpf", "529.982.247-25", "52998224725"],
    ["cnpj", "12.abc.345/01de-35", "12ABC34501DE35"],
    ["pix_key", "123E4567-E89B-42D3-A456-426614174000", "123e4567-e89b-42d3-a456-426614174000"],
    ["upi", " asha@okbank ", "asha@okbank"],
    ["mexican_card", "4152-3133-1234-5676", "4152313312345676"],
  ] as const)("%s %s becomes %s", (kind, typed, sent) => {
    expect(tidyAccountNumber(kind, typed)).toBe(sent);
    expect(faultOfAccountNumber(kind, sent)).toBeNull();
  });

  test("is tidied once: what is tidy stays as it is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...accountNumberKinds), fc.string(), (kind, typed) => {
        const tidy = tidyAccountNumber(kind, typed);
        expect(tidyAccountNumber(kind, tidy)).toBe(tidy);
        const code = tidyBankCode(bankCodeOf(kind), typed);
        expect(tidyBankCode(bankCodeOf(kind), code)).toBe(code);
      }),
    );
  });
});
