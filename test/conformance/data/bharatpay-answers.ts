/**
 * What BharatPay may answer.
 * Source: docs/providers/bharatpay.md#answer, docs/providers/bharatpay.md#pay-ins,
 * docs/providers/bharatpay.md#process-codes, docs/providers/bharatpay.md#balance.
 */
import type { AnswerCase } from "../data-shape.ts";
import { json } from "./by-hand.ts";

const unreadable = { kind: "unknown", cause: "unreadable_answer" };
const duplicate = { kind: "unknown", cause: "duplicate_order" };
const info = (orderNo: string, more: object = {}) => ({
  id: 123,
  merchantSourceNo: orderNo,
  fiatAmount: 100.5,
  processCode: 10,
  paid: false,
  cashierLink: "https://cashier.example/c/1",
  createdTime: "2026-11-20T12:00:00Z",
  ...more,
});
const record = { utr: null, upi: "m@bank", upiUrl: "upi://pay?pa=m@bank", errorMessage: null };
const done = (result: unknown) => json({ code: 0, errorDesc: null, result });
const refused =
  (code: number, errorDesc: string | null, status = 200) =>
  () =>
    json({ code, errorDesc, result: null }, status);

const createAnswers: AnswerCase[] = [
  {
    title: "a UPI address is a QR code, with the apps' links and the cashier",
    call: "create",
    answer: ({ orderNo }) =>
      done({
        channelCreditOrderSimpleInfo: info(orderNo),
        channelPaymentRecordSimpleInfo: record,
        deeplink: { gpay: "tez://upi/pay", phonepe: "phonepe://pay", paytmmp: "paytmmp://pay", other: null },
      }),
    expected: {
      kind: "accepted",
      providerOrderId: "123",
      nextAction: {
        type: "display_qr",
        data: "upi://pay?pa=m@bank",
        links: [
          { name: "gpay", url: "tez://upi/pay" },
          { name: "phonepe", url: "phonepe://pay" },
          { name: "paytmmp", url: "paytmmp://pay" },
        ],
        url: "https://cashier.example/c/1",
      },
      expiresAt: null,
      report: null,
    },
  },
  {
    title: "a UPI address among the links will do",
    call: "create",
    answer: ({ orderNo }) =>
      done({ channelDebitOrderSimpleInfo: info(orderNo), deeplink: { other: "upi://pay?pa=x@y" } }),
    expected: { nextAction: { type: "display_qr", data: "upi://pay?pa=x@y" } },
  },
  {
    title: "without one it is the cashier",
    call: "create",
    answer: ({ orderNo }) =>
      done({ channelCreditOrderSimpleInfo: info(orderNo), deeplink: { gpay: "gpay://upi/pay" } }),
    expected: { nextAction: { type: "redirect", url: "https://cashier.example/c/1" } },
  },
  {
    title: "links of other schemes are not handed on",
    call: "create",
    answer: ({ orderNo }) =>
      done({
        channelCreditOrderSimpleInfo: info(orderNo, { cashierLink: "javascript:alert(1)" }),
        channelPaymentRecordSimpleInfo: record,
        deeplink: { gpay: "javascript:alert(1)", phonepe: "https://evil.example", other: "intent://x" },
      }),
    expected: { nextAction: { type: "display_qr", links: [], url: null } },
  },
  {
    title: "an order without a way to pay it is in doubt",
    call: "create",
    answer: ({ orderNo }) => done({ channelCreditOrderSimpleInfo: info(orderNo, { cashierLink: null }) }),
    expected: unreadable,
  },
  {
    title: "an order that failed at once is told as failed",
    call: "create",
    answer: ({ orderNo }) => done({ channelCreditOrderSimpleInfo: info(orderNo, { processCode: 40 }) }),
    expected: { kind: "accepted", report: { status: "failed" } },
  },
  {
    title: "an answer about another order is in doubt",
    call: "create",
    answer: () => done({ channelCreditOrderSimpleInfo: info("another") }),
    expected: unreadable,
  },
  {
    title: "an answer under both names can be read two ways",
    call: "create",
    answer: ({ orderNo }) =>
      done({ channelCreditOrderSimpleInfo: info(orderNo), channelDebitOrderSimpleInfo: info(orderNo) }),
    expected: unreadable,
  },
  {
    title: "a result in another's cipher says nothing",
    call: "create",
    answer: () => done("M2SwiX1fxQ5aJ34scDi0zA=="),
    expected: unreadable,
  },
  {
    title: "code other than 0 is a refusal",
    call: "create",
    answer: refused(1010, "Channel is not available"),
    expected: { kind: "refused", code: "provider_refused", retryable: true, alarm: false },
  },
  {
    title: "a refusal without words is one, whatever its HTTP status",
    call: "create",
    answer: refused(1, null, 400),
    expected: { kind: "refused", code: "provider_refused", alarm: false },
  },
  {
    title: "not being known there is an alarm",
    call: "create",
    answer: refused(401, "?", 401),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "a key that they cannot read by is an alarm",
    call: "create",
    answer: refused(1002, "Data decryption failed"),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "a number that they have already is an order that exists",
    call: "create",
    answer: refused(1004, "SourceNo already exists"),
    expected: duplicate,
  },
  {
    title: "a success under an error status is not believed",
    call: "create",
    answer: ({ orderNo }) => ({ ...done({ channelCreditOrderSimpleInfo: info(orderNo) }), status: 400 }),
    expected: unreadable,
  },
  ...[
    "null",
    "[]",
    "1",
    "{}",
    '{"code":0}',
    '{"code":0,"result":null}',
    '{"code":[0]}',
    '{"code":5,"code":0}',
  ].map(
    (body): AnswerCase => ({
      title: `the JSON ${body} says nothing`,
      call: "create",
      answer: () => ({ body }),
      expected: unreadable,
    }),
  ),
];

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
        answer: ({ orderNo }) => done({ channelDebitOrderSimpleInfo: info(orderNo, { processCode }) }),
        expected: { kind: "report", report: { status, undocumentedStatus } },
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
    title: "an answer about another order is in doubt",
    call: "query",
    answer: () => done({ channelCreditOrderSimpleInfo: info("another", { processCode: 30 }) }),
    expected: unreadable,
  },
  {
    title: "no result is no order",
    call: "query",
    answer: () => done(null),
    expected: { kind: "not_found" },
  },
  {
    title: "no such order",
    call: "query",
    answer: refused(1005, "Order does not exist"),
    expected: { kind: "not_found" },
  },
  {
    title: "not being known there is an alarm and no news",
    call: "query",
    answer: refused(401, "Unauthorized", 401),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
];

const otherAnswers: AnswerCase[] = [
  {
    title: "a payout that is taken is not yet carried out",
    call: "payout",
    answer: ({ orderNo }) => done({ channelDebitOrderSimpleInfo: info(orderNo) }),
    expected: { kind: "accepted", providerOrderId: "123", report: null },
  },
  {
    title: "a payout that they have already is in doubt",
    call: "payout",
    answer: refused(1004, "SourceNo already exists"),
    expected: duplicate,
  },
  {
    title: "a payout for which there is no money is refused",
    call: "payout",
    answer: refused(1006, "Insufficient balance"),
    expected: { kind: "refused", alarm: false },
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
    title: "not being known there is an alarm",
    call: "balance",
    answer: refused(401, "Unauthorized", 401),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "a merchant id that they do not know is a wrong credential",
    call: "probe",
    answer: refused(401, "Unauthorized", 401),
    expected: { kind: "wrong_credentials", code: "signature_refused" },
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
    answer: refused(9, "busy"),
    expected: { kind: "unexpected", code: "provider_refused" },
  },
];

export const answers: readonly AnswerCase[] = [...createAnswers, ...queryAnswers, ...otherAnswers];
