/**
 * What LHXPay may answer.
 * Source: docs/providers/lhxpay.md#query, docs/providers/lhxpay.md#payouts,
 * docs/providers/lhxpay.md#balance.
 */
import type { AnswerCase } from "../data-shape.ts";
import { json } from "./by-hand.ts";
import { createAnswers } from "./lhxpay-create-answers.ts";

const unreadable = { kind: "unknown", cause: "unreadable_answer" };
const status = (orderNo: string, code: unknown, more: object = {}) =>
  json({ error: "success", result: { Mrn: orderNo, status: code, ...more } });

const queryAnswers: AnswerCase[] = [
  ...(
    [
      [0, "pending", null],
      [1, "succeeded", null],
      [2, "failed", null],
      ["1", "succeeded", null],
      [3, "pending", "3"],
      [-1, "pending", "-1"],
    ] as const
  ).map(
    ([code, read, undocumentedStatus]): AnswerCase => ({
      title: `status ${JSON.stringify(code)} is ${read}`,
      call: "query",
      answer: ({ orderNo }) => status(orderNo, code),
      expected: { kind: "report", report: { status: read, undocumentedStatus, amountText: null } },
    }),
  ),
  {
    title: "their name of our number may be written small",
    call: "query",
    answer: ({ orderNo }) => json({ error: "success", result: { mrn: orderNo, status: 1 } }),
    expected: { report: { status: "succeeded" } },
  },
  {
    title: "our number may be there in both spellings, if they agree",
    call: "query",
    answer: ({ orderNo }) => status(orderNo, 1, { mrn: orderNo }),
    expected: { report: { status: "succeeded" } },
  },
  {
    title: "our number in two spellings that disagree is in doubt",
    call: "query",
    answer: ({ orderNo }) => status(orderNo, 1, { mrn: "another" }),
    expected: unreadable,
  },
  ...["99.50", '"99.50"', "100.00", "100"].map(
    (amount): AnswerCase => ({
      title: `the amount ${amount} is told as it was written`,
      call: "query",
      answer: ({ orderNo }) => ({
        body: `{"error":"success","result":{"Mrn":"${orderNo}","status":1,"amount":${amount}}}`,
      }),
      expected: { report: { status: "succeeded", amountText: amount.replaceAll('"', "") } },
    }),
  ),
  ...[{ Mrn: "another", status: 1 }, { status: 1 }, null, 1].map(
    (result): AnswerCase => ({
      title: `an answer about ${JSON.stringify(result)} is in doubt`,
      call: "query",
      answer: () => json({ error: "success", result }),
      expected: unreadable,
    }),
  ),
  {
    title: "an answer without a status is in doubt",
    call: "query",
    answer: ({ orderNo }) => json({ error: "success", result: { Mrn: orderNo } }),
    expected: unreadable,
  },
  {
    title: "a success under an error status is not believed",
    call: "query",
    answer: ({ orderNo }) => ({ ...status(orderNo, 1), status: 400 }),
    expected: { kind: "unknown", cause: "error_status" },
  },
  ...(["query", "payout_query"] as const).map(
    (call): AnswerCase => ({
      title: "no such order under an error status is not believed",
      call,
      answer: () => json({ error: "object_not_found" }, 404),
      expected: { kind: "unknown", cause: "error_status" },
    }),
  ),
  ...(["query", "payout_query"] as const).flatMap((call) =>
    ["无效的商户账户", "商户不存在", "merchant account not found", "invalid appKey"].map(
      (errorMessage): AnswerCase => ({
        title: `no such merchant's account is no word about an order: ${errorMessage}`,
        call,
        answer: () => json({ error: "object_not_found", errorMessage }),
        expected: { kind: "refused", code: "account_refused", alarm: true },
      }),
    ),
  ),
  {
    title: "an undocumented error that says to ask later is no news",
    call: "query",
    answer: () => json({ error: "busy", errorMessage: "系统繁忙，请稍后" }),
    expected: { kind: "unknown", cause: "unclear_refusal", details: { code: "busy" } },
  },
  ...(
    [
      ["invalid_data", "request_refused"],
      ["whatever", "provider_refused"],
    ] as const
  ).map(
    ([error, code]): AnswerCase => ({
      title: `the error ${error} is our mistake and no news`,
      call: "query",
      answer: () => json({ error, errorMessage: "words of theirs" }),
      expected: { kind: "refused", code, alarm: true },
    }),
  ),
  {
    title: "a form that was handed out stays pending while they know no order",
    call: "query",
    account: "page",
    answer: () => json({ error: "object_not_found" }),
    // The suite queries an order that was never created, so it may really not exist.
    expected: { kind: "not_found" },
  },
  {
    title: "a refused signature is an alarm and no news",
    call: "query",
    answer: () => json({ error: "sign_error" }),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "no such order",
    call: "query",
    answer: () => json({ error: "object_not_found" }),
    expected: { kind: "not_found" },
  },
];

const refusedPayout = { kind: "refused", retryable: true };
const payoutErrors = [
  ["invalid_data", { ...refusedPayout, code: "request_refused", retryable: false, alarm: true }],
  ["sign_error", { ...refusedPayout, code: "signature_refused", alarm: true }],
  ["insufficient_balance", { ...refusedPayout, code: "insufficient_balance", alarm: false }],
  ["object_not_found", { ...refusedPayout, code: "account_refused", alarm: true }],
  ["mrn_duplication", { kind: "unknown", cause: "duplicate_order" }],
  ["a_new_one", { kind: "unknown", cause: "unclear_refusal", details: { code: "a_new_one" } }],
] as const;

const otherAnswers: AnswerCase[] = [
  ...payoutErrors.map(
    ([error, expected]): AnswerCase => ({
      title: `the error ${error}`,
      call: "payout",
      answer: () => json({ error, errorMessage: "错误信息" }),
      expected,
    }),
  ),
  {
    title: "a payout that is taken is not yet carried out",
    call: "payout",
    answer: () => json({ error: "success", errorMessage: "" }),
    expected: { kind: "accepted", providerOrderId: null, report: null },
  },
  {
    title: "a failed payout is told by the query alone",
    call: "payout_query",
    answer: ({ orderNo }) => status(orderNo, 2),
    expected: { kind: "report", report: { status: "failed" } },
  },
  {
    title: "a number, to the fen",
    call: "balance",
    answer: () => ({ body: '{"error":"success","result":1234.5}' }),
    expected: {
      kind: "balance",
      available: { minor: 123_450n, currency: "CNY", decimals: 2 },
      total: null,
      frozen: null,
    },
  },
  {
    title: "what is no number is in doubt",
    call: "balance",
    answer: () => json({ error: "success", result: { amount: 1 } }),
    expected: unreadable,
  },
  {
    title: "a refused signature is an alarm",
    call: "balance",
    answer: () => json({ error: "sign_error" }),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "an account that they do not know is a wrong credential",
    call: "probe",
    answer: () => json({ error: "object_not_found" }),
    expected: { kind: "wrong_credentials", code: "account_refused" },
  },
  {
    title: "a refused signature is a wrong credential",
    call: "probe",
    answer: () => json({ error: "sign_error" }),
    expected: { kind: "wrong_credentials", code: "signature_refused" },
  },
  {
    title: "a request that they do not understand is neither",
    call: "probe",
    answer: () => json({ error: "invalid_data" }),
    expected: { kind: "unexpected", code: "request_refused" },
  },
  {
    title: "another refusal is neither",
    call: "probe",
    answer: () => json({ error: "whatever" }),
    expected: { kind: "unexpected", code: "provider_refused" },
  },
];

export const answers: readonly AnswerCase[] = [...createAnswers, ...queryAnswers, ...otherAnswers];
