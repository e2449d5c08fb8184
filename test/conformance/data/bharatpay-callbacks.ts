/** BharatPay's callbacks, encrypted by hand. Source: docs/providers/bharatpay.md#callback. */
import { createCipheriv } from "node:crypto";
import type { CallbackCase } from "../data-shape.ts";
import vectors from "../vectors.json" with { type: "json" };

const known = vectors["000"];
const credentials = { merchantId: "30000001", accessKey: known.vendorKey };
const sourceNo = "20261120101010abcdefghijklmnop";
const info = { id: 123, merchantSourceNo: sourceNo, fiatAmount: 100.5, processCode: 30, paid: true };

function encrypt(plain: string, key = known.vendorKey): string {
  const cipher = createCipheriv("aes-256-ecb", Buffer.from(key, "utf8"), null);
  return Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]).toString("base64");
}

function raw(title: string, body: string, expected: CallbackCase["expected"]): CallbackCase {
  const headers = { "content-type": "application/json" };
  return { title, credentials, raw: { body: Buffer.from(body), headers, query: "" }, expected };
}
const callback = (title: string, inner: string, expected: CallbackCase["expected"], envelope: object = {}) =>
  raw(title, JSON.stringify({ sourceNo, data: encrypt(inner), ...envelope }), expected);
const facts = (report: object): CallbackCase["expected"] => ({ kind: "facts", reports: [report] });
const refused = (reason: string): CallbackCase["expected"] => ({ kind: "refused", reason });

const statuses = [
  [10, "pending", null],
  [20, "pending", null],
  [40, "failed", null],
  [50, "reversed", null],
  [60, "failed", null],
  [77, "pending", "77"],
] as const;
const debit = JSON.stringify({ channelDebitOrderSimpleInfo: info });

export const callbacks: readonly CallbackCase[] = [
  raw(
    "the known answer",
    JSON.stringify({ sourceNo: "T0001", data: known.callback.data }),
    facts({
      orderNo: "T0001",
      providerOrderId: "123",
      status: "succeeded",
      amountText: "100.5",
      currency: null,
    }),
  ),
  callback("under Debit's name", debit, facts({ orderNo: sourceNo, status: "succeeded" })),
  callback(
    "under Credit's name",
    JSON.stringify({ channelCreditOrderSimpleInfo: info }),
    facts({ orderNo: sourceNo, status: "succeeded" }),
  ),
  callback("bare", JSON.stringify(info), facts({ orderNo: sourceNo, status: "succeeded" })),
  ...statuses.map(([processCode, status, undocumentedStatus]) =>
    callback(
      `processCode ${processCode}`,
      JSON.stringify({ channelCreditOrderSimpleInfo: { ...info, processCode } }),
      facts({ status, undocumentedStatus, amountText: null }),
    ),
  ),
  callback("processCode as text", debit.replace("30", '"30"'), facts({ status: "succeeded" })),
  callback("an amount whose text counts", debit.replace("100.5", "100.50"), facts({ amountText: "100.50" })),
  callback(
    "a field nobody told us of",
    JSON.stringify({ ...info, channelName: "x" }),
    facts({ status: "succeeded" }),
    {
      time: 1,
    },
  ),
  {
    ...callback(
      "a payout's, read by the payout side",
      debit,
      facts({ orderNo: sourceNo, status: "succeeded" }),
    ),
    isPayout: true,
  },
  raw("the dashboard's Test", "Test", { kind: "ping" }),
  raw("the dashboard's Test with a line break", "Test\r\n", { kind: "ping" }),
  raw("another word", "Tests", refused("wrong_encryption")),
  raw("no word", "Tests!", refused("not_json")),
  callback("another number outside than inside", debit, refused("wrong_order"), { sourceNo: "T0001" }),
  callback("no number outside", debit, facts({ orderNo: sourceNo }), { sourceNo: null }),
  raw("data alone", JSON.stringify({ data: encrypt(debit) }), facts({ orderNo: sourceNo })),
  raw("Data alone", JSON.stringify({ Data: encrypt(debit) }), facts({ orderNo: sourceNo })),
  raw(
    "Data and our number",
    JSON.stringify({ sourceNo, Data: encrypt(debit) }),
    facts({ orderNo: sourceNo }),
  ),
  raw("the bare cipher text", encrypt(debit), facts({ orderNo: sourceNo, status: "succeeded" })),
  raw("the cipher text as JSON text", JSON.stringify(encrypt(debit)), facts({ orderNo: sourceNo })),
  raw(
    "data and Data, which could be read two ways",
    JSON.stringify({ data: encrypt(debit), Data: encrypt(debit) }),
    refused("unexpected_fields"),
  ),
  callback(
    "a paid order without its amount",
    JSON.stringify({ ...info, fiatAmount: null }),
    facts({ status: "succeeded", amountText: null, amountUntold: true }),
  ),
  callback(
    "a number of theirs that is none",
    JSON.stringify({ ...info, id: "1\u00002" }),
    facts({ status: "succeeded", providerOrderId: null }),
  ),
  callback(
    "under both names",
    JSON.stringify({ channelDebitOrderSimpleInfo: info, channelCreditOrderSimpleInfo: info }),
    refused("unexpected_fields"),
  ),
  callback("in another's cipher", debit, refused("wrong_encryption"), {
    data: encrypt(debit, "x".repeat(32)),
  }),
  callback("in clear", debit, refused("wrong_encryption"), { data: debit }),
  callback(
    "with a key twice inside",
    debit.replace("}}", ',"processCode":30}}'),
    refused("wrong_encryption"),
  ),
  callback("without a code", JSON.stringify({ ...info, processCode: null }), refused("unexpected_fields")),
  callback("a list inside", "[]", refused("unexpected_fields")),
];
