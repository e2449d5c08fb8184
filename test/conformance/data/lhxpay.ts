/** LHXPay, line by line of its page. Source: docs/providers/lhxpay.md#lhxpay. */
import type { MethodConfig } from "../../../bff/providers/contract.ts";
import { lhxpay } from "../../../bff/providers/lhxpay/adapter.ts";
import { lhxpayChannels } from "../../../bff/providers/lhxpay/channels.ts";
import { lhxpayCredentials } from "../../../bff/providers/lhxpay/credentials.ts";
import { signLhxpay } from "../../../bff/providers/lhxpay/signature.ts";
import type { ConformanceData, PayoutCase } from "../data-shape.ts";
import { isoAmount } from "../support/orders.ts";
import vectors from "../vectors.json" with { type: "json" };
import { md5 } from "./by-hand.ts";
import { answers } from "./lhxpay-answers.ts";
import { callbacks } from "./lhxpay-callbacks.ts";
import { ana, nobody } from "./payers.ts";

const method = (word: string, channel: string, currency = "CNY"): MethodConfig => ({
  method: word,
  channel,
  currency,
  decimals: 2,
  expiresInSeconds: 900,
});
const wechat = method("wechat_pay", "1");
const allChannels = lhxpayChannels.map(({ id, method: word }) => ({
  method: method(word, String(id)),
  amount: "100.00",
  needs: [{ name: "name", required: false }] as const,
  payer: id % 2 === 0 ? { ...nobody, name: "张三" } : nobody,
}));

const payout: PayoutCase = {
  amount: isoAmount("501", "CNY"),
  channel: null,
  beneficiary: {
    name: "张三",
    accountNumber: "6222000000000000000",
    accountType: "bank",
    bankName: "工商银行",
    bankCode: null,
    phone: null,
    email: null,
  },
};
const toCard: PayoutCase = {
  ...payout,
  channel: "bank",
  beneficiary: { ...payout.beneficiary, accountType: "card" },
};
const changed = (change: Partial<PayoutCase["beneficiary"]>): PayoutCase => ({
  ...payout,
  beneficiary: { ...payout.beneficiary, ...change },
});

const known = vectors["002"];
const { secret } = lhxpayCredentials.parse({ appKey: "AK", secret: known.secret });
const appKey = "AK";
const callbackUrl = "https://m.example/cb";

export const lhxpayData: ConformanceData = {
  provider: lhxpay,
  id: "lhxpay",
  vectors: {
    section: "002",
    cases: [
      {
        covers: ["create.sign"],
        title: "the sign of a pay-in, whose address is signed raw",
        actual: () =>
          signLhxpay(
            "payIn",
            {
              amount: "100.00",
              appKey,
              callbackUrl: `${callbackUrl}?a=1&b=2`,
              channelId: "1",
              mrn: "M0001",
              returnUrl: "https://m.example/r",
            },
            secret,
          ),
        expected: known.create.sign,
      },
      {
        covers: ["callback.sign"],
        title: "the sign of a pay-in callback",
        actual: () =>
          signLhxpay(
            "payInCallback",
            { amount: "100.00", appKey, channel: "1", mrn: "M0001", originAmount: "100.00" },
            secret,
          ),
        expected: known.callback.sign,
      },
      {
        covers: ["query.sign"],
        title: "the sign of a query",
        actual: () => signLhxpay("query", { appKey, mrn: "M0001" }, secret),
        expected: known.query.sign,
      },
      {
        covers: ["payout.sign"],
        title: "the sign of a payout, in UTF-8",
        actual: () =>
          signLhxpay(
            "payout",
            {
              accountName: "张三",
              accountNumber: "6222000000000000000",
              amount: "501.00",
              appKey,
              bankName: "工商银行",
              callbackUrl,
              mrn: "P0001",
            },
            secret,
          ),
        expected: known.payout.sign,
      },
      {
        covers: ["payoutCallback.sign"],
        title: "the sign of a payout callback",
        actual: () => signLhxpay("payoutCallback", { amount: "501.00", appKey, mrn: "P0001" }, secret),
        expected: known.payoutCallback.sign,
      },
      {
        covers: ["secret", "create.str", "callback.str", "query.str", "payout.str", "payoutCallback.str"],
        title: "the texts that are signed",
        actual: () =>
          [known.create, known.callback, known.query, known.payout, known.payoutCallback].map(({ str }) =>
            md5(str),
          ),
        expected: [known.create, known.callback, known.query, known.payout, known.payoutCallback].map(
          ({ sign }) => sign,
        ),
      },
      {
        covers: [],
        title: "the sign of the balance",
        actual: () => signLhxpay("balance", { appKey }, secret),
        expected: md5("appKey=AK&key=SECRET2"),
      },
    ],
  },
  strangersCredentials: { appKey: "AK20000001", secret: "a-secret-of-somebody-else" },
  badConfigurations: [
    { title: "a secret with a blank", credentials: { secret: "with a blank" }, path: "credentials.secret" },
    { title: "an empty secret", credentials: { secret: "" }, path: "credentials.secret" },
    { title: "an appKey in look-alike letters", credentials: { appKey: "АК" }, path: "credentials.appKey" },
    {
      title: "the appKey in the secret's place",
      credentials: { secret: "AK20000001" },
      path: "credentials.secret",
    },
    { title: "another mode", options: { mode: "form" }, path: "options.mode" },
    { title: "a channel that does not exist", methods: [method("alipay", "16")], path: "methods.0" },
    { title: "a channel under the wrong word", methods: [wechat, method("alipay", "1")], path: "methods.1" },
    { title: "another currency", methods: [method("wechat_pay", "1", "USD")], path: "methods.0" },
  ],
  accounts: [
    {
      name: "api",
      options: {},
      methods: allChannels,
      payouts: [payout, toCard],
      payoutCurrencies: ["CNY"],
      // "payer … optional and never signed"; nor is what a query says about the callback.
      unsigned: [/"payer":"[^"]*"/, /&?callback=\w+/],
    },
    {
      name: "page",
      options: { mode: "page" },
      methods: allChannels.slice(0, 3),
      payouts: [],
      createsInBrowser: true,
      // `%2f` and `%2F` are the same character.
      unsigned: [/payer=[^&]*/, /&?callback=\w+/, /%[0-9A-F]{2}/],
    },
  ],
  acknowledgement: { status: 200, contentType: "text/plain", body: "success" },
  amounts: [
    { title: "fen are taken", method: wechat, amount: "100.01", isTaken: true },
    { title: "a single fen is taken", method: wechat, amount: "0.01", isTaken: true },
    { title: "less than a fen is not", method: { ...wechat, decimals: 3 }, amount: "1.001", isTaken: false },
  ],
  payers: [{ title: "nothing about the payer is checked", method: wechat, payer: ana, wrong: [] }],
  payoutErrors: [
    { title: "a payout of whole yuan is taken", payout, wrong: [] },
    { title: "a payout to a card is taken", payout: toCard, wrong: [] },
    {
      title: "fen can't be paid out",
      payout: { ...payout, amount: isoAmount("501.50", "CNY") },
      wrong: ["amount.value"],
    },
    {
      title: "nor can dollars",
      payout: { ...payout, amount: isoAmount("501", "USD") },
      wrong: ["amount.currency"],
    },
    { title: "nor by another channel", payout: { ...payout, channel: "1" }, wrong: ["channel"] },
    {
      title: "nor to a UPI address",
      payout: changed({ accountType: "upi" }),
      wrong: ["beneficiary.accountType"],
    },
    { title: "nor to nobody", payout: changed({ name: "&=" }), wrong: ["beneficiary.name"] },
    { title: "nor to no bank", payout: changed({ bankName: null }), wrong: ["beneficiary.bankName"] },
    {
      title: "nor to a number that would be two fields",
      payout: changed({ accountNumber: "62220000&amount=1" }),
      wrong: ["beneficiary.accountNumber"],
    },
  ],
  answers,
  callbacks,
  knowsParts: false,
  // A callback names no status: there is one for success alone.
  strangeStatus: { status: "succeeded", isCounted: false },
  tamperedCallback: "refused",
  // What the sandbox refuses a payout with is `invalid_data`: our own mistake.
  otherwise: { "refuse:payout": { kind: "refused", code: "request_refused", alarm: true } },
};
