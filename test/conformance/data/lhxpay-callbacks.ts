/**
 * LHXPay's callbacks, signed by hand.
 * Source: docs/providers/lhxpay.md#callback, docs/providers/lhxpay.md#payouts.
 */
import type { CallbackCase } from "../data-shape.ts";
import { md5 } from "./by-hand.ts";

const credentials = { appKey: "AK", secret: "SECRET2" };
const mrn = "20261120101010abcdefghijklmnop";
type Fields = Readonly<Record<string, string>>;

function signPayIn(
  amount: string,
  originAmount: string,
  { appKey = "AK", name = "originAmount" } = {},
): string {
  return md5(`amount=${amount}&appKey=${appKey}&channel=1&mrn=${mrn}&${name}=${originAmount}&key=SECRET2`);
}
const signPayout = (amount: string) => md5(`amount=${amount}&appKey=AK&mrn=${mrn}&key=SECRET2`);

function callback(title: string, fields: Fields, expected: CallbackCase["expected"]): CallbackCase {
  const body = Buffer.from(new URLSearchParams(fields).toString());
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { title, credentials, raw: { body, headers, query: "" }, expected };
}
const facts = (report: object): CallbackCase["expected"] => ({ kind: "facts", reports: [report] });
const refused = (reason: string): CallbackCase["expected"] => ({ kind: "refused", reason });

const unsigned = { amount: "100.00", appKey: "AK", channel: "1", mrn, originAmount: "100.00" };
const honest = { ...unsigned, sign: signPayIn("100.00", "100.00") };
const { originAmount, sign, ...unspelled } = honest;
const payout = { amount: "501.00", appKey: "AK", mrn, sign: signPayout("501.00") };

export const callbacks: readonly CallbackCase[] = [
  callback(
    "a success",
    honest,
    facts({
      orderNo: mrn,
      status: "succeeded",
      amountText: "100.00",
      orderedAmountText: "100.00",
      currency: null,
    }),
  ),
  callback(
    "another amount paid than ordered",
    { ...unsigned, amount: "60.00", sign: signPayIn("60.00", "100.00") },
    facts({ amountText: "60.00", orderedAmountText: "100.00" }),
  ),
  callback(
    "amounts written short, signed as posted",
    { ...unsigned, amount: "100", originAmount: "100.0", sign: signPayIn("100", "100.0") },
    facts({ amountText: "100.00", orderedAmountText: "100.00" }),
  ),
  callback(
    "amounts written short, signed with two decimals",
    { ...unsigned, amount: "99.5", originAmount: "100", sign: signPayIn("99.50", "100.00") },
    facts({ amountText: "99.50", orderedAmountText: "100.00" }),
  ),
  callback(
    "what was ordered signed as an integer",
    { ...unsigned, sign: signPayIn("100.00", "100") },
    facts({ amountText: "100.00", orderedAmountText: "100.00" }),
  ),
  callback(
    "what was ordered spelled originalAmount",
    { ...unspelled, originalAmount: originAmount, sign },
    facts({ orderedAmountText: "100.00" }),
  ),
  callback("a field nobody told us of", { payer: "张三", ...honest }, facts({ status: "succeeded" })),
  {
    ...callback("JSON with numbers, whose text counts", {}, facts({ amountText: "100.00" })),
    raw: {
      body: Buffer.from(
        `{"amount":100.0,"appKey":"AK","channel":1,"mrn":"${mrn}","originAmount":100,"sign":"${signPayIn("100.0", "100")}"}`,
      ),
      headers: { "content-type": "application/json" },
      query: "",
    },
  },
  callback(
    "for another account, signed with our key",
    { ...unsigned, appKey: "AK2", sign: signPayIn("100.00", "100.00", { appKey: "AK2" }) },
    refused("wrong_account"),
  ),
  callback("without a signature", unsigned, refused("wrong_signature")),
  callback(
    "with an upper-case signature",
    { ...honest, sign: honest.sign.toUpperCase() },
    refused("wrong_signature"),
  ),
  callback("without what was ordered", { ...honest, originAmount: "" }, refused("unexpected_fields")),
  callback("with two things ordered", { ...honest, originalAmount: "1.00" }, refused("unexpected_fields")),
  callback(
    "with an amount that is two fields",
    { ...unsigned, amount: "100.00&appKey=AK", sign: signPayIn("100.00&appKey=AK", "100.00") },
    refused("unexpected_fields"),
  ),
  callback("with a list", { ...honest, "a[]": "1" }, refused("not_flat")),
  callback("a payout's, at a pay-in's address", payout, refused("unexpected_fields")),
  {
    ...callback(
      "a payout carried out",
      payout,
      facts({ orderNo: mrn, status: "succeeded", amountText: "501.00" }),
    ),
    isPayout: true,
  },
  {
    ...callback(
      "a payout of whole yuan",
      { ...payout, amount: "501", sign: signPayout("501.00") },
      facts({ amountText: "501.00" }),
    ),
    isPayout: true,
  },
  { ...callback("a pay-in's, at a payout's address", honest, refused("wrong_signature")), isPayout: true },
];
