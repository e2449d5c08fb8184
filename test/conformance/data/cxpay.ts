/** CXPay, line by line of its page. Source: docs/providers/cxpay.md#cxpay. */
import { isoDecimalsOf } from "../../../bff/core/money.ts";
import { Secret } from "../../../bff/core/secret.ts";
import type { MethodConfig } from "../../../bff/providers/contract.ts";
import { cxpay } from "../../../bff/providers/cxpay/adapter.ts";
import { isSignedByCxpay, signCxpay } from "../../../bff/providers/cxpay/signature.ts";
import type { ConformanceData } from "../data-shape.ts";
import vectors from "../vectors.json" with { type: "json" };
import { md5 } from "./by-hand.ts";
import { answers } from "./cxpay-answers.ts";
import { callbacks } from "./cxpay-callbacks.ts";
import { brazilian, payoutErrors, toBrazil, toIndia, toIndonesia, toNigeria } from "./cxpay-payouts.ts";
import { requests } from "./cxpay-requests.ts";
import { ana, joao, nobody } from "./payers.ts";

const method = (word: string, channel: string, currency: string): MethodConfig => ({
  method: word,
  channel,
  currency,
  decimals: isoDecimalsOf(currency) ?? 2,
  expiresInSeconds: 3_600,
});
const upi = method("upi", "32901", "INR");
const pix = method("pix", "31901", "BRL");
const virtualAccount = method("bank_transfer", "33901", "IDR");
const transfer = method("bank_transfer", "34901", "NGN");

/** What a payer must give in Brazil. Source: docs/providers/cxpay.md#countries. */
const brazilianNeeds = (["name", "email", "phone", "taxId"] as const).map((name) => ({
  name,
  required: true,
}));

const { secret, create, callback, callback_1000_00 } = vectors["003"];
const key = new Secret(secret);
const createFields = new Map([
  ["payCode", "32901"],
  ["merchant", "1001"],
  ["amount", "100.00"],
  ["orderId", "T0001"],
  ["notifyUrl", "https://m.example/n"],
  ["callbackUrl", "https://m.example/r"],
  ["remark", ""],
  ["sign", "whatever was there"],
]);
const callbackFields = (amount: string, sign: string) =>
  new Map([
    ["platOrderId", "236130395249311744"],
    ["orderId", "e8a581fa692342ccbaf9cbd6f2598e48"],
    ["amount", amount],
    ["status", "2"],
    ["reverse", "false"],
    ["remark", "no"],
    ["fee", "0"],
    ["sign", sign],
  ]);

export const cxpayData: ConformanceData = {
  provider: cxpay,
  id: "cxpay",
  vectors: {
    section: "003",
    cases: [
      {
        covers: ["create", "secret"],
        title: "the sign of a creation",
        actual: () => [signCxpay(createFields, key), md5(create.str)],
        expected: [create.sign, create.sign],
      },
      {
        covers: ["callback"],
        title: "the sign of a callback, with a whole amount",
        actual: () => [signCxpay(callbackFields("1000", ""), key), md5(callback.str)],
        expected: [callback.sign, callback.sign],
      },
      {
        covers: ["callback_1000_00"],
        title: "the sign of a callback, with two decimals",
        actual: () => [signCxpay(callbackFields("1000.00", ""), key), md5(callback_1000_00.str)],
        expected: [callback_1000_00.sign, callback_1000_00.sign],
      },
      {
        covers: [],
        title: "either amount is taken for the other's sign, and no other amount is",
        actual: () =>
          ["1000", "1000.0", "1000.00", "1000.000", "1000.01", "100", "10000", "1e3", ""].map((amount) => [
            isSignedByCxpay(callbackFields(amount, callback.sign), key),
            isSignedByCxpay(callbackFields(amount, callback_1000_00.sign), key),
          ]),
        expected: [true, true, true, true, false, false, false, false, false].map((fits) => [fits, fits]),
      },
    ],
  },
  strangersCredentials: { merchant: "1002", key: "a-key-of-somebody-else" },
  badConfigurations: [
    { title: "a key with a blank", credentials: { key: "with a blank" }, path: "credentials.key" },
    { title: "the merchant in the key's place", credentials: { key: "1001" }, path: "credentials.key" },
    { title: "an empty merchant", credentials: { merchant: "" }, path: "credentials.merchant" },
    { title: "a country they do not serve", options: { country: "MX" }, path: "options.country" },
    { title: "an encoding there is not", options: { encoding: "xml" }, path: "options.encoding" },
    {
      title: "an account type's name with = in it",
      options: { accountTypeNames: { key: "E=V" } },
      path: "options.accountTypeNames.key",
    },
    {
      title: "a currency they do not have",
      options: {},
      methods: [method("upi", "1", "MXN")],
      path: "methods.0",
    },
    {
      title: "a currency of another country than the account's",
      options: { country: "BR" },
      methods: [upi],
      path: "methods.0",
    },
    { title: "a method without a pay code", methods: [method("upi", "", "INR")], path: "methods.0" },
  ],
  accounts: [
    {
      name: "India",
      options: { country: "IN" },
      methods: [{ method: upi, amount: "100.50", payer: nobody, needs: [] }],
      payouts: [toIndia],
      payoutCurrencies: ["INR"],
    },
    {
      name: "Brazil, by form",
      options: { country: "BR", encoding: "form" },
      methods: [{ method: pix, amount: "100", payer: joao, needs: brazilianNeeds }],
      payoutCurrencies: ["BRL"],
      payouts: [
        toBrazil,
        brazilian("cnpj", "11.222.333/0001-81"),
        brazilian("phone", "+5511912345678"),
        brazilian("email", "joao@example.com"),
        brazilian("key", "123e4567-e12b-12d1-a456-426655440000"),
      ],
    },
    {
      name: "any country by currency",
      options: {},
      methods: [
        { method: virtualAccount, amount: "50000", payer: ana },
        { method: transfer, amount: "5000.25", payer: nobody, needs: [] },
        { method: pix, amount: "9.99", payer: joao, needs: brazilianNeeds },
        { method: upi, amount: "100.5", payer: ana },
      ],
      payouts: [toIndonesia, toNigeria, toBrazil, toIndia],
      payoutCurrencies: null,
    },
  ],
  acknowledgement: { status: 200, contentType: "text/plain", body: "success" },
  amounts: [
    { title: "two decimals are taken", method: upi, amount: "100.55", isTaken: true },
    {
      title: "rupiah are taken with decimals, if they have any",
      method: { ...virtualAccount, decimals: 2 },
      amount: "100.50",
      isTaken: true,
    },
    {
      title: "three decimals are not",
      method: { ...upi, decimals: 3 },
      amount: "100.555",
      isTaken: false,
    },
    {
      title: "a third decimal of nought is",
      method: { ...upi, decimals: 3 },
      amount: "100.550",
      isTaken: true,
    },
  ],
  payers: [
    {
      title: "a CPF is a tax number in Brazil",
      account: "Brazil, by form",
      method: pix,
      payer: joao,
      wrong: [],
    },
    ...["529.982.247-26", "52998224724", "111.111.111-11", "5299822472", "abc", ""].map((taxId) => ({
      title: `${JSON.stringify(taxId)} is none`,
      account: "Brazil, by form",
      method: pix,
      payer: { ...joao, taxId },
      wrong: ["taxId"],
    })),
    ...["11.222.333/0001-81", "11222333000181", "12.ABC.345/01DE-35", "12abc34501de35"].map((taxId) => ({
      title: `${taxId} is a company's`,
      account: "any country by currency",
      method: pix,
      payer: { ...joao, taxId },
      wrong: [],
    })),
    ...["11.222.333/0001-82", "11222333000191", "00000000000000", "12.ABC.345/01DE-36"].map((taxId) => ({
      title: `${taxId} is nobody's`,
      account: "any country by currency",
      method: pix,
      payer: { ...joao, taxId },
      wrong: ["taxId"],
    })),
    {
      title: "Brazil wants a telephone, an address and a name that are some",
      account: "Brazil, by form",
      method: pix,
      payer: { ...joao, phone: "none", email: "a=b@example.com", name: "=&" },
      wrong: ["email", "name", "phone"],
    },
    ...["12345", "------", "+55 11 91234 5678 123456", "+551191234567x", "11/91234567"].map((phone) => ({
      title: `${phone} is no telephone number`,
      account: "Brazil, by form",
      method: pix,
      payer: { ...joao, phone },
      wrong: ["phone"],
    })),
    ...["joao", "joao@example", "jo ao@example.com", "joao@example.com "].map((email) => ({
      title: `${JSON.stringify(email)} is no e-mail address`,
      account: "Brazil, by form",
      method: pix,
      payer: { ...joao, email },
      wrong: ["email"],
    })),
    {
      title: "what is not known yet is no mistake",
      account: "Brazil, by form",
      method: pix,
      payer: nobody,
      wrong: [],
    },
    {
      title: "nobody checks an Indian's tax number",
      method: upi,
      payer: { ...ana, taxId: "ABCDE1234F" },
      wrong: [],
    },
  ],
  payoutErrors,
  answers: [...answers, ...requests],
  callbacks,
  knowsParts: false,
  tamperedCallback: "refused",
};
