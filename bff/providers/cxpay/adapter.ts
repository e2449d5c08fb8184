/**
 * CXPay: Brazil, India, Indonesia and Nigeria by pay code; the customer pays on CXPay's cashier page.
 * Source: docs/providers/cxpay.md#cxpay.
 */
import { z } from "zod";
import { twoDecimalText } from "../../core/money.ts";
import { defineProvider, type PayerFieldNeed, type ProviderAdapter } from "../contract.ts";
import { onlyIfClean } from "../parsing/clean-text.ts";
import { plainWord, secretWord } from "../signing/secret-word.ts";
import { probeCxpay, readBalance } from "./balance.ts";
import { readCxpayCallback } from "./callback.ts";
import { checkPayer, createCollection } from "./collect.ts";
import { countries, countryOfCurrency, currencyOf, objectToCurrency } from "./country.ts";
import { checkPayout, createPayout, documentedTypeNames, payoutForms } from "./payout.ts";
import { queryOrder } from "./query.ts";
import { sheet } from "./sheet.ts";
import type { CxpayAccount } from "./wire.ts";

const credentials = z.strictObject({
  merchant: plainWord.meta({ description: "The account's number at CXPay.", examples: ["1001"] }),
  key: secretWord.meta({
    description: "The key that signs, from CXPay's merchant console.",
    examples: [{ env: "CXPAY_KEY" }],
  }),
});

const word = z.string().regex(/^[^=&\p{Cc}]{1,32}$/u, "must not have = or &");
const options = z.strictObject({
  /** If absent, each method's currency says the country. */
  country: z
    .enum(countries)
    .optional()
    .meta({
      description: "The account's country; without it, each method's currency says it.",
      examples: ["BR"],
    }),
  encoding: z
    .enum(["json", "form"])
    .default("json")
    .meta({ description: "How requests are written.", examples: ["form"] }),
  accountTypeNames: z
    .strictObject({
      cpf: word.meta({ description: "The name of a CPF.", examples: ["CPF"] }),
      cnpj: word.meta({ description: "The name of a CNPJ.", examples: ["CNPJ"] }),
      phone: word.meta({ description: "The name of a phone number.", examples: ["PHONE"] }),
      email: word.meta({ description: "The name of an e-mail address.", examples: ["EMAIL"] }),
      key: word.meta({ description: "The name of a random Pix key.", examples: ["EVP"] }),
    })
    .partial()
    .default({})
    .transform((names) => ({ ...documentedTypeNames, ...names }))
    .meta({
      description: "Other names for Brazil's account types of payouts, where a contract has them.",
      examples: [{ cpf: "CPF" }],
    }),
});

/**
 * In Brazil the payer must give these. The other countries need nothing. Source:
 * docs/providers/cxpay.md#countries.
 */
const brazilianFields: readonly PayerFieldNeed[] = [
  { name: "name", required: true },
  { name: "email", required: true },
  { name: "phone", required: true },
  { name: "taxId", required: true },
];

export const cxpay = defineProvider({
  id: "cxpay",
  title: "CXPay",
  credentials,
  secretCredentials: ["key"],
  wire: {
    secretFields: ["sign"],
    personalFields: ["customName", "number", "email", "remark", "bankAccount"],
    sheet,
  },
  merchantOf: ({ merchant }) => [merchant],
  options,
  checkMethod: (method, { country }) =>
    onlyIfClean(method.channel, 32) === null
      ? "needs a pay code as its channel"
      : objectToCurrency(method, country),
  checkTogether: ({ merchant, key }) =>
    merchant === key.reveal()
      ? [{ path: "credentials.key", message: "must not be the same as merchant" }]
      : [],
  createAdapter({
    baseUrl,
    credentials: { merchant, key },
    options: { country: named, encoding, accountTypeNames },
    methods,
    http,
  }) {
    const account: CxpayAccount = { baseUrl, merchant, key, encoding, http };
    const country = named ?? null;
    const placeOf = (currency: string) => country ?? countryOfCurrency(currency);
    const currency = country === null ? (methods[0]?.currency ?? null) : currencyOf[country];
    const readCallback: ProviderAdapter["readCallback"] = (raw) => readCxpayCallback(raw, account);
    return {
      capabilities: ["create", "query", "callback", "payout", "balance"],
      actionOf: () => "redirect",
      payerFields: (method) => (placeOf(method.currency) === "BR" ? brazilianFields : []),
      checkPayer: (method, payer) => checkPayer(placeOf(method.currency), payer),
      objectToAmount: (_method, amount) =>
        twoDecimalText(amount) === undefined ? "this method takes at most two decimals" : null,
      createPayment: (order) => createCollection(account, placeOf(order.method.currency), order),
      queryPayment: (ref) => queryOrder(account, "query", ref.orderNo),
      probe: () => probeCxpay(account),
      readCallback,
      acknowledgement: { status: 200, contentType: "text/plain", body: "success" },
      payouts: {
        currencies: country === null ? null : [currencyOf[country]],
        forms: payoutForms(country),
        check: checkPayout(country),
        create: (order) => createPayout(account, { country, typeNames: accountTypeNames }, order),
        query: (ref) => queryOrder(account, "payout_query", ref.orderNo),
        readCallback,
      },
      balance: () => readBalance(account, currency),
    };
  },
});
