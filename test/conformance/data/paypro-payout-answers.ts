/**
 * What PayPro may answer about payouts and balance.
 * Source: docs/providers/paypro.md#payouts, docs/providers/paypro.md#balance.
 */
import { expect } from "vitest";
import type { AnswerCase } from "../data-shape.ts";
import { json } from "./by-hand.ts";
import { taken } from "./paypro-order.ts";

export const payoutAnswers: readonly AnswerCase[] = [
  {
    title: "a payout that is taken is not yet carried out",
    call: "payout",
    answer: ({ orderNo }) => taken({ tradeNo: orderNo, platFormTradeNo: "PF9", status: "0015" }),
    expected: { kind: "accepted", providerOrderId: "PF9", report: null },
  },
  {
    title: "a request that PayPro says it has not taken is a refusal",
    call: "payout",
    answer: () => json({ code: "4011", msg: "insufficient balance", success: false, data: null }),
    expected: {
      kind: "refused",
      code: "provider_refused",
      alarm: false,
      details: { code: "4011", message: "insufficient balance" },
    },
  },
  ...[
    "order is being processed",
    "System busy",
    "tradeNo already exists",
    "Network error",
    "Channel no response",
    "Submitted, awaiting bank confirmation",
    "tradeNo has been used",
  ].map(
    (msg): AnswerCase => ({
      title: `"${msg}" is in doubt all the same`,
      call: "payout",
      answer: () => json({ code: "4012", msg, success: false, data: null }),
      expected: { kind: "unknown" },
    }),
  ),
  {
    title: "a code without PayPro's success is in doubt: a gateway has codes, too",
    call: "payout",
    answer: () => json({ code: "4011", msg: "insufficient balance" }),
    expected: {
      kind: "unknown",
      cause: "unclear_refusal",
      details: { code: "4011", message: "insufficient balance" },
    },
  },
  {
    title: "a refused signature without it is in doubt, too, and an alarm",
    call: "payout",
    answer: () => json({ code: "4004", msg: "sign verification failed" }),
    expected: { kind: "unknown", cause: "unclear_refusal", alarmCode: "signature_refused" },
  },
  ...(["payout", "payout_query"] as const).flatMap((call) =>
    [404, 408].map(
      (status): AnswerCase => ({
        title: `a gateway's ${status} says nothing of the payout`,
        call,
        answer: () => json({ code: String(status), msg: "Not Found" }, status),
        expected: { kind: "unknown", cause: "error_status" },
      }),
    ),
  ),
  {
    title: "a gateway's words under 200 say nothing of it either",
    call: "payout_query",
    answer: () => json({ code: "404", msg: "Not Found" }),
    expected: { kind: "unknown", cause: "unclear_refusal" },
  },
  ...["0000", "0001"].map(
    (status): AnswerCase => ({
      title: `a payout's creation that says ${status} is not believed, as a pay-in's is not`,
      call: "payout",
      answer: ({ orderNo }) => taken({ tradeNo: orderNo, status }),
      expected: { kind: "accepted", report: null, notes: [expect.stringContaining("a query will tell")] },
    }),
  ),
  ...(["create", "payout"] as const).map(
    (call): AnswerCase => ({
      title: "a status that is no code is told at once, so that it is counted",
      call,
      answer: ({ orderNo }) => taken({ tradeNo: orderNo, status: "WAITING", paymentInfo: "684180" }),
      expected: {
        kind: "accepted",
        report: { orderNo: expect.any(String), status: "pending", undocumentedStatus: "WAITING" },
      },
    }),
  ),
  {
    title: "a payout's error code is a refusal, because the documentation calls it a failure",
    call: "payout",
    answer: ({ orderNo }) => taken({ tradeNo: orderNo, status: "00029", desc: "REJECTED_TRANSACTION" }),
    expected: { kind: "refused" },
  },
  {
    title: "00032 for a payout is in doubt, and it is never sent again",
    call: "payout",
    answer: ({ orderNo }) => taken({ tradeNo: orderNo, status: "00032" }),
    expected: { kind: "unknown", cause: "server_error" },
  },
  ...(["payout", "payout_query"] as const).map(
    (call): AnswerCase => ({
      title: "an answer about another order is in doubt",
      call,
      answer: () => taken({ tradeNo: "another", status: "0015" }),
      expected: { kind: "unknown", cause: "unreadable_answer" },
    }),
  ),
  {
    title: "an error code that is about the amount says so",
    call: "payout",
    answer: ({ orderNo }) => taken({ tradeNo: orderNo, status: "00029", desc: "amount is out of limits" }),
    expected: { kind: "refused", code: "amount_refused" },
  },
  {
    title: "a payout that they have already is in doubt",
    call: "payout",
    answer: () => json({ code: "4009", msg: "tradeNo already exists" }),
    expected: { kind: "unknown", cause: "duplicate_order" },
  },
  {
    title: "00032 is asked again",
    call: "payout_query",
    answer: ({ orderNo }) => taken({ tradeNo: orderNo, status: "00032" }),
    expected: { kind: "unknown", cause: "server_error" },
  },
  ...[
    ["5000", "System error"],
    ["9001", "System busy, please query later"],
    ["408", "timeout"],
    ["0016", "bank processing"],
  ].map(
    ([status = "", desc]): AnswerCase => ({
      title: `an error code about their own trouble is no answer: ${status} ${desc}`,
      call: "payout_query",
      answer: ({ orderNo }) => taken({ tradeNo: orderNo, status, desc }),
      expected: { kind: "unknown" },
    }),
  ),
  {
    title: "an error code is a failure",
    call: "payout_query",
    answer: ({ orderNo }) => taken({ tradeNo: orderNo, status: "0100020" }),
    expected: { report: { status: "failed" } },
  },
  {
    title: "a payout carried out is told with its amount and their number",
    call: "payout_query",
    answer: ({ orderNo }) =>
      taken({ tradeNo: orderNo, platFormTradeNo: "PF9", status: "0000", amount: "501" }),
    expected: {
      kind: "report",
      report: { status: "succeeded", amountText: "501", providerOrderId: "PF9", undocumentedStatus: null },
    },
  },
  {
    title: "a status that is no code is neither success nor failure",
    call: "payout_query",
    answer: ({ orderNo }) => taken({ tradeNo: orderNo, status: "WAITING", amount: "501" }),
    expected: { report: { status: "pending", amountText: null, undocumentedStatus: "WAITING" } },
  },
  {
    title: "figures that are not there are no balance",
    call: "balance",
    answer: () => taken({ freezeAmount: "1" }),
    expected: { kind: "unknown", cause: "unreadable_answer" },
  },
  {
    title: "availablAmount and freezeAmount, to the centavo",
    call: "balance",
    answer: () => ({ body: '{"code":"0000","data":{"availablAmount":1234.5,"freezeAmount":"0.07"}}' }),
    expected: {
      kind: "balance",
      available: { minor: 123_450n, currency: "MXN", decimals: 2 },
      frozen: { minor: 7n },
      total: null,
    },
  },
  {
    title: "a refused signature is an alarm",
    call: "balance",
    answer: () => json({ code: "4004", msg: "sign verification failed" }),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "another merchant's number is a wrong credential",
    call: "probe",
    answer: () => json({ code: "4003", msg: "merchant does not exist" }),
    expected: { kind: "wrong_credentials" },
  },
  {
    title: "another refusal is neither",
    call: "probe",
    answer: () => json({ code: "4010", msg: "not open" }),
    expected: { kind: "unexpected", code: "provider_refused" },
  },
];
