/**
 * What BharatPay may answer.
 * Source: docs/providers/bharatpay.md#answer, docs/providers/bharatpay.md#process-codes,
 * docs/providers/bharatpay.md#balance.
 */
import { expect } from "vitest";
import type { AnswerCase } from "../data-shape.ts";
import { createAnswers } from "./bharatpay-create-answers.ts";
import { done, duplicate, info, refused, unreadable } from "./bharatpay-order.ts";

const processCodes = [
  [30, "succeeded", null],
  [40, "failed", null],
  [10, "pending", null],
  [20, "pending", null],
  [50, "reversed", null],
  [60, "failed", null],
  ["30", "succeeded", null],
  [31, "pending", "31"],
  [0, "pending", "0"],
] as const;

const queryAnswers: AnswerCase[] = [
  ...(["query", "payout_query"] as const).flatMap((call) =>
    processCodes.map(
      ([processCode, status, undocumentedStatus]): AnswerCase => ({
        title: `processCode ${JSON.stringify(processCode)} is ${status}`,
        call,
        // `paid` says the opposite: the code counts.
        answer: ({ orderNo }) =>
          done({
            channelDebitOrderSimpleInfo: info(orderNo, { processCode, paid: status !== "succeeded" }),
          }),
        expected: {
          kind: "report",
          report: {
            providerOrderId: "123",
            status,
            amountText: status === "succeeded" ? "100.5" : null,
            undocumentedStatus,
            nextAction: { type: "redirect" },
          },
        },
      }),
    ),
  ),
  {
    title: "an amount keeps the text it has",
    call: "query",
    answer: ({ orderNo }) => ({
      body: `{"code":0,"result":{"channelCreditOrderSimpleInfo":{"id":1,"merchantSourceNo":"${orderNo}","fiatAmount":100.50,"processCode":30}}}`,
    }),
    expected: { report: { amountText: "100.50", providerOrderId: "1" } },
  },
  {
    title: "what decides nothing and cannot be read is left out, and the order counts",
    call: "query",
    answer: ({ orderNo }) =>
      done({ channelCreditOrderSimpleInfo: info(orderNo, { processCode: 30, cashierLink: 5 }) }),
    expected: { report: { status: "succeeded" } },
  },
  {
    title: "an answer about another order is in doubt",
    call: "query",
    answer: () => done({ channelCreditOrderSimpleInfo: info("another", { processCode: 30 }) }),
    expected: unreadable,
  },
  {
    title: "no result is no word about an order",
    call: "query",
    answer: () => done(null),
    expected: { kind: "unknown", cause: "unreadable_answer" },
  },
  {
    title: "no such order",
    call: "query",
    answer: refused(1005, "Order does not exist"),
    expected: { kind: "not_found" },
  },
  {
    title: "a key that they cannot read by is an alarm and no news",
    call: "query",
    answer: refused(1002, "Data decryption failed"),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "another refusal is no news and no alarm",
    call: "query",
    answer: refused(5, "?"),
    expected: { kind: "refused", code: "provider_refused", alarm: false },
  },
  {
    title: "not being known there is an alarm and no news",
    call: "query",
    answer: refused(401, "Unauthorized"),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "what is said under 404 is no news, even that there is no such order",
    call: "query",
    answer: refused(1005, "Order does not exist", 404),
    expected: { kind: "unknown", cause: "error_status" },
  },
  {
    title: "a paid order without its amount leaves the amount open",
    call: "query",
    answer: ({ orderNo }) =>
      done({ channelCreditOrderSimpleInfo: info(orderNo, { processCode: 30, fiatAmount: null }) }),
    expected: { report: { status: "succeeded", amountText: null, amountUntold: true } },
  },
  {
    title: "the bank's number and the reason of a failure are kept",
    call: "query",
    answer: ({ orderNo }) =>
      done({
        channelCreditOrderSimpleInfo: info(orderNo, { processCode: 40 }),
        channelPaymentRecordSimpleInfo: { utr: 412345678901, errorMessage: "Declined by\u0000 bank" },
      }),
    expected: {
      report: {
        details: { utr: "412345678901", feeText: null, code: "40", message: "Declined by bank" },
      },
    },
  },
];

const otherAnswers: AnswerCase[] = [
  {
    title: "a payout that is taken is not yet carried out",
    call: "payout",
    answer: ({ orderNo }) => done({ channelDebitOrderSimpleInfo: info(orderNo) }),
    expected: { kind: "accepted", providerOrderId: "123", report: null },
  },
  ...(
    [
      [40, { status: "failed" }],
      [60, { status: "failed" }],
      [30, null],
      [50, null],
    ] as const
  ).map(
    ([processCode, report]): AnswerCase => ({
      title: `a payout that is at processCode ${processCode} at once is ${report ? "told as failed" : "asked about"}`,
      call: "payout",
      answer: ({ orderNo }) => done({ channelDebitOrderSimpleInfo: info(orderNo, { processCode }) }),
      expected: {
        kind: "accepted",
        report,
        notes: report === null ? [expect.stringContaining("a query will tell")] : [],
      },
    }),
  ),
  {
    title: "an answer about another payout is in doubt",
    call: "payout",
    answer: () => done({ channelDebitOrderSimpleInfo: info("another") }),
    expected: unreadable,
  },
  {
    title: "an answer about no payout is in doubt",
    call: "payout",
    answer: () => done(null),
    expected: unreadable,
  },
  {
    title: "a payout that they have already is in doubt",
    call: "payout",
    answer: refused(1004, "SourceNo already exists"),
    expected: duplicate,
  },
  {
    title: "a refusal of a payout is in doubt: the documentation has no codes",
    call: "payout",
    answer: refused(1006, "Insufficient balance"),
    expected: {
      kind: "unknown",
      cause: "unclear_refusal",
      details: { code: "1006", message: "Insufficient balance" },
    },
  },
  {
    title: "balance, frozenBalance and remainBalance, to the paisa",
    call: "balance",
    answer: () => ({
      body: '{"code":0,"result":{"balance":1234.5,"frozenBalance":"0.07","remainBalance":1234.43}}',
    }),
    expected: {
      kind: "balance",
      total: { minor: 123_450n, currency: "INR", decimals: 2 },
      frozen: { minor: 7n },
      available: { minor: 123_443n },
    },
  },
  {
    title: "another refusal is no alarm",
    call: "balance",
    answer: refused(7, "?"),
    expected: { kind: "refused", code: "provider_refused", alarm: false },
  },
  {
    title: "a list is no balance",
    call: "balance",
    answer: () => done([1]),
    expected: unreadable,
  },
  {
    title: "not being known there is an alarm",
    call: "balance",
    answer: refused(401, "Unauthorized"),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "a merchant id that they do not know is a wrong credential",
    call: "probe",
    answer: refused(401, "Unauthorized", 401),
    expected: { kind: "wrong_credentials", code: "access_denied" },
  },
  {
    title: "an access key that they cannot read by is a wrong credential",
    call: "probe",
    answer: (request) =>
      request.method === "GET" ? done({ remainBalance: 1 }) : refused(1002, "Data decryption failed")(),
    expected: { kind: "wrong_credentials", code: "signature_refused" },
  },
  {
    title: "another refusal is neither",
    call: "probe",
    answer: refused(9, "not open"),
    expected: { kind: "unexpected", code: "provider_refused" },
  },
];

export const answers: readonly AnswerCase[] = [...createAnswers, ...queryAnswers, ...otherAnswers];
