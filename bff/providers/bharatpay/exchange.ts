/**
 * One call to BharatPay and its answer.
 * Source: docs/providers/bharatpay.md#calls, docs/providers/bharatpay.md#answer.
 */
import type { AdapterInput, QueryResult, UnknownOutcome } from "../contract.ts";
import { type ProviderOperation, type ProviderResponse, urlUnder } from "../http-client.ts";
import { readJsonAnswer } from "../parsing/provider-answer.ts";
import { detailsOf } from "../parsing/provider-details.ts";
import { type RefusalSubject, type RefusalWords, readRefusal } from "../parsing/refusal-words.ts";
import { queryNotSent, refuseQuery, unreadable, type WordedRefusal } from "../parsing/refused-calls.ts";
import type { AesCipher } from "../signing/aes.ts";
import type { BharatpayCredentials, BharatpayOptions } from "./credentials.ts";
import { readNextAction } from "./next-action.ts";
import { authorizationOf, openText, sealBody } from "./signature.ts";
import { answerEnvelope, type Family, queryText, readOrderResult, reportOf } from "./wire.ts";

/** An account together with its cipher. */
export type BharatpayAccount = AdapterInput<BharatpayCredentials, BharatpayOptions> & {
  readonly cipher: AesCipher;
};

export type BharatpayAnswer =
  /** Code 0; `result` is in clear. */
  | { readonly kind: "done"; readonly result: unknown }
  | ({ readonly kind: "refused" } & WordedRefusal)
  | { readonly kind: "not_sent"; readonly cause: string }
  | UnknownOutcome;

/** The last part of the path, by version. */
const callNames = {
  v1: { create: "Set", query: "Get" },
  v2: { create: "Place", query: "GetV2" },
} as const;

export interface OrderCall {
  readonly operation: ProviderOperation;
  readonly family: Family;
  readonly call: "create" | "query";
  /** The inner JSON text. */
  readonly inner: string;
}

export async function callOrder(account: BharatpayAccount, order: OrderCall): Promise<BharatpayAnswer> {
  const { version } = account.options;
  const response = await account.http.send({
    operation: order.operation,
    method: "POST",
    url: urlUnder(account.baseUrl, `/api/channel/${order.family}/${callNames[version][order.call]}`),
    headers: {
      authorization: authorizationOf(account.credentials, account.options),
      "content-type": "application/json",
    },
    body: sealBody(order.inner, account.cipher, version),
    clear: order.inner,
  });
  return readAnswer(account, response);
}

export async function callBalance(account: BharatpayAccount): Promise<BharatpayAnswer> {
  const response = await account.http.send({
    operation: "balance",
    method: "GET",
    url: urlUnder(account.baseUrl, "/api/channel/Merchant/Balance"),
    headers: { authorization: authorizationOf(account.credentials, account.options) },
    body: null,
  });
  return readAnswer(account, response);
}

function readAnswer({ cipher, http }: BharatpayAccount, response: ProviderResponse): BharatpayAnswer {
  const answer = readJsonAnswer(response);
  if (answer.kind !== "json") return answer;
  const envelope = answerEnvelope.safeParse(answer.value);
  if (!envelope.success) return unreadable;
  const { code, errorDesc, result } = envelope.data;
  // A gateway has a code, too, but neither of the other two.
  if (errorDesc === undefined && result === undefined) return unreadable;
  if (code !== "0") {
    const subject = readSubject({ code, words: errorDesc ?? "" });
    return { kind: "refused", subject, details: detailsOf({ code, message: errorDesc }) };
  }
  if (typeof result !== "string") return { kind: "done", result };
  const inner = openText(result, cipher);
  if (!inner.ok) return unreadable;
  http.noteOpened?.(response, `${JSON.stringify({ code, errorDesc }).slice(0, -1)},"result":${inner.text}}`);
  return { kind: "done", result: inner.value };
}

/** BharatPay publishes no list of codes. The words of the message say what a refusal is about. */
function readSubject({ code, words }: RefusalWords): RefusalSubject {
  return code === "401" || code === "403" || /decrypt/i.test(words)
    ? "credentials"
    : readRefusal({ code, words });
}

export interface OrderQuery {
  readonly operation: ProviderOperation;
  readonly family: Family;
  readonly orderNo: string;
}

/** Asks for one order by our own number. */
export function sendQuery(
  account: BharatpayAccount,
  { operation, family, orderNo }: OrderQuery,
): Promise<BharatpayAnswer> {
  return callOrder(account, { operation, family, call: "query", inner: queryText(orderNo) });
}

/** Queries one order, pay-in or payout. */
export async function queryOrder(account: BharatpayAccount, query: OrderQuery): Promise<QueryResult> {
  const answer = await sendQuery(account, query);
  if (answer.kind === "not_sent") return queryNotSent;
  if (answer.kind === "unknown") return answer;
  if (answer.kind === "refused") return refuseQuery(answer);
  const order = readOrderResult(answer.result);
  if (order?.info.merchantSourceNo !== query.orderNo) return unreadable;
  return { kind: "report", report: reportOf(order, readNextAction(order)) };
}
