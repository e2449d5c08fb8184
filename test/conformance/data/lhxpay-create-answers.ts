/** What LHXPay may answer to a creation. Source: docs/providers/lhxpay.md#pay-ins. */
import { expect } from "vitest";
import type { AnswerCase } from "../data-shape.ts";
import { json } from "./by-hand.ts";

const unreadable = { kind: "unknown", cause: "unreadable_answer" };
const refused = (errorMsg: string) => () => json({ success: false, errorMsg, payUrl: null });

export const createAnswers: AnswerCase[] = [
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
  ...[
    "//evil.example/p",
    "https://evil.example/p",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://u:p@127.0.0.1/",
    "http://",
    "",
    null,
  ].map(
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
    title: "客满 counts before whatever else the sentence says",
    call: "create",
    answer: refused("该金额客满，请勿重复提交"),
    expected: { kind: "refused", code: "no_capacity", retryable: true, alarm: false },
  },
  {
    title: "商户账户, the merchant's account, is our mistake",
    call: "create",
    answer: refused("无效的商户账户"),
    expected: { kind: "refused", code: "signature_refused", alarm: true },
  },
  {
    title: "a refusal without words is one",
    call: "create",
    answer: refused(""),
    expected: { kind: "refused", code: "provider_refused", alarm: false },
  },
  {
    title: "another text is a refusal, and is kept",
    call: "create",
    answer: refused("通道维护"),
    expected: {
      kind: "refused",
      code: "provider_refused",
      alarm: false,
      details: { utr: null, feeText: null, code: null, message: "通道维护" },
    },
  },
  {
    title: "a refusal under an error status is not believed",
    call: "create",
    answer: () => json({ success: false, errorMsg: "通道维护" }, 400),
    expected: { kind: "unknown", cause: "error_status" },
  },
  {
    title: "no success without a sentence is nothing that LHXPay says",
    call: "create",
    answer: () => json({ success: false, message: "Not Found" }),
    expected: unreadable,
  },
  {
    title: "an order that they are still at is in doubt",
    call: "create",
    answer: refused("订单处理中，请勿重复提交"),
    expected: { kind: "unknown", cause: "unclear_refusal" },
  },
  {
    title: "a number that they have already is an order that exists",
    call: "create",
    answer: refused("平台单号冲突"),
    expected: { kind: "unknown", cause: "duplicate_order" },
  },
  {
    title: "an order that they have already is an order that exists",
    call: "create",
    answer: refused("订单已存在"),
    expected: { kind: "unknown", cause: "duplicate_order" },
  },
  {
    title: "a success under an error status is not believed",
    call: "create",
    answer: () => json({ success: true, payUrl: "/api/Pay?id=1" }, 400),
    expected: { kind: "unknown", cause: "error_status" },
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
