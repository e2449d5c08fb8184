/**
 * What CXPay may answer.
 * Source: docs/providers/cxpay.md#envelope, docs/providers/cxpay.md#query, docs/providers/cxpay.md#balance.
 */
import type { AnswerCase } from "../data-shape.ts";
import { json } from "./by-hand.ts";
import { done, refused } from "./cxpay-envelope.ts";

const createAnswers: AnswerCase[] = [
  {
    title: "the cashier's address is a redirect",
    call: "create",
    answer: () => done({ url: "https://pay.example/pay/1?x=y" }),
    expected: {
      kind: "accepted",
      providerOrderId: null,
      nextAction: { type: "redirect", url: "https://pay.example/pay/1?x=y" },
      expiresAt: null,
      report: null,
    },
  },
  ...["javascript:alert(1)", "data:text/html,x", "/pay/1", "", "https://user:pw@pay.example/"].map(
    (url): AnswerCase => ({
      title: `${JSON.stringify(url)} is nowhere to send a customer`,
      call: "create",
      answer: () => done({ url }),
      expected: { kind: "unknown", cause: "unreadable_answer" },
    }),
  ),
  {
    title: "a business error is a refusal",
    call: "create",
    answer: () => refused("channel is not available"),
    expected: {
      kind: "refused",
      code: "provider_refused",
      retryable: true,
      alarm: false,
      details: { utr: null, feeText: null, code: "400", message: "channel is not available" },
    },
  },
  {
    title: "a business error is a refusal under HTTP 400, too",
    call: "create",
    answer: () => ({ ...refused("channel is not available"), status: 400 }),
    expected: { kind: "refused", code: "provider_refused" },
  },
  {
    title: "a business error that is about the amount says so",
    call: "create",
    answer: () => refused("amount out of limits"),
    expected: { kind: "refused", code: "amount_refused" },
  },
  {
    title: "a refused signature is an alarm",
    call: "create",
    answer: () => refused("sign error"),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "the reason may be in msg",
    call: "create",
    answer: () => json({ code: 400, success: false, msg: "sign error" }),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "a number that they have already is an order that exists",
    call: "create",
    answer: () => refused("orderId already exists"),
    expected: { kind: "unknown", cause: "duplicate_order" },
  },
  {
    title: "500, other anomalies, is in doubt",
    call: "create",
    answer: () => refused("anomaly", 500),
    expected: { kind: "unknown", cause: "server_error" },
  },
  {
    title: "a code that is not documented is in doubt",
    call: "create",
    answer: () => refused("what?", 777),
    expected: { kind: "unknown", cause: "server_error" },
  },
  {
    title: "code 200 without success is in doubt",
    call: "create",
    answer: () => json({ code: 200, success: false, data: { url: "https://pay.example/" } }),
    expected: { kind: "unknown", cause: "unreadable_answer" },
  },
  {
    title: "code 200 that says nothing of success is in doubt",
    call: "create",
    answer: () => json({ code: 200, data: { url: "https://pay.example/" } }),
    expected: { kind: "unknown", cause: "unreadable_answer" },
  },
  {
    title: "a success under an error status is in doubt",
    call: "create",
    answer: () => ({ ...done({ url: "https://pay.example/" }), status: 400 }),
    expected: { kind: "unknown", cause: "unreadable_answer" },
  },
  {
    title: "what a firewall says is no answer of CXPay's",
    call: "create",
    answer: () => ({ ...refused("blocked"), status: 403 }),
    expected: { kind: "unknown", cause: "access_denied" },
  },
  {
    title: "a gateway's 400 without CXPay's envelope is no answer of CXPay's",
    call: "create",
    answer: () => json({ code: 400, msg: "Bad Request" }, 400),
    expected: { kind: "unknown", cause: "unreadable_answer" },
  },
  ...(["create", "payout"] as const).map(
    (call): AnswerCase => ({
      title: "an order that they are still at is in doubt",
      call,
      answer: () => refused("order is being processed, please do not resubmit"),
      expected: { kind: "unknown", cause: "unclear_refusal", details: { code: "400" } },
    }),
  ),
  {
    title: "a code as text is the same",
    call: "create",
    answer: () => json({ code: "200", success: true, data: { url: "https://pay.example/" } }),
    expected: { kind: "accepted" },
  },
  ...["null", "[]", "{}", '{"code":200,"success":true}', '{"code":200,"success":true,"data":{}}'].map(
    (body): AnswerCase => ({
      title: `the JSON ${body} says nothing`,
      call: "create",
      answer: () => ({ body }),
      expected: { kind: "unknown", cause: "unreadable_answer" },
    }),
  ),
];

const orderText = (orderNo: string, status: string, amount: string) =>
  `{"code":200,"success":true,"data":{"amount":${amount},"orderId":"${orderNo}","platOrderId":"P1","status":${status},"utr":"310310600223","fee":0}}`;
const status = (text: string, amount: string, expected: object): AnswerCase => ({
  title: `status ${text} with ${amount}`,
  call: "query",
  answer: ({ orderNo }) => ({ body: orderText(orderNo, text, amount) }),
  expected,
});

const queryAnswers: AnswerCase[] = [
  status("0", "1000", {
    kind: "report",
    report: { status: "pending", amountText: null, providerOrderId: "P1", undocumentedStatus: null },
  }),
  status("1", "1000", { report: { status: "succeeded", amountText: "1000" } }),
  status("1", "1000.50", { report: { status: "succeeded", amountText: "1000.50" } }),
  status('"1"', '"1000.00"', { report: { status: "succeeded", amountText: "1000.00" } }),
  status("2", "1000", { report: { status: "failed", amountText: null } }),
  status('"2"', "1000", { report: { status: "failed" } }),
  status("1", "null", { report: { status: "succeeded", amountText: null, amountUntold: true } }),
  status("1", "2500.50", {
    report: {
      details: { utr: "310310600223", feeText: "0", code: "1", message: null },
      amountText: "2500.50",
    },
  }),
  status("3", "1000", { report: { status: "pending", undocumentedStatus: "3" } }),
  status("10", "1000", { report: { status: "pending", undocumentedStatus: "10" } }),
  status("null", "1000", { kind: "unknown", cause: "unreadable_answer" }),
  {
    title: "an answer about another order is no news",
    call: "query",
    answer: () => ({ body: orderText("another", "1", "1000") }),
    expected: { kind: "unknown", cause: "unreadable_answer" },
  },
  {
    title: "what decides nothing and cannot be read is left out, and the order counts",
    call: "query",
    answer: ({ orderNo }) => done({ orderId: orderNo, status: 1, amount: 1000, utr: [], fee: {} }),
    expected: { report: { status: "succeeded", amountText: "1000" } },
  },
  {
    title: "500 is no news",
    call: "query",
    answer: () => refused("anomaly", 500),
    expected: { kind: "unknown", cause: "server_error" },
  },
  {
    title: "a refused signature is an alarm and no news",
    call: "query",
    answer: () => refused("sign error"),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
];

const otherAnswers: AnswerCase[] = [
  {
    title: "their number is kept",
    call: "payout",
    answer: () => done({ platOrderId: "122145557788" }),
    expected: { kind: "accepted", providerOrderId: "122145557788", report: null },
  },
  {
    title:
      "a business error about a payout is in doubt: the documentation does not say that nothing was made",
    call: "payout",
    answer: () => refused("insufficient balance"),
    expected: {
      kind: "unknown",
      cause: "unclear_refusal",
      details: { code: "400", message: "insufficient balance" },
    },
  },
  {
    title: "a number with a control character is left out, and the payout is there",
    call: "payout",
    answer: () => done({ platOrderId: "1\u00002" }),
    expected: { kind: "accepted", providerOrderId: null },
  },
  {
    title: "a payout that they have already is in doubt",
    call: "payout",
    answer: () => refused("Duplicate order"),
    expected: { kind: "unknown", cause: "duplicate_order" },
  },
  {
    title: "a success that says nothing is in doubt",
    call: "payout",
    answer: () => done(null),
    expected: { kind: "unknown", cause: "unreadable_answer" },
  },
  {
    title: "500 is in doubt, and it is never sent again",
    call: "payout",
    answer: () => refused("anomaly", 500),
    expected: { kind: "unknown", cause: "server_error" },
  },
  {
    title: "2 is a failure",
    call: "payout_query",
    answer: ({ orderNo }) => ({ body: orderText(orderNo, "2", "500") }),
    expected: { report: { status: "failed" } },
  },
  {
    title: "balanceUsable and balanceAll",
    call: "balance",
    answer: () => ({
      body: '{"code":200,"success":true,"data":{"balanceAll":1000.239,"balanceUsable":"-5.5"}}',
    }),
    expected: {
      kind: "balance",
      total: { minor: 100_023n, currency: "INR", decimals: 2 },
      available: { minor: -550n },
      frozen: null,
    },
  },
  ...[
    { account: "Brazil, by form", total: { minor: 100_050n, currency: "BRL", decimals: 2 } },
    { account: "any country by currency", total: { minor: 1_000n, currency: "IDR", decimals: 0 } },
  ].map(
    ({ account, total }): AnswerCase => ({
      title: `is in the currency of ${account}`,
      call: "balance",
      account,
      answer: () => done({ balanceAll: "1000.50" }),
      expected: { kind: "balance", total, available: null },
    }),
  ),
  {
    title: "another merchant's number is a wrong credential",
    call: "probe",
    answer: () => refused("merchant does not exist"),
    expected: { kind: "wrong_credentials" },
  },
  {
    title: "another refusal is neither",
    call: "probe",
    answer: () => refused("not open"),
    expected: { kind: "unexpected", code: "provider_refused" },
  },
];

export const answers: readonly AnswerCase[] = [...createAnswers, ...queryAnswers, ...otherAnswers];
