/**
 * What BharatPay may answer to a creation.
 * Source: docs/providers/bharatpay.md#answer, docs/providers/bharatpay.md#pay-ins.
 */
import { expect } from "vitest";
import type { AnswerCase } from "../data-shape.ts";
import { done, duplicate, info, record, refused, unreadable } from "./bharatpay-order.ts";

/** What may be among the links to apps, of which two are. */
const mixedLinks = {
  a: "javascript:alert(1)",
  b: "https://evil.example",
  c: "intent://pay#Intent;scheme=upi;end",
  d: "upi:\n//pay",
  e: "gpay://upi/pay",
  f: "UPI://pay?pa=x@y",
  g: "",
  h: 7,
  i: "not a link",
};

export const createAnswers: AnswerCase[] = [
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
      notes: [],
    },
  },
  {
    title: "a UPI address among the links will do",
    call: "create",
    answer: ({ orderNo }) =>
      done({ channelDebitOrderSimpleInfo: info(orderNo), deeplink: { other: "upi://pay?pa=x@y" } }),
    expected: { nextAction: { type: "display_qr", data: "upi://pay?pa=x@y" } },
  },
  ...[
    {},
    { channelPaymentRecordSimpleInfo: null, deeplink: null },
    { deeplink: { gpay: "gpay://upi/pay", other: null } },
    { channelPaymentRecordSimpleInfo: { ...record, upiUrl: "https://not.upi.example" } },
  ].map(
    (way): AnswerCase => ({
      title: `without one it is the cashier: ${JSON.stringify(way)}`,
      call: "create",
      answer: ({ orderNo }) => done({ channelCreditOrderSimpleInfo: info(orderNo), ...way }),
      expected: { nextAction: { type: "redirect", url: "https://cashier.example/c/1" } },
    }),
  ),
  {
    title: "only the apps' own schemes are links, in the order they came",
    call: "create",
    answer: ({ orderNo }) =>
      done({ channelCreditOrderSimpleInfo: info(orderNo, { cashierLink: null }), deeplink: mixedLinks }),
    expected: {
      nextAction: {
        type: "display_qr",
        data: "UPI://pay?pa=x@y",
        links: [
          { name: "e", url: "gpay://upi/pay" },
          { name: "f", url: "UPI://pay?pa=x@y" },
        ],
        url: null,
      },
    },
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
  ...[null, "", "/c/1", "javascript:alert(1)", "data:text/html,x", "https://u:p@x.example"].flatMap(
    (cashierLink): AnswerCase[] => [
      {
        title: `an order whose only way to pay is ${JSON.stringify(cashierLink)} is in doubt`,
        call: "create",
        answer: ({ orderNo }) => done({ channelCreditOrderSimpleInfo: info(orderNo, { cashierLink }) }),
        expected: unreadable,
      },
      {
        title: `beside a QR code no browser is sent to ${JSON.stringify(cashierLink)}`,
        call: "create",
        answer: ({ orderNo }) =>
          done({
            channelCreditOrderSimpleInfo: info(orderNo, { cashierLink }),
            channelPaymentRecordSimpleInfo: record,
          }),
        expected: { nextAction: { type: "display_qr", url: null } },
      },
    ],
  ),
  {
    title: "an order that failed at once is told as failed",
    call: "create",
    answer: ({ orderNo }) => done({ channelCreditOrderSimpleInfo: info(orderNo, { processCode: 40 }) }),
    expected: { kind: "accepted", report: { status: "failed" } },
  },
  {
    title: "a code that nobody knows is told at once",
    call: "create",
    answer: ({ orderNo }) => done({ channelCreditOrderSimpleInfo: info(orderNo, { processCode: 77 }) }),
    expected: { kind: "accepted", report: { status: "pending", undocumentedStatus: "77" } },
  },
  ...[30, 50].map(
    (processCode): AnswerCase => ({
      title: `processCode ${processCode} before anybody could pay is left to a query`,
      call: "create",
      answer: ({ orderNo }) => done({ channelCreditOrderSimpleInfo: info(orderNo, { processCode }) }),
      expected: {
        kind: "accepted",
        report: null,
        notes: [expect.stringContaining("a query will tell")],
      },
    }),
  ),
  {
    title: "an answer about no order is in doubt",
    call: "create",
    answer: () => done({}),
    expected: unreadable,
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
    title: "a refusal without words is one",
    call: "create",
    answer: refused(1, null),
    expected: { kind: "refused", code: "provider_refused", alarm: false, details: { code: "1" } },
  },
  {
    title: "a refusal under an error status is not believed",
    call: "create",
    answer: refused(1, null, 400),
    expected: { kind: "unknown", cause: "error_status" },
  },
  {
    title: "not being known there is an alarm",
    call: "create",
    answer: refused(401, "?"),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  ...[401, 403].map(
    (status): AnswerCase => ({
      title: `being kept out with ${status} is no answer: it may be a firewall's`,
      call: "create",
      answer: refused(9, "?", status),
      expected: { kind: "unknown", cause: "access_denied" },
    }),
  ),
  ...(["create", "payout", "query", "payout_query"] as const).flatMap((call): AnswerCase[] => [
    {
      title: "a busy system has said nothing of the order",
      call,
      answer: refused(500, "System busy, please query later"),
      expected: {
        kind: "unknown",
        cause: "unclear_refusal",
        details: { code: "500", message: "System busy, please query later" },
      },
    },
    {
      title: "a code without BharatPay's other fields is a gateway's",
      call,
      answer: () => ({ body: '{"code":"404","msg":"Order not found"}' }),
      expected: unreadable,
    },
  ]),
  {
    title: "an amount that they do not take is no alarm",
    call: "create",
    answer: refused(1003, "amount is too small"),
    expected: { kind: "refused", code: "amount_refused", alarm: false },
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
    expected: { kind: "unknown", cause: "error_status" },
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
