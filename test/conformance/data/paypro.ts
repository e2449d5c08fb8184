/** PayPro, line by line of its page. Source: docs/providers/paypro.md#paypro. */

import { isClabe } from "../../../bff/core/beneficiary/clabe.ts";
import { Secret } from "../../../bff/core/secret.ts";
import type { MethodConfig } from "../../../bff/providers/contract.ts";
import { paypro } from "../../../bff/providers/paypro/adapter.ts";
import { signPaypro } from "../../../bff/providers/paypro/signature.ts";
import type { ConformanceData, PayoutCase } from "../data-shape.ts";
import { isoAmount } from "../support/orders.ts";
import vectors from "../vectors.json" with { type: "json" };
import { md5 } from "./by-hand.ts";
import { ana } from "./payers.ts";
import { answers } from "./paypro-answers.ts";
import { callbacks } from "./paypro-callbacks.ts";
import { payoutAnswers } from "./paypro-payout-answers.ts";
import { requests } from "./paypro-requests.ts";

const method = (word: string, channel: string, currency = "MXN"): MethodConfig => ({
  method: word,
  channel,
  currency,
  decimals: 2,
  expiresInSeconds: 86_400,
});
const va = method("bank_transfer", "va");
const store = method("store", "store");
const link = method("cashier", "link");

/** 032180000118359719 is the CLABE that Banco de México's own documentation works out. */
const goodClabe = "032180000118359719";
const payout: PayoutCase = {
  amount: isoAmount("501.00", "MXN"),
  channel: null,
  beneficiary: {
    name: "Ana Díaz",
    accountNumber: goodClabe,
    accountType: "clabe",
    bankName: null,
    bankCode: null,
    phone: null,
    email: null,
  },
};
const toCard: PayoutCase = {
  ...payout,
  channel: "bank",
  beneficiary: { ...payout.beneficiary, accountNumber: "4152313312345676", accountType: "card" },
};
const changed = (change: Partial<PayoutCase["beneficiary"]>): PayoutCase => ({
  ...payout,
  beneficiary: { ...payout.beneficiary, ...change },
});

const { create } = vectors["004"];
const createFields = new Map([
  ["amount", "300"],
  ["wayCode", "va"],
  ["email", "k@example.com"],
  ["mobile", "15745896325"],
  ["notifyUrl", "https://google.com"],
  ["payer", "kevin zhang"],
  ["remark", "test"],
  ["returnUrl", "http://abc.com/callback_page"],
  ["timestamp", "1728609257212"],
  ["tradeNo", "test_00000008"],
  ["sign", "whatever was there"],
  ["empty", ""],
]);

export const payproData: ConformanceData = {
  provider: paypro,
  id: "paypro",
  vectors: {
    section: "004",
    cases: [
      {
        covers: ["create.sign", "create.str"],
        title: "the sign of a creation",
        actual: () =>
          signPaypro(createFields, {
            appSecret: new Secret(vectors["004"].secret),
            saltPosition: "suffix",
            separator: "",
          }),
        expected: create.sign,
      },
      {
        covers: ["create.str", "secret"],
        title: "the text that is signed",
        actual: () => md5(create.str),
        expected: create.sign,
      },
      {
        covers: [],
        title: "the sign of another contract, salted in front and joined with &",
        actual: () =>
          signPaypro(
            new Map([
              ["b", "2"],
              ["B", "1"],
              ["empty", ""],
            ]),
            {
              appSecret: new Secret("salt"),
              saltPosition: "prefix",
              separator: "&",
            },
          ),
        expected: md5("saltB=1&b=2"),
      },
      {
        covers: [],
        title: "the CLABE of Banco de México's documentation",
        actual: () => isClabe(goodClabe),
        expected: true,
      },
    ],
  },
  strangersCredentials: { merchantNo: "2000000002", appSecret: "a-secret-of-somebody-else" },
  badConfigurations: [
    {
      title: "a secret with a blank",
      credentials: { appSecret: "with a blank" },
      path: "credentials.appSecret",
    },
    { title: "an empty secret", credentials: { appSecret: "" }, path: "credentials.appSecret" },
    {
      title: "the number in the secret's place",
      credentials: { appSecret: "2000000001" },
      path: "credentials.appSecret",
    },
    {
      title: "a number with a line break",
      credentials: { merchantNo: "2000000001\n" },
      path: "credentials.merchantNo",
    },
    { title: "an unknown channel", methods: [method("store", "oxxo")], path: "methods.0" },
    { title: "a channel under the wrong word", methods: [va, method("store", "va")], path: "methods.1" },
    { title: "another currency", methods: [method("store", "store", "USD")], path: "methods.0" },
    { title: "a salt that is nowhere", options: { saltPosition: "middle" }, path: "options.saltPosition" },
  ],
  accounts: [
    {
      name: "the usual",
      options: {},
      methods: [va, store, link].map((each) => ({
        method: each,
        amount: "300",
        payer: ana,
        needs: [{ name: "email", required: false }],
      })),
      payouts: [payout, toCard],
      payoutCurrencies: ["MXN"],
    },
  ],
  acknowledgement: { status: 200, contentType: "text/plain", body: "OK" },
  amounts: [
    { title: "whole pesos are taken", method: va, amount: "300.00", isTaken: true },
    { title: "one peso is taken", method: store, amount: "1", isTaken: true },
    { title: "centavos are not", method: va, amount: "300.50", isTaken: false },
    { title: "a single centavo is not", method: link, amount: "0.01", isTaken: false },
  ],
  payers: [{ title: "nothing about the payer is checked", method: va, payer: ana, wrong: [] }],
  payoutErrors: [
    { title: "a payout to a CLABE is taken", payout, wrong: [] },
    { title: "a payout to a card is taken", payout: toCard, wrong: [] },
    {
      title: "centavos can't be paid out",
      payout: { ...payout, amount: isoAmount("1.50", "MXN") },
      wrong: ["amount.value"],
    },
    {
      title: "nor can dollars",
      payout: { ...payout, amount: isoAmount("1.00", "USD") },
      wrong: ["amount.currency"],
    },
    { title: "nor by another channel", payout: { ...payout, channel: "upi" }, wrong: ["channel"] },
    {
      title: "nor to a kind of account they do not have",
      payout: changed({ accountType: "upi" }),
      wrong: ["beneficiary.accountType"],
    },
    {
      title: "nor to a CLABE whose control digit is off",
      payout: changed({ accountNumber: "032180000118359710" }),
      wrong: ["beneficiary.accountNumber"],
    },
    {
      title: "nor to a CLABE with a digit too many",
      payout: changed({ accountNumber: `${goodClabe}0` }),
      wrong: ["beneficiary.accountNumber"],
    },
    {
      title: "nor to a card of 15 digits",
      payout: changed({ accountType: "card", accountNumber: "415231331234567" }),
      wrong: ["beneficiary.accountNumber"],
    },
    {
      title: "nor to a card whose control digit is off",
      payout: changed({ accountType: "card", accountNumber: "4152313312345678" }),
      wrong: ["beneficiary.accountNumber"],
    },
    { title: "nor to nobody", payout: changed({ name: "==" }), wrong: ["beneficiary.name"] },
  ],
  answers: [...answers, ...payoutAnswers, ...requests],
  callbacks,
  knowsParts: true,
  // "Others are error codes": the one provider whose documentation covers them all.
  strangeStatus: { status: "failed", isCounted: false },
  tamperedCallback: "refused",
  // What the sandbox refuses with says that the request was not taken.
};
