/** CXPay's notifications, signed by hand. Source: docs/providers/cxpay.md#callback. */
import type { CallbackCase } from "../data-shape.ts";
import vectors from "../vectors.json" with { type: "json" };
import { jsonText, md5 } from "./by-hand.ts";

const key = "SECRET3";
type Pair = readonly [name: string, literal: string];
const honest: readonly Pair[] = [
  ["platOrderId", '"236130395249311744"'],
  ["orderId", '"e8a581fa692342ccbaf9cbd6f2598e48"'],
  ["amount", "1000.00"],
  ["status", "1"],
  ["reverse", "false"],
  ["remark", '"no"'],
  ["fee", "0"],
];

function textOf(literal: string): string {
  return literal.startsWith('"') ? String(JSON.parse(literal)) : literal;
}

/** The sign over these pairs, with other texts in place of some. */
function signOf(pairs: readonly Pair[], instead: Readonly<Record<string, string>> = {}): string {
  const texts = pairs
    .map(([name, literal]) => [name, instead[name] ?? textOf(literal)] as const)
    .filter(([, text]) => text !== "" && text !== "null")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${name}=${text}`);
  return md5([...texts, `key=${key}`].join("&"));
}

/** The sign of a gateway that leaves out only what is null. */
function signOfAll(pairs: readonly Pair[]): string {
  const texts = pairs.map(([name, literal]) => `${name}=${textOf(literal)}`).sort();
  return md5([...texts, `key=${key}`].join("&"));
}

const signed = (pairs: readonly Pair[], instead?: Readonly<Record<string, string>>): readonly Pair[] => [
  ...pairs,
  ["sign", JSON.stringify(signOf(pairs, instead))],
];
const replaced = (name: string, literal: string): readonly Pair[] =>
  honest.map((pair) => (pair[0] === name ? [name, literal] : pair));
const facts = (report: object): CallbackCase["expected"] => ({ kind: "facts", reports: [report] });

const callback = (
  title: string,
  pairs: readonly Pair[],
  expected: CallbackCase["expected"],
): CallbackCase => ({
  title,
  credentials: { key },
  raw: { body: Buffer.from(jsonText(pairs)), headers: {}, query: "" },
  expected,
});
const byForm = (title: string, pairs: readonly Pair[], expected: CallbackCase["expected"]): CallbackCase => ({
  ...callback(title, pairs, expected),
  raw: {
    body: Buffer.from(
      new URLSearchParams(pairs.map(([name, literal]) => [name, textOf(literal)])).toString(),
    ),
    headers: { "content-type": "application/x-www-form-urlencoded" },
    query: "",
  },
});

/** The amount as sent and as signed: the same number, written otherwise. */
const lexemes: readonly (readonly [sent: string, signedAs: string])[] = [
  ["1000", "1000"],
  ["1000.0", "1000.0"],
  ["1000.00", "1000.00"],
  ["1000", "1000.0"],
  ["1000", "1000.00"],
  ["1000.00", "1000"],
  ["1000.0", "1000.00"],
  ["1000.00", "1000.0"],
  ["1000.50", "1000.5"],
  ["1000.5", "1000.50"],
  ["1000.500", "1000.5"],
];

const docsSample = (amount: string, sign: string): readonly Pair[] => [
  ...honest.map(
    ([name, literal]): Pair => [name, name === "amount" ? amount : name === "status" ? "2" : literal],
  ),
  ["sign", JSON.stringify(sign)],
];

export const callbacks: readonly CallbackCase[] = [
  callback(
    "the docs' sample, a failure",
    docsSample("1000", vectors["003"].callback.sign),
    facts({
      orderNo: "e8a581fa692342ccbaf9cbd6f2598e48",
      providerOrderId: "236130395249311744",
      status: "failed",
      amountText: null,
    }),
  ),
  callback(
    "the docs' sample with two decimals",
    docsSample("1000.00", vectors["003"].callback_1000_00.sign),
    facts({ status: "failed" }),
  ),
  ...lexemes.map(([sent, signedAs]) =>
    callback(
      `a success with the amount ${sent}, signed as ${signedAs}`,
      signed(replaced("amount", sent), { amount: signedAs }),
      facts({ status: "succeeded", amountText: sent, undocumentedStatus: null }),
    ),
  ),
  callback(
    "amount and fee both written otherwise",
    signed(honest, { amount: "1000", fee: "0.00" }),
    facts({}),
  ),
  callback(
    "no fee, and the amount written otherwise",
    signed(
      honest.filter(([name]) => name !== "fee"),
      { amount: "1000" },
    ),
    facts({ status: "succeeded" }),
  ),
  callback("another amount than the signed one", signed(honest, { amount: "1000.01" }), {
    kind: "refused",
    reason: "wrong_signature",
  }),
  ...["", "null"].map((text) =>
    callback(
      `a remark that is ${text === "" ? "empty" : text}, left out of the signature`,
      signed(replaced("remark", text === "" ? '""' : text)),
      facts({ status: "succeeded" }),
    ),
  ),
  callback(
    "empty fields, which are signed",
    [
      ...replaced("remark", '""'),
      ["utr", '""'],
      ["sign", JSON.stringify(signOfAll([...replaced("remark", '""'), ["utr", '""']]))],
    ],
    facts({ status: "succeeded" }),
  ),
  callback(
    "a success that does not say how much was paid",
    signed(replaced("amount", "null")),
    facts({ status: "succeeded", amountText: null, amountUntold: true }),
  ),
  callback(
    "the reason of a failure, the bank's number and the fee",
    signed([...replaced("status", "2"), ["utr", '"310310600223"']]),
    facts({ details: { utr: "310310600223", feeText: "0", code: "2", message: "no" } }),
  ),
  callback(
    "the remark of a success, which may be our own",
    signed(replaced("remark", '"52998224725"')),
    facts({ details: { utr: null, feeText: "0", code: "1", message: null } }),
  ),
  callback(
    "a number of theirs with a control character",
    signed(replaced("platOrderId", '"1\\u00002"')),
    facts({ status: "succeeded", providerOrderId: null }),
  ),
  callback(
    "a number of theirs without end",
    signed(replaced("platOrderId", JSON.stringify("9".repeat(2_000)))),
    facts({ status: "succeeded", providerOrderId: null }),
  ),
  callback("submitted", signed(replaced("status", "0")), facts({ status: "pending" })),
  callback("a status as text", signed(replaced("status", '"1"')), facts({ status: "succeeded" })),
  callback(
    "a status that no documentation names",
    signed(replaced("status", "7")),
    facts({ status: "pending", undocumentedStatus: "7" }),
  ),
  callback(
    "a reversal",
    signed(replaced("reverse", "true")),
    facts({ status: "reversed", amountText: null }),
  ),
  callback("a reversal as text", signed(replaced("reverse", '"true"')), facts({ status: "reversed" })),
  callback(
    "a reversal of what failed",
    signed(replaced("reverse", "true").map(([name, text]): Pair => [name, name === "status" ? "2" : text])),
    facts({ status: "reversed" }),
  ),
  callback(
    "without the field reverse",
    signed(honest.filter(([name]) => name !== "reverse")),
    facts({ status: "succeeded" }),
  ),
  callback(
    "a utr that the docs' table lacks",
    signed([...honest, ["utr", '"310310600223"']]),
    facts({ status: "succeeded" }),
  ),
  callback(
    "a field that nobody told us of",
    signed([...honest, ["payTime", "1795190400000"], ["ok", "true"]]),
    facts({}),
  ),
  callback(
    "empty and null fields, which are not signed",
    signed([...honest, ["utr", '""'], ["bank", "null"]]),
    facts({}),
  ),
  callback(
    "our own merchant number",
    signed([...honest, ["merchant", '"1001"']]),
    facts({ status: "succeeded" }),
  ),
  callback("another merchant's number", signed([...honest, ["merchant", '"1002"']]), {
    kind: "refused",
    reason: "wrong_account",
  }),
  callback("a value that could be two fields", signed(replaced("remark", '"no&status=1"')), {
    kind: "refused",
    reason: "ambiguous_fields",
  }),
  callback("a name that is none", signed([...honest, ["t&reverse", '"x"']]), {
    kind: "refused",
    reason: "ambiguous_fields",
  }),
  callback("without a signature", honest, { kind: "refused", reason: "wrong_signature" }),
  callback("without an order number", signed(honest.filter(([name]) => name !== "orderId")), {
    kind: "refused",
    reason: "unexpected_fields",
  }),
  callback("a reversal in doubt", signed(replaced("reverse", '"maybe"')), {
    kind: "refused",
    reason: "unexpected_fields",
  }),
  callback("with an object in it", signed([...honest, ["data", '{"a":1}']]), {
    kind: "refused",
    reason: "not_flat",
  }),
  byForm("a success by form", signed(honest), facts({ status: "succeeded", amountText: "1000.00" })),
  byForm("a success by form, the amount signed otherwise", signed(honest, { amount: "1000" }), facts({})),
  byForm("a reversal by form", signed(replaced("reverse", "true")), facts({ status: "reversed" })),
  { ...callback("a payout carried out", signed(honest), facts({ status: "succeeded" })), isPayout: true },
  {
    ...callback("a payout that failed", signed(replaced("status", "2")), facts({ status: "failed" })),
    isPayout: true,
  },
  {
    ...callback(
      "a payout that came back",
      signed(replaced("reverse", "true")),
      facts({ status: "reversed" }),
    ),
    isPayout: true,
  },
];
