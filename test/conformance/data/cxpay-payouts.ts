/** Payouts by CXPay's rules for each country. Source: docs/providers/cxpay.md#payouts. */
import type { PayoutCase, PayoutErrorCase } from "../data-shape.ts";
import { isoAmount } from "../support/orders.ts";

const beneficiary: PayoutCase["beneficiary"] = {
  name: "Asha Rao",
  accountNumber: "123456789012",
  accountType: "bank",
  bankName: null,
  bankCode: "SBIN0001234",
  phone: "+919812345678",
  email: null,
};
export const toIndia: PayoutCase = { amount: isoAmount("500.50", "INR"), channel: "32911", beneficiary };
export const toBrazil: PayoutCase = {
  amount: isoAmount("500.50", "BRL"),
  channel: "31911",
  beneficiary: {
    ...beneficiary,
    name: "João da Silva",
    accountNumber: "52998224725",
    accountType: "cpf",
    bankCode: null,
    email: "joao@example.com",
  },
};
export const toIndonesia: PayoutCase = {
  amount: isoAmount("50000", "IDR"),
  channel: "33911",
  beneficiary: { ...beneficiary, bankCode: "BCA", phone: null },
};
export const toNigeria: PayoutCase = {
  ...toIndonesia,
  amount: isoAmount("5000.25", "NGN"),
  channel: "34911",
  beneficiary: { ...toIndonesia.beneficiary, accountNumber: "0123456789" },
};

type Change = Partial<PayoutCase["beneficiary"]>;
const changed = (payout: PayoutCase, change: Change): PayoutCase => ({
  ...payout,
  beneficiary: { ...payout.beneficiary, ...change },
});
const wrongPayout = (title: string, payout: PayoutCase, ...wrong: string[]) => ({ title, payout, wrong });
export const brazilian = (accountType: string, accountNumber: string) =>
  changed(toBrazil, { accountType, accountNumber });

export const payoutErrors: readonly PayoutErrorCase[] = [
  wrongPayout("India: a bank account with its IFSC is taken", toIndia),
  wrongPayout("India: without IFSC", changed(toIndia, { bankCode: null }), "beneficiary.bankCode"),
  wrongPayout("India: a wrong IFSC", changed(toIndia, { bankCode: "SBIN1001234" }), "beneficiary.bankCode"),
  wrongPayout("India: without a telephone", changed(toIndia, { phone: null }), "beneficiary.phone"),
  wrongPayout("India: another kind", changed(toIndia, { accountType: "upi" }), "beneficiary.accountType"),
  wrongPayout("an unclean pay code", { ...toIndia, channel: "1&2" }, "channel"),
  wrongPayout(
    "a thousandth",
    { ...toIndia, amount: { minor: 1_001n, currency: "INR", decimals: 3 } },
    "amount.value",
  ),
  wrongPayout("no pay code", { ...toIndia, channel: null }, "channel"),
  wrongPayout("another currency", { ...toIndia, amount: isoAmount("1", "BRL") }, "amount.currency"),
  wrongPayout("an unclean account", changed(toIndia, { accountNumber: "1&2" }), "beneficiary.accountNumber"),
  wrongPayout("nobody", changed(toIndia, { name: "&" }), "beneficiary.name"),
  ...[
    wrongPayout("Brazil: a CPF is taken", toBrazil),
    wrongPayout("Brazil: a CPF that is none", brazilian("cpf", "52998224724"), "beneficiary.accountNumber"),
    wrongPayout("Brazil: a CNPJ for a CPF", brazilian("cpf", "11222333000181"), "beneficiary.accountNumber"),
    wrongPayout("Brazil: a CPF for a CNPJ", brazilian("cnpj", "52998224725"), "beneficiary.accountNumber"),
    wrongPayout("Brazil: no telephone", brazilian("phone", "joao"), "beneficiary.accountNumber"),
    wrongPayout("Brazil: no address", brazilian("email", "joao"), "beneficiary.accountNumber"),
    wrongPayout("Brazil: a wrong contact", changed(toBrazil, { email: "joao" }), "beneficiary.email"),
    wrongPayout("Brazil: a random key is taken", brazilian("key", "123e4567-e89b-42d3-a456-426614174000")),
    wrongPayout("Brazil: a key that is none", brazilian("key", "anything"), "beneficiary.accountNumber"),
    wrongPayout("Brazil: a CNPJ with letters is taken", brazilian("cnpj", "12.ABC.345/01DE-35")),
    wrongPayout("Brazil: a phone as people write it is taken", brazilian("phone", "(11) 98765-4321")),
    wrongPayout("Brazil: another kind", brazilian("bank", "1"), "beneficiary.accountType"),
    wrongPayout(
      "Brazil: no contact",
      changed(toBrazil, { phone: null, email: null }),
      "beneficiary.phone",
      "beneficiary.email",
    ),
    wrongPayout("Indonesia: whole rupiah are taken", toIndonesia),
    wrongPayout(
      "Indonesia: a part of one is not",
      { ...toIndonesia, amount: { minor: 150n, currency: "IDR", decimals: 2 } },
      "amount.value",
    ),
    wrongPayout("Indonesia: no bank code", changed(toIndonesia, { bankCode: null }), "beneficiary.bankCode"),
    wrongPayout("Nigeria: decimals are taken", toNigeria),
    wrongPayout(
      "Nigeria: an account of 12 digits",
      changed(toNigeria, { accountNumber: "123456789012" }),
      "beneficiary.accountNumber",
    ),
    wrongPayout("Nigeria: no bank code", changed(toNigeria, { bankCode: "" }), "beneficiary.bankCode"),
    wrongPayout("pesos go nowhere", { ...toNigeria, amount: isoAmount("1", "MXN") }, "amount.currency"),
  ].map((each) => ({ ...each, account: "any country by currency" })),
];
