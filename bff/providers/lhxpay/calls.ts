/**
 * Sends LHXPay's calls, and reads what all answers have in common. Source: docs/providers/lhxpay.md#calls.
 */
import type { AdapterInput, QueryResult, UnknownCause } from "../contract.ts";
import { type ProviderOperation, urlUnder } from "../http-client.ts";
import { type AnswerReading, readJsonAnswer } from "../parsing/provider-answer.ts";
import { questionNotSent } from "../parsing/refused-calls.ts";
import type { LhxpayCredentials, LhxpayOptions } from "./credentials.ts";
import { answerEnvelope, queryAnswer, queryString, reportOf } from "./wire.ts";

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
  | { readonly kind: "success"; readonly result: unknown }
  | { readonly kind: "error"; readonly code: string }
  | { readonly kind: "not_sent"; readonly cause: string }
  | { readonly kind: "unknown"; readonly cause: UnknownCause };

export function readEnvelope(answer: AnswerReading): LhxpayAnswer {
  if (answer.kind !== "json") return answer;
  const envelope = answerEnvelope.safeParse(answer.value);
  if (!envelope.success) return { kind: "unknown", cause: "unreadable_answer" };
  const { error, result } = envelope.data;
  if (error !== "success") return { kind: "error", code: error };
  return answer.ok ? { kind: "success", result } : { kind: "unknown", cause: "unreadable_answer" };
}

/**
 * Queries one order, pay-in or payout.
 *
 * @param question.absent what "no such order" means for this order.
 */
export async function queryOrder(
  input: LhxpayInput,
  question: {
    readonly operation: ProviderOperation;
    readonly path: string;
    readonly orderNo: string;
    readonly resend: boolean;
    readonly absent: QueryResult;
  },
): Promise<QueryResult> {
  const { operation, orderNo, absent } = question;
  const path = `${question.path}?${queryString(orderNo, question.resend, input.credentials)}`;
  const answer = readEnvelope(await send(input, { operation, path }));
  if (answer.kind === "not_sent") return questionNotSent;
  if (answer.kind === "unknown") return answer;
  if (answer.kind === "error") {
    return answer.code === "object_not_found" ? absent : refusedQuestion(answer.code);
  }
  const result = queryAnswer.safeParse(answer.result);
  if (!result.success || result.data.mrn !== orderNo) return { kind: "unknown", cause: "unreadable_answer" };
  return { kind: "report", report: reportOf(orderNo, result.data.status, result.data.amount) };
}

/**
 * A query that was refused. Every documented reason is a mistake of ours, and none says anything about an
 * order.
 */
export function refusedQuestion(code: string): {
  readonly kind: "refused";
  readonly code: string;
  readonly alarm: boolean;
} {
  return { kind: "refused", code: questionRefusals.get(code) ?? "provider_refused", alarm: true };
}

const questionRefusals: ReadonlyMap<string, string> = new Map([
  ["sign_error", "signature_refused"],
  ["invalid_data", "request_refused"],
  ["object_not_found", "account_refused"],
]);
