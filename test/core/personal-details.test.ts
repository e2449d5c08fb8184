import { describe, expect, test } from "vitest";
import {
  maskPersonalDetails,
  textWithoutCustomerSecrets,
  withoutCustomerSecrets,
} from "../../bff/core/personal-details.ts";

const customer = {
  id: "u-77",
  name: "Ana Díaz",
  email: "ana@example.com",
  phone: "+525512345678",
  taxId: "XAXX010101000",
  providerAccounts: { chainup: { openId: "2ae0c4d9", userId: null, token: "secret-token" } },
};

describe("masked personal details", () => {
  test("say what they are, and not whose", () => {
    expect(maskPersonalDetails({ customer: { ...customer, providerAccounts: null } })).toEqual({
      customer: {
        id: "u-77",
        name: "A…",
        email: "a…@example.com",
        phone: "…5678",
        taxId: "…1000",
        providerAccounts: null,
      },
    });
  });

  test.each([
    ["5551234", "…"],
    ["55512345", "…2345"],
    ["", "…"],
    ["👩‍🚒12345678", "…5678"],
  ])("a number %s is %s", (phone, masked) => {
    expect(maskPersonalDetails({ customer: { phone } })).toEqual({ customer: { phone: masked } });
  });

  test("are masked wherever they stand: in lists, in events, below other objects", () => {
    const text = JSON.stringify(
      maskPersonalDetails({ data: [{ data: { session: { customer, payments: [{ payer: customer }] } } }] }),
    );
    for (const value of ["Díaz", "ana@", "12345678", "XAXX010101", "2ae0c4d9"]) {
      expect(text).not.toContain(value);
    }
  });

  test("of a beneficiary are masked, but for the type of its account", () => {
    const beneficiary = {
      name: "Ravi Kumar",
      accountNumber: "50100012345678",
      accountType: "bank",
      bankName: "A Bank",
      email: null,
    };
    expect(maskPersonalDetails({ beneficiary })).toEqual({
      beneficiary: {
        name: "R…",
        accountNumber: "…5678",
        accountType: "bank",
        bankName: "A…",
        email: null,
      },
    });
  });

  test("are in no other field", () => {
    const session = { id: "cs_1", reference: "order-1001", metadata: { customer: "u-77" }, customer: null };
    expect(maskPersonalDetails(session)).toEqual(session);
  });
});

describe("a customer's secrets", () => {
  test("are left out, and nothing else is", () => {
    const { token: _secret, ...chainup } = customer.providerAccounts.chainup;
    expect(withoutCustomerSecrets({ session: { customer } })).toEqual({
      session: { customer: { ...customer, providerAccounts: { chainup } } },
    });
  });

  test("are left out of text, and text without one stays as it is", () => {
    expect(textWithoutCustomerSecrets(JSON.stringify({ customer }))).not.toContain("secret-token");
    const other = '{ "b": 1, "a": { "token": "of something else" } }';
    expect(textWithoutCustomerSecrets(other)).toBe(other);
  });
});
