/** BharatPay, line by line of its page. Source: docs/providers/bharatpay.md#bharatpay. */
import { bharatpay } from "../../../bff/providers/bharatpay/adapter.ts";
import { creationText } from "../../../bff/providers/bharatpay/wire.ts";
import type { MethodConfig } from "../../../bff/providers/contract.ts";
import { readAesCipher } from "../../../bff/providers/signing/aes.ts";
import type { ConformanceData, PayoutCase } from "../data-shape.ts";
import { isoAmount } from "../support/orders.ts";
import vectors from "../vectors.json" with { type: "json" };
import { answers } from "./bharatpay-answers.ts";
import { callbacks } from "./bharatpay-callbacks.ts";
import { ana, nobody } from "./payers.ts";

const known = vectors["000"];
const method = (word: string, channel: string, currency = "INR"): MethodConfig => ({
  method: word,
  channel,
  currency,
  decimals: 2,
  expiresInSeconds: 900,
});
const upi = method("upi", "upi");
const methods = [
  { method: upi, amount: "100.50", payer: nobody, needs: [] },
  { method: method("bank_transfer", "bank"), amount: "4.35", payer: ana },
];

const toBank: PayoutCase = {
  amount: isoAmount("500.07", "INR"),
  channel: null,
  beneficiary: {
    name: "Asha Rao",
    accountNumber: "123456789012",
    accountType: "bank",
    bankName: "State Bank of India",
    bankCode: "SBIN0001234",
    phone: "+919812345678",
    email: null,
  },
};
const toUpi: PayoutCase = {
  ...toBank,
  channel: "upi",
  beneficiary: {
    ...toBank.beneficiary,
    accountNumber: "asha@okbank",
    accountType: "upi",
    bankName: null,
    bankCode: null,
    phone: null,
  },
};
const changed = (payout: PayoutCase, change: Partial<PayoutCase["beneficiary"]>): PayoutCase => ({
  ...payout,
  beneficiary: { ...payout.beneficiary, ...change },
});

function cipher() {
  const reading = readAesCipher({
    algorithm: "aes-256-ecb",
    key: known.vendorKey,
    keyEncoding: "utf8",
    iv: null,
  });
  if (!reading.ok) throw new Error(reading.message);
  return reading.cipher;
}

const usual = { methods, payouts: [toBank, toUpi], payoutCurrencies: ["INR"] };

export const bharatpayData: ConformanceData = {
  provider: bharatpay,
  id: "bharatpay",
  vectors: {
    section: "000",
    cases: [
      {
        covers: ["vendorKey", "vendor.plain", "vendor.cipher"],
        title: "the vendor's own example, both ways",
        actual: () => [cipher().encrypt(known.vendor.plain), cipher().decrypt(known.vendor.cipher)],
        expected: [known.vendor.cipher, known.vendor.plain],
      },
      {
        covers: ["create.plain"],
        title: "the text of a creation, its amount an exact JSON number",
        actual: () =>
          creationText({
            orderNo: "T0001",
            amount: isoAmount("100.50", "INR"),
            callbackUrl: "https://m.example/cb",
          }),
        expected: known.create.plain,
      },
      {
        covers: ["create.data"],
        title: "the cipher of a creation",
        actual: () => cipher().encrypt(known.create.plain),
        expected: known.create.data,
      },
      {
        covers: ["callback.plain", "callback.data"],
        title: "the cipher of a callback",
        actual: () => cipher().decrypt(known.callback.data),
        expected: known.callback.plain,
      },
    ],
  },
  strangersCredentials: { merchantId: "30000002", accessKey: "x".repeat(32) },
  badConfigurations: [
    {
      title: "an access key that is cut off",
      credentials: { accessKey: known.vendorKey.slice(1) },
      path: "credentials.accessKey",
    },
    {
      title: "an access key with a line break",
      credentials: { accessKey: `${known.vendorKey}\n` },
      path: "credentials.accessKey",
    },
    {
      title: "the merchant id in the key's place",
      credentials: { accessKey: "30000001" },
      path: "credentials.accessKey",
    },
    {
      title: "an access key that is the merchant id, however long",
      credentials: { merchantId: "30000001".repeat(4), accessKey: "30000001".repeat(4) },
      path: "credentials.accessKey",
    },
    {
      title: "a key read as hex that is too short then",
      options: { keyEncoding: "hex" },
      path: "credentials.accessKey",
    },
    { title: "a cipher without the iv it needs", options: { aes: "aes-256-cbc" }, path: "options.iv" },
    { title: "an iv that is too short", options: { aes: "aes-256-cbc", iv: "short" }, path: "options.iv" },
    { title: "an iv that has no use", options: { iv: "0123456789abcdef" }, path: "options.iv" },
    { title: "a cipher nobody has", options: { aes: "des-ecb" }, path: "options.aes" },
    { title: "a cipher that is not for this", options: { aes: "aes-256-gcm" }, path: "options.aes" },
    { title: "an encoding nobody has", options: { keyEncoding: "latin1" }, path: "options.keyEncoding" },
    { title: "a version nobody has", options: { version: "v3" }, path: "options.version" },
    { title: "a family nobody has", options: { payInFamily: "credit" }, path: "options.payInFamily" },
    { title: "another currency", methods: [method("upi", "upi", "USD")], path: "methods.0" },
  ],
  accounts: [
    { name: "V2", options: {}, ...usual },
    { name: "V2 collecting by Debit", options: { payInFamily: "Debit" }, ...usual },
    // Only the header says which merchant calls.
    { name: "V1", options: { version: "v1" }, ...usual, unsigned: "all" },
    {
      name: "V1 collecting by Debit",
      options: { version: "v1", payInFamily: "Debit" },
      ...usual,
      unsigned: "all",
    },
  ],
  acknowledgement: { status: 200, contentType: "text/plain", body: "success" },
  amounts: [
    { title: "paise are taken", method: upi, amount: "100.01", isTaken: true },
    { title: "a single paisa is taken", method: upi, amount: "0.01", isTaken: true },
    { title: "less than a paisa is not", method: { ...upi, decimals: 3 }, amount: "1.001", isTaken: false },
  ],
  payers: [{ title: "nothing about the payer is checked", method: upi, payer: ana, wrong: [] }],
  payoutErrors: [
    { title: "a payout to a bank account is taken", payout: toBank, wrong: [] },
    { title: "a payout by the channel bank is taken", payout: { ...toBank, channel: "bank" }, wrong: [] },
    { title: "a payout to a UPI address is taken", payout: toUpi, wrong: [] },
    {
      title: "dollars can't be paid out",
      payout: { ...toBank, amount: isoAmount("1", "USD") },
      wrong: ["amount.currency"],
    },
    { title: "nor by another channel", payout: { ...toBank, channel: "pix" }, wrong: ["channel"] },
    {
      title: "nor by one that is not the account's type",
      payout: { ...toBank, channel: "upi" },
      wrong: ["beneficiary.accountType"],
    },
    {
      title: "nor to a CLABE",
      payout: changed(toBank, { accountType: "clabe" }),
      wrong: ["beneficiary.accountType"],
    },
    {
      title: "nor without an IFSC",
      payout: changed(toBank, { bankCode: null }),
      wrong: ["beneficiary.bankCode"],
    },
    {
      title: "nor to an IFSC that is none",
      payout: changed(toBank, { bankCode: "SBIN1001234" }),
      wrong: ["beneficiary.bankCode"],
    },
    {
      title: "nor to a number as a UPI address",
      payout: changed(toUpi, { accountNumber: "123456" }),
      wrong: ["beneficiary.accountNumber"],
    },
    {
      title: "nor to a UPI address as a number",
      payout: changed(toBank, { accountNumber: "asha@okbank" }),
      wrong: ["beneficiary.accountNumber"],
    },
    { title: "nor to nobody", payout: changed(toBank, { name: " " }), wrong: ["beneficiary.name"] },
    {
      title: "nor to a phone that is none",
      payout: changed(toBank, { phone: "call me" }),
      wrong: ["beneficiary.phone"],
    },
  ],
  answers,
  callbacks,
  knowsParts: false,
  // AES in ECB authenticates nothing.
  tamperedCallback: "unconfirmed",
};
