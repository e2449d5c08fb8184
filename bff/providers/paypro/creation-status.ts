/**
 * What the answer to a creation says of an order beyond "processing", pay-in and payout alike.
 * Source: docs/providers/paypro.md#status-codes.
 */
import type { OrderReport } from "../contract.ts";
import { detailsOf } from "../parsing/provider-details.ts";
import { readRefusal } from "../parsing/refusal-words.ts";
import { refuseCreation, saying } from "../parsing/refused-calls.ts";
import { type PayproOrderData, type PayproStatus, readStatus, reportOf } from "./order-data.ts";

/**
 * An order that PayPro took, and calls failed at once.
 *
 * @param data whose status is an error code, or `00032` or `5000`.
 */
export function readFailedCreation({ status: code, desc: message }: PayproOrderData) {
  const details = detailsOf({ code, message });
  return readStatus(code).kind === "query_again"
    ? ({ kind: "unknown", cause: "server_error", ...saying(details) } as const)
    : refuseCreation({ subject: readRefusal({ code, words: message ?? "" }), details });
}

/** Money is not believed here, only noted: a query will tell. A status that is not documented is reported. */
export function readBeyondPending(
  orderNo: string,
  { status: code, desc: message, providerOrderId }: PayproOrderData,
  reading: Extract<PayproStatus, { kind: "status" }>,
): { readonly report: OrderReport | null; readonly notes: readonly string[] } {
  if (reading.undocumented !== null) {
    const stated = { orderNo, providerOrderId, reading, code, message, amount: null, nextAction: null };
    return { report: reportOf(stated), notes: [] };
  }
  const notes = ["the creation answer had a status other than 0015; a query will tell"];
  return { report: null, notes: reading.status === "pending" ? [] : notes };
}
