/**
 * Sends LHXPay's calls, and reads what all answers have in common. Source: docs/providers/lhxpay.md#calls.
 */
import type { AdapterInput, QueryResult, UnknownOutcome } from "../contract.ts";
import { type ProviderOperation, urlUnder } from "../http-client.ts";
import { type AnswerReading, readJsonAnswer } from "../parsing/provider-answer.ts";
import { detailsOf, joinWords } from "../parsing/provider-details.ts";
import { type RefusalSubject, readRefusal } from "../parsing/refusal-words.ts";
import { queryNotSent, saying, unreadable } from "../parsing/refused-calls.ts";
import type { LhxpayCredentials, LhxpayOptions } from "./credentials.ts";
import { answerEnvelope, balanceString, queryAnswer, queryString, reportOf } from "./wire.ts";

export type LhxpayInput = AdapterInput<LhxpayCredentials, LhxpayOptions>;

/** One call: a POST if there is a `body` (JSON text), else a GET. `path` is below `baseUrl`. */
export interface LhxpayCall {
  readonly operation: ProviderOperation;
  readonly path: string;
  readonly body?: string;
}

export async function send(
  input: LhxpayInput,
  { operation, path, body }: LhxpayCall,
): Promise<AnswerReading> {
  const url = urlUnder(input.baseUrl, path);
  return readJsonAnswer(
    await input.http.send(
      body === undefined
        ? { operation, method: "GET", url, headers: {}, body: null }
        : { operation, method: "POST", url, headers: { "content-type": "application/json" }, body },
    ),
  );
}

/** The answer to queries, payouts and the balance: a result, or an error code. */
export type LhxpayAnswer =
  | { readonly kind: "success"; readonly result: unknown; readonly message: string }
  | LhxpayError
  | { readonly kind: "not_sent"; readonly cause: string }
  | UnknownOutcome;

export interface LhxpayError {
  readonly kind: "error";
  readonly code: string;
  readonly message: string;
}

export function readEnvelope(answer: AnswerReading): LhxpayAnswer {
  if (answer.kind !== "json") return answer;
  const envelope = answerEnvelope.safeParse(answer.value);
  if (!envelope.success) return unreadable;
  const { error, errorMessage, result } = envelope.data;
  return error === "success"
    ? { kind: "success", result, message: errorMessage ?? "" }
    : { kind: "error", code: error, message: errorMessage ?? "" };
}

export interface OrderQuery {
  readonly operation: ProviderOperation;
  readonly path: string;
  readonly orderNo: string;
  readonly resend: boolean;
}

/** Asks for one order, pay-in or payout. */
export async function sendQuery(input: LhxpayInput, query: OrderQuery): Promise<LhxpayAnswer> {
  const { operation, orderNo, resend } = query;
  const path = `${query.path}?${queryString(orderNo, resend, input.credentials)}`;
  return readEnvelope(await send(input, { operation, path }));
}

/**
 * Queries one order, pay-in or payout.
 *
 * @param query.absent what "no such order" means for this order.
 */
export async function queryOrder(
  input: LhxpayInput,
  query: OrderQuery & { readonly absent: (error: LhxpayError) => QueryResult | Promise<QueryResult> },
): Promise<QueryResult> {
  const { orderNo, absent } = query;
  const answer = await sendQuery(input, query);
  if (answer.kind === "not_sent") return queryNotSent;
  if (answer.kind === "unknown") return answer;
  if (answer.kind === "error") return isAbsent(answer) ? await absent(answer) : readQueryRefusal(answer);
  const result = queryAnswer.safeParse(answer.result);
  if (!result.success || result.data.mrn !== orderNo) return unreadable;
  const { status, amount, fee: feeText, errorMsg } = result.data;
  // "OK" beside an order that is under way or paid is no news.
  const message = status === "2" ? joinWords(errorMsg, answer.message) : null;
  const said = saying(detailsOf({ code: status, feeText, message }));
  return { kind: "report", report: { ...reportOf(orderNo, status, amount), ...said } };
}

export async function callBalance(input: LhxpayInput): Promise<LhxpayAnswer> {
  const path = `/api/Merchants/Balance?${balanceString(input.credentials)}`;
  return readEnvelope(await send(input, { operation: "balance", path }));
}

/**
 * Whoever reads that a payout failed sends the money again, and the documentation has `object_not_found` only for a
 * merchant's account that is not there. So it counts for a payout where the words speak of the order, or where LHXPay
 * knows the account.
 */
export async function confirmAbsence(
  input: LhxpayInput,
  { code, message }: LhxpayError,
): Promise<QueryResult> {
  const isOrder = subjectOf("", message) === "not_found";
  const isAbsentPayout = isOrder || (await callBalance(input)).kind === "success";
  if (isAbsentPayout) return { kind: "not_found" };
  return { kind: "unknown", cause: "unclear_refusal", ...saying(detailsOf({ code, message })) };
}

/**
 * The order is not there. The documentation has `object_not_found` for a merchant's account that is not there, too;
 * that says nothing about an order. So the code does not count beside words about us, or about their own trouble.
 */
export function isAbsent({ code, message }: LhxpayError): boolean {
  const subject = subjectOf("", message);
  return code === "object_not_found" && subject !== "credentials" && subject !== "doubt";
}

/**
 * A query that was refused. Every documented reason is a mistake of ours, and none says anything about an
 * order.
 */
export function readQueryRefusal({
  code,
  message,
}: LhxpayError):
  | { readonly kind: "refused"; readonly code: string; readonly alarm: boolean }
  | UnknownOutcome {
  const known = queryRefusals.get(code);
  const said = saying(detailsOf({ code, message }));
  if (known === undefined && subjectOf(code, message) === "doubt") {
    return { kind: "unknown", cause: "unclear_refusal", ...said };
  }
  return { kind: "refused", code: known ?? "provider_refused", alarm: true, ...said };
}

/**
 * LHXPay's pay-ins are refused in a sentence without a code. Words of its own documentation are checked before any
 * others.
 */
const ownWords: readonly (readonly [string, RefusalSubject])[] = [
  ["客满", "no_capacity"],
  ["签名", "credentials"],
  ["商户账户", "credentials"],
  ["单号冲突", "duplicate"],
];

export function subjectOf(code: string, message: string): RefusalSubject {
  const own = ownWords.find(([word]) => message.includes(word));
  return own?.[1] ?? readRefusal({ code, words: message });
}

const queryRefusals: ReadonlyMap<string, string> = new Map([
  ["sign_error", "signature_refused"],
  ["invalid_data", "request_refused"],
  ["object_not_found", "account_refused"],
]);
