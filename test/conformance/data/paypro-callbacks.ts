/**
 * PayPro's notifications, signed by hand.
 * Source: docs/providers/paypro.md#callback, docs/providers/paypro.md#what-is-weak.
 */
import type { CallbackCase } from "../data-shape.ts";
import { jsonText, md5 } from "./by-hand.ts";

const secret = "SECRET4";
type Pair = readonly [name: string, literal: string];
const honest: readonly Pair[] = [
  ["status", '"0000"'],
  ["message", '"SUCCESS"'],
  ["platFormTradeNo", '"68o0uwogz7mnzutt"'],
  ["tradeNo", '"20261120101010abcdefghijklmnop"'],
  ["amount", "300.00"],
  ["successTime", '"2026-11-20T10:10:10-06:00"'],
  ["timestamp", "1795190400000"],
];

function signed(pairs: readonly Pair[], { salt = "suffix", separator = "" } = {}): readonly Pair[] {
  const texts = pairs
    .map(
      ([name, literal]) => [name, literal.startsWith('"') ? String(JSON.parse(literal)) : literal] as const,
    )
    .filter(([, text]) => text !== "" && text !== "null")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => `${name}=${text}`)
    .join(separator);
  return [...pairs, ["sign", JSON.stringify(md5(salt === "suffix" ? texts + secret : secret + texts))]];
}

const callback = (
  title: string,
  pairs: readonly Pair[],
  expected: CallbackCase["expected"],
): CallbackCase => ({
  title,
  credentials: { appSecret: secret },
  raw: { body: Buffer.from(jsonText(pairs)), headers: {}, query: "" },
  expected,
});
const facts = (report: object): CallbackCase["expected"] => ({ kind: "facts", reports: [report] });
const replaced = (name: string, literal: string): readonly Pair[] =>
  honest.map((pair) => (pair[0] === name ? [name, literal] : pair));

export const callbacks: readonly CallbackCase[] = [
  callback(
    "a success",
    signed(honest),
    facts({
      orderNo: "20261120101010abcdefghijklmnop",
      providerOrderId: "68o0uwogz7mnzutt",
      status: "succeeded",
      amountText: "300.00",
      currency: null,
    }),
  ),
  callback("the amount as text", signed(replaced("amount", '"300"')), facts({ amountText: "300" })),
  callback(
    "the amount with one decimal",
    signed(replaced("amount", "300.5")),
    facts({ amountText: "300.5" }),
  ),
  callback(
    "money in part",
    signed(replaced("status", '"0001"')),
    facts({ status: "partially_paid", amountText: "300.00" }),
  ),
  callback(
    "processing",
    signed(replaced("status", '"0015"')),
    facts({ status: "pending", amountText: null }),
  ),
  callback(
    "an error code",
    signed(replaced("status", '"00029"')),
    facts({ status: "failed", amountText: null }),
  ),
  callback(
    "unknown error, which is not final",
    signed(replaced("status", '"00032"')),
    facts({ status: "pending", undocumentedStatus: "00032" }),
  ),
  callback(
    "empty and null fields, which are not signed",
    signed([...honest, ["remark", '""'], ["fee", "null"]]),
    facts({}),
  ),
  callback(
    "the other name of their number",
    signed([...honest.slice(0, 2), ["payproTradeNo", '"P1"'], ...honest.slice(3)]),
    facts({ providerOrderId: "P1" }),
  ),
  callback(
    "a field nobody told us of",
    signed([...honest, ["wayCode", '"va"']]),
    facts({ status: "succeeded" }),
  ),
  callback(
    "an unknown field that could have swallowed another",
    signed([...honest, ["remark", '"xstatus=0000"']]),
    { kind: "refused", reason: "ambiguous_fields" },
  ),
  callback(
    "the same text in two fields instead of one",
    // message=SUCCESSplatFormTradeNo=… reads like the honest one once the pairs are run together.
    [
      ...honest.filter(([name]) => name !== "message" && name !== "platFormTradeNo"),
      ["message", '"SUCCESSplatFormTradeNo=68o0uwogz7mnzutt"'],
      ...signed(honest).slice(-1),
    ],
    { kind: "refused", reason: "ambiguous_fields" },
  ),
  callback("a name that is none", signed([...honest, ["a=b", '"1"']]), {
    kind: "refused",
    reason: "ambiguous_fields",
  }),
  callback("without a signature", honest, { kind: "refused", reason: "wrong_signature" }),
  callback(
    "with an upper-case signature",
    signed(honest).map(([name, literal]) =>
      name === "sign" ? [name, literal.toUpperCase()] : [name, literal],
    ),
    {
      kind: "refused",
      reason: "wrong_signature",
    },
  ),
  callback("without an order number", signed(honest.filter(([name]) => name !== "tradeNo")), {
    kind: "refused",
    reason: "unexpected_fields",
  }),
  callback("with a list in it", signed([...honest, ["list", "[1]"]]), {
    kind: "refused",
    reason: "not_flat",
  }),
  {
    ...callback(
      "salted in front, joined with &",
      signed(honest, { salt: "prefix", separator: "&" }),
      facts({ status: "succeeded" }),
    ),
    options: { saltPosition: "prefix", separator: "&" },
  },
  { ...callback("a payout carried out", signed(honest), facts({ status: "succeeded" })), isPayout: true },
  {
    ...callback("a payout that failed", signed(replaced("status", '"00029"')), facts({ status: "failed" })),
    isPayout: true,
  },
];
