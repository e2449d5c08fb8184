/**
 * What ChainUp may answer. Whatever is inside an answer is signed by the platform, which the sandbox is; here
 * are the answers that carry nothing, or nothing that holds.
 * Source: docs/providers/chainup.md#envelope, docs/providers/chainup.md#answer-codes.
 */
import { sealAs } from "../../providers/support/chainup-platform.ts";
import type { AnswerCase, AskedCall } from "../data-shape.ts";
import { json } from "./by-hand.ts";

const unreadable = { kind: "unknown", cause: "unreadable_answer" };

function coded(call: AskedCall, code: unknown, expected: object): AnswerCase {
  const title = `code ${JSON.stringify(code)}`;
  return { title, call, answer: () => json({ code, msg: "words of theirs", data: "", sign: "" }), expected };
}

const refused = (code: string, alarm = false) => ({
  kind: "refused",
  code,
  retryable: true,
  alarm,
});

const createAnswers: AnswerCase[] = [
  coded("create", "50005", refused("signature_refused", true)),
  coded("create", 50005, refused("signature_refused", true)),
  coded("create", "50010", refused("time_refused", true)),
  coded("create", "70005", refused("account_refused", true)),
  ...["10020", "50000", "50001", "50002", "50004", "50012", "50013", "50014", "70009"].map((code) =>
    coded("create", code, { kind: "refused", retryable: true, alarm: true, details: { code } }),
  ),
  ...["60001", "60002", "60003", "60004", "70004", 70004].map((code) =>
    coded("create", code, {
      kind: "refused",
      code: "payer_refused",
      alarm: false,
      wrongField: { name: "exchangeUid" },
    }),
  ),
  coded("create", "70006", refused("insufficient_balance")),
  coded("create", "70007", refused("coin_refused", true)),
  coded("create", "70008", refused("amount_refused")),
  coded("create", "10005", { kind: "unknown", cause: "rate_limited" }),
  ...["10015", "50009", "50011"].map((code) =>
    coded("create", code, { kind: "unknown", cause: "server_error" }),
  ),
  coded("create", "70002", { kind: "unknown", cause: "duplicate_order" }),
  coded("create", "70003", { kind: "unknown", cause: "unclear_refusal" }),
  coded("create", "10001", { kind: "unknown", cause: "server_error" }),
  coded("create", "10002", { kind: "unknown", cause: "unclear_refusal" }),
  coded("create", "99999", {
    kind: "unknown",
    cause: "unclear_refusal",
    details: { utr: null, feeText: null, code: "99999", message: "words of theirs" },
  }),
  coded("create", 70008, refused("amount_refused")),
  coded("create", 70002, { kind: "unknown", cause: "duplicate_order" }),
  coded("create", "0", unreadable),
  coded("create", 0, unreadable),
  {
    title: "an order that another platform signed",
    call: "create",
    answer: () => json({ code: "0", ...sealAs('{"orderNum":"1"}') }),
    expected: unreadable,
  },
  {
    title: "an order in clear",
    call: "create",
    answer: () => json({ code: "0", data: { orderNum: "1" } }),
    expected: unreadable,
  },
  ...["null", "[]", "1", "{}", '{"data":""}', '{"code":["0"]}', '{"code":"0","code":"70002"}'].map(
    (body): AnswerCase => ({
      title: `the JSON ${body} says nothing`,
      call: "create",
      answer: () => ({ body }),
      expected: unreadable,
    }),
  ),
];

/**
 * The suite queries an order that was never created. The provider's number is unknown, so the creation is sent again.
 */
const queryAnswers: AnswerCase[] = [
  coded("query", "70002", { kind: "cannot_query" }),
  coded("query", 70002, { kind: "cannot_query" }),
  coded("query", "50005", { kind: "refused", code: "signature_refused", alarm: true }),
  coded("query", "70008", { kind: "refused", code: "amount_refused", alarm: false }),
  coded("query", "10005", { kind: "unknown", cause: "rate_limited" }),
  coded("query", "70001", { kind: "unknown", cause: "unclear_refusal" }),
  coded("query", "10001", { kind: "unknown", cause: "server_error" }),
  coded("query", "0", unreadable),
  {
    title: "an order in another platform's hand, told as a duplicate",
    call: "query",
    answer: () => json({ code: "70002", ...sealAs('{"orderNum":"1"}') }),
    expected: { kind: "cannot_query" },
  },
];

const otherAnswers: AnswerCase[] = [
  coded("statement", "70005", { kind: "refused", code: "account_refused", alarm: true }),
  coded("statement", "10001", { kind: "unknown", cause: "server_error" }),
  coded("statement", "0", unreadable),
  coded("probe", "70001", { kind: "ok" }),
  coded("probe", "50005", { kind: "wrong_credentials", code: "signature_refused" }),
  coded("probe", "70005", { kind: "wrong_credentials", code: "account_refused" }),
  coded("probe", "50010", { kind: "unexpected", code: "time_refused" }),
  coded("probe", "4711", { kind: "unexpected", code: "undocumented_code" }),
];

export const answers: readonly AnswerCase[] = [...createAnswers, ...queryAnswers, ...otherAnswers];
