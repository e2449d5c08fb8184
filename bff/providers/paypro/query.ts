/** `queryPayInResult` and `queryPayOutResult`, which answer alike. Source: docs/providers/paypro.md#calls. */
import type { NextAction, QueryResult } from "../contract.ts";
import { detailsOf } from "../parsing/provider-details.ts";
import { readRefusal } from "../parsing/refusal-words.ts";
import { queryNotSent, refuseQuery, saying, unreadable } from "../parsing/refused-calls.ts";
import { type PayproOrderData, readOrderData, readStatus, reportOf } from "./order-data.ts";
import { callPaypro, type PayproAccount, type PayproOutcome } from "./wire.ts";

export interface PayproQuery {
  readonly kind: "payment" | "payout";
  readonly orderNo: string;
  /** Epoch ms. */
  readonly now: number;
}

const callOf = {
  payment: { operation: "query", name: "queryPayInResult" },
  payout: { operation: "payout_query", name: "queryPayOutResult" },
} as const;

/** Makes the call. */
export function sendQuery(
  account: PayproAccount,
  { kind, orderNo, now }: PayproQuery,
): Promise<PayproOutcome> {
  return callPaypro(account, { ...callOf[kind], now, fields: { tradeNo: orderNo } });
}

/** Queries one order. A pay-in's answer has the code again. */
export async function queryOrder(
  account: PayproAccount,
  query: PayproQuery,
  nextActionOf: (data: PayproOrderData) => NextAction | null,
): Promise<QueryResult> {
  const outcome = await sendQuery(account, query);
  switch (outcome.kind) {
    case "not_sent":
      return queryNotSent;
    case "unknown":
      return outcome;
    case "refused":
      return refuseQuery(outcome);
    case "taken":
      return readAnswer(query.orderNo, outcome.data, nextActionOf);
    default:
      return outcome satisfies never;
  }
}

function readAnswer(
  orderNo: string,
  answer: unknown,
  nextActionOf: (data: PayproOrderData) => NextAction | null,
): QueryResult {
  const data = readOrderData(answer, orderNo);
  if (!data) return unreadable;
  const { status: code, desc: message, providerOrderId, amount } = data;
  const reading = readStatus(code);
  if (reading.kind === "query_again") {
    return { kind: "unknown", cause: "server_error", ...saying(detailsOf({ code, message })) };
  }
  if (reading.status === "failed") {
    // An error code that is about no order of theirs, or about their own trouble, is no failure of ours.
    const subject = readRefusal({ code, words: message ?? "" });
    const details = detailsOf({ code, message });
    if (subject === "not_found" || subject === "doubt") return refuseQuery({ subject, details });
  }
  // Whose order it is must be said: nothing else ties the answer to ours (rule 5).
  if (data.orderNo === null) return unreadable;
  const nextAction = nextActionOf(data);
  const report = reportOf({ orderNo, providerOrderId, reading, code, message, amount, nextAction });
  return { kind: "report", report };
}
