/**
 * What LHXPay may answer.
 * Source: docs/providers/lhxpay.md#pay-ins, docs/providers/lhxpay.md#query, docs/providers/lhxpay.md#payouts,
 * docs/providers/lhxpay.md#balance.
 */
import { expect } from "vitest";
import type { AnswerCase } from "../data-shape.ts";
import { json } from "./by-hand.ts";

const unreadable = { kind: "unknown", cause: "unreadable_answer" };
const refused = (errorMsg: string) => () => json({ success: false, errorMsg, payUrl: null });
const status = (orderNo: string, code: unknown, more: object = {}) =>
  json({ error: "success", result: { Mrn: orderNo, status: code, ...more } });

const createAnswers: AnswerCase[] = [
  {
    title: "path and query go on the gateway's origin",
    call: "create",
    answer: () => json({ success: true, errorMsg: null, payUrl: "/api/Pay?id=some-id&channel=SomeChannel" }),
    expected: {
      kind: "accepted",
      providerOrderId: null,
      nextAction: {
        type: "redirect",
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/api\/Pay\?id=some-id&channel=SomeChannel$/),
      },
      expiresAt: null,
      report: null,
    },
  },
  ...["//evil.example/p", "https://evil.example/p", "/\\evil.example", "javascript:alert(1)", "", null].map(
    (payUrl): AnswerCase => ({
      title: `the page ${JSON.stringify(payUrl)} is nowhere to send a customer, but there is an order`,
      call: "create",
      answer: () => json({ success: true, payUrl }),
      expected: unreadable,
    }),
  ),
  {
    title: "客满, no capacity for that amount, may be served by another account",
    call: "create",
    answer: refused("该金额客满，请更换金额"),
    expected: { kind: "refused", code: "no_capacity", retryable: true, alarm: false },
  },
  {
    title: "签名 is our mistake",
    call: "create",
    answer: refused("签名错误"),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "signature is our mistake",
    call: "create",
    answer: refused("Signature does not match"),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "another text is a refusal, whatever its HTTP status",
    call: "create",
    answer: () => json({ success: false, errorMsg: "通道维护" }, 400),
    expected: { kind: "refused", code: "provider_refused", alarm: false },
  },
  {
    title: "a number that they have already is an order that exists",
    call: "create",
    answer: refused("平台单号冲突"),
    expected: { kind: "unknown", cause: "duplicate_order" },
  },
  {
    title: "a success under an error status is not believed",
    call: "create",
    answer: () => json({ success: true, payUrl: "/api/Pay?id=1" }, 400),
    expected: unreadable,
  },
  ...["null", "[]", "1", "{}", '{"success":"true","payUrl":"/p"}', '{"success":true,"success":false}'].map(
    (body): AnswerCase => ({
      title: `the JSON ${body} says nothing`,
      call: "create",
      answer: () => ({ body }),
      expected: unreadable,
    }),
  ),
];

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
    title: "an amount is told as it was written",
    call: "query",
    answer: ({ orderNo }) => ({
      body: `{"error":"success","result":{"Mrn":"${orderNo}","status":1,"amount":99.50}}`,
    }),
    expected: { report: { status: "succeeded", amountText: "99.50" } },
  },
  {
    title: "an answer about another order is in doubt",
    call: "query",
    answer: () => status("another", 1),
    expected: unreadable,
  },
  {
    title: "a form that was handed out stays pending while they know no order",
    call: "query",
    account: "page",
    answer: () => json({ error: "object_not_found" }),
    // The suite asks without having created: then it may really not be there.
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

const payoutErrors = [
  ["invalid_data", { kind: "refused", code: "request_refused", alarm: true }],
  ["sign_error", { kind: "refused", code: "signature_refused", alarm: true }],
  ["insufficient_balance", { kind: "refused", code: "insufficient_balance", alarm: false }],
  ["object_not_found", { kind: "refused", code: "account_refused", alarm: true }],
  ["mrn_duplication", { kind: "unknown", cause: "duplicate_order" }],
  ["a_new_one", unreadable],
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
    title: "another refusal is neither",
    call: "probe",
    answer: () => json({ error: "busy" }),
    expected: { kind: "unexpected", code: "provider_refused" },
  },
];

export const answers: readonly AnswerCase[] = [...createAnswers, ...queryAnswers, ...otherAnswers];
