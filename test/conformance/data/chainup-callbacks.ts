/**
 * ChainUp's callbacks, sealed by the platform of the known answers.
 * Source: docs/providers/chainup.md#callback.
 */
import { generateKeyPairSync } from "node:crypto";
import { credentials, known, type SealWith, sealAs } from "../../providers/support/chainup-platform.ts";
import type { CallbackCase } from "../data-shape.ts";

const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
const inner = {
  outOrderId: "20261120101010abcdefghijklmnop",
  orderNum: "10000000002",
  orderStatus: "3",
  payAmount: "12.5",
  returnUrl: "https://m.example/r",
};
const text = JSON.stringify(inner);

interface Written extends SealWith {
  /** Laid over the envelope. */
  readonly envelope?: object;
}

function callback(
  title: string,
  innerText: string,
  expected: CallbackCase["expected"],
  { envelope = {}, ...how }: Written = {},
): CallbackCase {
  const body = JSON.stringify({
    app_id: "AK",
    time: 1_795_190_400_000,
    ...sealAs(innerText, how),
    ...envelope,
  });
  const headers = { "content-type": "application/json" };
  return { title, credentials, raw: { body: Buffer.from(body), headers, query: "" }, expected };
}
const facts = (report: object): CallbackCase["expected"] => ({ kind: "facts", reports: [report] });
const wrongSignature: CallbackCase["expected"] = { kind: "refused", reason: "wrong_signature" };
const unexpected: CallbackCase["expected"] = { kind: "refused", reason: "unexpected_fields" };

const statuses = [
  ["0", "canceled", null],
  ["1", "pending", null],
  ["2", "failed", null],
  ["7", "pending", "7"],
] as const;

export const callbacks: readonly CallbackCase[] = [
  {
    ...callback("the known answer", "", facts({ orderNo: "T0001", status: "succeeded", amountText: "200" })),
    raw: { body: Buffer.from(JSON.stringify(known.body)), headers: {}, query: "" },
  },
  callback(
    "a success",
    text,
    facts({
      orderNo: inner.outOrderId,
      providerOrderId: "10000000002",
      status: "succeeded",
      amountText: "12.5",
      currency: null,
    }),
  ),
  ...statuses.map(([orderStatus, status, undocumentedStatus]) =>
    callback(
      `orderStatus ${orderStatus}`,
      JSON.stringify({ ...inner, orderStatus }),
      facts({ status, undocumentedStatus, amountText: null }),
    ),
  ),
  callback("the status as a number", text.replace('"3"', "3"), facts({ status: "succeeded" })),
  callback(
    "the amount as a number, whose text counts",
    text.replace('"12.5"', "12.500000"),
    facts({ amountText: "12.500000" }),
  ),
  callback(
    "a success that does not say how much was paid",
    JSON.stringify({ ...inner, payAmount: null }),
    facts({ status: "succeeded", amountText: null, amountUntold: true }),
  ),
  callback("time as text", text, facts({ status: "succeeded" }), { envelope: { time: "1795190400000" } }),
  callback("the other alphabet", text, facts({ status: "succeeded" }), { alphabet: "base64" }),
  callback(
    "a field nobody told us of, inside",
    JSON.stringify({ ...inner, payCoinSymbol: "USDT" }),
    facts({ status: "succeeded" }),
  ),
  callback("a field nobody told us of, outside", text, facts({ status: "succeeded" }), {
    envelope: { version: [1] },
  }),
  {
    ...callback("signed by another digest, as the account says", text, facts({ status: "succeeded" }), {
      digest: "RSA-SHA1",
    }),
    options: { signDigest: "RSA-SHA1" },
  },
  callback("signed by another digest than the account's", text, wrongSignature, { digest: "RSA-MD5" }),
  callback("signed by a stranger", text, wrongSignature, { signedBy: stranger.privateKey }),
  callback("encrypted for a stranger", text, wrongSignature, { readBy: stranger.publicKey }),
  callback("signed over another text", text, wrongSignature, { over: "{}" }),
  callback("with another's signature", text, wrongSignature, { envelope: { sign: sealAs("{}").sign } }),
  callback("with data that is none", text, wrongSignature, { envelope: { data: "AAAA" } }),
  callback("far too long", "x".repeat(245 * 49), wrongSignature),
  callback(
    "for another account",
    text,
    { kind: "refused", reason: "wrong_account" },
    { envelope: { app_id: "AK2" } },
  ),
  callback("with a key twice inside", text.replace("}", ',"orderStatus":"3"}'), {
    kind: "refused",
    reason: "repeated_key",
  }),
  callback("without data", text, unexpected, { envelope: { data: "" } }),
  callback("without a signature", text, unexpected, { envelope: { sign: null } }),
  callback("without an order number", JSON.stringify({ ...inner, outOrderId: "" }), unexpected),
  callback("without their number", JSON.stringify({ ...inner, orderNum: null }), unexpected),
  callback("a list inside", "[]", unexpected),
];
