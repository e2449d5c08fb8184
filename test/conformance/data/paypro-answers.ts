/**
 * What PayPro may answer.
 * Source: docs/providers/paypro.md#two-layers, docs/providers/paypro.md#order-data.
 */
import { expect } from "vitest";
import type { AnswerCase } from "../data-shape.ts";
import { json } from "./by-hand.ts";
import { order, taken } from "./paypro-order.ts";

const createAnswers: AnswerCase[] = [
  {
    title: "the docs' sample gives the code to show, 19 digits and all",
    call: "create",
    answer: ({ orderNo }) => taken(order(orderNo)),
    expected: {
      kind: "accepted",
      providerOrderId: "68o0uwogz7mnzutt",
      nextAction: { type: "display_code", codeType: "va", code: "6841800930023213210", barcode: null },
      expiresAt: null,
      report: null,
      notes: [],
    },
  },
  {
    title: "the provider's number is read under its other name, too",
    call: "create",
    answer: ({ orderNo }) => taken(order(orderNo, { payproTradeNo: undefined, platFormTradeNo: "PF1" })),
    expected: { kind: "accepted", providerOrderId: "PF1" },
  },
  {
    title: "a CLABE with its control digit is shown without a note",
    call: "create",
    answer: ({ orderNo }) => taken(order(orderNo, { paymentInfo: "032180000118359719" })),
    expected: { kind: "accepted", nextAction: { code: "032180000118359719" }, notes: [] },
  },
  {
    title: "a CLABE whose control digit is off is shown all the same, with a note for the operator",
    call: "create",
    answer: ({ orderNo }) => taken(order(orderNo, { paymentInfo: "032180000118359710" })),
    expected: {
      kind: "accepted",
      nextAction: { code: "032180000118359710" },
      notes: [expect.stringContaining("control digit")],
    },
  },
  {
    title: "a store number has a bar code",
    call: "create",
    nth: 1,
    answer: ({ orderNo }) => taken(order(orderNo)),
    expected: {
      nextAction: {
        type: "display_code",
        codeType: "store",
        code: "6841800930023213210",
        barcode: "code128",
        details: [],
      },
    },
  },
  {
    title: "the hosted page is a redirect",
    call: "create",
    nth: 2,
    answer: ({ orderNo }) =>
      taken(order(orderNo, { paymentInfo: "", paymentUrl: "https://pay.example/p/1?a=b" })),
    expected: { kind: "accepted", nextAction: { type: "redirect", url: "https://pay.example/p/1?a=b" } },
  },
  ...["javascript:alert(1)", "data:text/html,x", "//pay.example/p", "", "https://user:pw@pay.example/"].map(
    (paymentUrl): AnswerCase => ({
      title: `the page ${JSON.stringify(paymentUrl)} is nowhere to send a customer`,
      call: "create",
      nth: 2,
      answer: ({ orderNo }) => taken(order(orderNo, { paymentUrl })),
      expected: { kind: "unknown", cause: "unreadable_answer" },
    }),
  ),
  ...["0000", "0001"].map(
    (status): AnswerCase => ({
      title: `a creation that says ${status} is not believed: the code was never shown, a query will tell`,
      call: "create",
      answer: ({ orderNo }) => taken(order(orderNo, { status })),
      expected: { kind: "accepted", report: null, notes: [expect.stringContaining("a query will tell")] },
    }),
  ),
  {
    title: "an order without a code to show is in doubt",
    call: "create",
    answer: ({ orderNo }) => taken(order(orderNo, { paymentInfo: "" })),
    expected: { kind: "unknown", cause: "unreadable_answer" },
  },
  {
    title: "an answer about another order is in doubt",
    call: "create",
    answer: () => taken(order("another")),
    expected: { kind: "unknown", cause: "unreadable_answer" },
  },
  {
    title: "an error code inside a good envelope is a refusal",
    call: "create",
    answer: ({ orderNo }) =>
      taken(order(orderNo, { status: "0100019", desc: "channel closed", paymentInfo: "" })),
    expected: { kind: "refused", code: "provider_refused", retryable: true, alarm: false },
  },
  {
    title: "an error code that is about the amount says so",
    call: "create",
    answer: ({ orderNo }) => taken(order(orderNo, { status: "0100019", desc: "amount is out of limits" })),
    expected: { kind: "refused", code: "amount_refused" },
  },
  {
    title: "00032, unknown error, is asked about",
    call: "create",
    answer: ({ orderNo }) => taken(order(orderNo, { status: "00032" })),
    expected: { kind: "unknown", cause: "server_error" },
  },
  {
    title: "envelope 5000, system, is asked about",
    call: "create",
    answer: () => json({ code: "5000", msg: "system error", success: false, data: null }),
    expected: { kind: "unknown", cause: "server_error" },
  },
  {
    title: "a number we have used already is an order that exists",
    call: "create",
    answer: () => json({ code: "4009", msg: "tradeNo already exists", success: false, data: null }),
    expected: { kind: "unknown", cause: "duplicate_order" },
  },
  {
    title: "a signature of ours that is refused is an alarm",
    call: "create",
    answer: () => json({ code: "4004", msg: "sign verification failed", success: false, data: null }),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "another refusal is one",
    call: "create",
    answer: () => json({ code: "4010", msg: "channel is not available", success: false, data: null }),
    expected: {
      kind: "refused",
      code: "provider_refused",
      retryable: true,
      alarm: false,
      details: { utr: null, feeText: null, code: "4010", message: "channel is not available" },
    },
  },
  {
    title: "a refusal under a status that no documentation names is not believed",
    call: "create",
    answer: () => json({ code: "4010", msg: "channel is not available", success: false, data: null }, 400),
    expected: { kind: "unknown", cause: "error_status" },
  },
  {
    title: "a server that waited in vain has refused nothing",
    call: "create",
    answer: () => json({ code: "408" }, 408),
    expected: { kind: "unknown", cause: "error_status" },
  },
  {
    title: "an error code whose words say that they are still at it is in doubt",
    call: "create",
    answer: ({ orderNo }) => taken(order(orderNo, { status: "0100031", desc: "order is being processed" })),
    expected: { kind: "unknown", cause: "unclear_refusal", details: { code: "0100031" } },
  },
  {
    title: "a success under an error status is not believed",
    call: "create",
    answer: ({ orderNo }) => ({ ...taken(order(orderNo)), status: 400 }),
    expected: { kind: "unknown", cause: "error_status" },
  },
  ...["null", "[]", "1", "{}", '{"code":"0000"}', '{"code":"0000","data":null}', '{"code":["0000"]}'].map(
    (body): AnswerCase => ({
      title: `the JSON ${body} says nothing`,
      call: "create",
      answer: () => ({ body }),
      expected: { kind: "unknown", cause: "unreadable_answer" },
    }),
  ),
  {
    title: "an answer with a key twice says nothing",
    call: "create",
    answer: ({ orderNo }) => ({
      body: `{"code":"4010","code":"0000","data":${JSON.stringify(order(orderNo))}}`,
    }),
    expected: { kind: "unknown", cause: "unreadable_answer" },
  },
];

const queryStatus = (status: unknown, expected: object, more: object = {}): AnswerCase => ({
  title: `status ${JSON.stringify(status)} with ${JSON.stringify(more)}`,
  call: "query",
  answer: ({ orderNo }) => taken(order(orderNo, { status, ...more })),
  expected,
});

const queryAnswers: AnswerCase[] = [
  queryStatus("0015", {
    kind: "report",
    report: { status: "pending", nextAction: { type: "display_code", code: "6841800930023213210" } },
  }),
  queryStatus(
    "0000",
    { report: { status: "succeeded", amountText: "300", undocumentedStatus: null } },
    { amount: "300" },
  ),
  queryStatus("0000", {
    report: { status: "succeeded", amountText: null, providerOrderId: "68o0uwogz7mnzutt" },
  }),
  queryStatus("0001", { report: { status: "partially_paid", amountText: "120" } }, { amount: "120" }),
  queryStatus(
    "00029",
    { report: { status: "failed", amountText: null, undocumentedStatus: null } },
    { amount: "300" },
  ),
  queryStatus("9999", { report: { status: "failed" } }),
  queryStatus("00032", { kind: "unknown", cause: "server_error" }),
  queryStatus("PENDING", { report: { status: "pending", undocumentedStatus: "PENDING" } }),
  queryStatus("", { kind: "unknown", cause: "unreadable_answer" }),
  queryStatus(0, { kind: "unknown", cause: "unreadable_answer" }),
  queryStatus("0000", { kind: "unknown", cause: "unreadable_answer" }, { tradeNo: "another" }),
  {
    title: "what decides nothing and cannot be read is left out, and the order counts",
    call: "query",
    answer: ({ orderNo }) => taken({ tradeNo: orderNo, status: "0000", desc: {}, paymentInfo: [] }),
    expected: { report: { status: "succeeded", nextAction: null } },
  },
  {
    title: "an amount keeps the text it has, as a JSON number, too",
    call: "query",
    answer: ({ orderNo }) => ({
      body: `{"code":"0000","data":{"tradeNo":"${orderNo}","status":"0000","amount":300.50}}`,
    }),
    expected: { report: { amountText: "300.50" } },
  },
  {
    title: "what PayPro says of a failure is kept",
    call: "query",
    answer: ({ orderNo }) => taken(order(orderNo, { status: "00029", desc: "REJECTED\u0000_\nTRANSACTION" })),
    expected: {
      report: {
        details: { utr: null, feeText: null, code: "00029", message: "REJECTED _ TRANSACTION" },
      },
    },
  },
  {
    title: "an error code about no order of theirs is no failure of ours",
    call: "query",
    answer: ({ orderNo }) => taken(order(orderNo, { status: "0100008", desc: "order does not exist" })),
    expected: { kind: "not_found" },
  },
  {
    title: "a number that is none of theirs is left out, and the order counts",
    call: "query",
    answer: ({ orderNo }) =>
      taken(order(orderNo, { status: "0000", payproTradeNo: "a\u0000b", platFormTradeNo: "9".repeat(129) })),
    expected: { report: { status: "succeeded", providerOrderId: null } },
  },
  {
    title: "envelope 5000 is no news",
    call: "query",
    answer: () => json({ code: "5000", msg: "system error" }),
    expected: { kind: "unknown", cause: "server_error" },
  },
  {
    title: "a refused signature is an alarm and no news",
    call: "query",
    answer: () => json({ code: "4004", msg: "sign verification failed" }),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
];

export const answers: readonly AnswerCase[] = [...createAnswers, ...queryAnswers];
