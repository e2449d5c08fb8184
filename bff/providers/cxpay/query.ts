/** `/order/query`, the same for pay-ins and payouts. Source: docs/providers/cxpay.md#query. */
import { z } from "zod";
import type { QueryResult } from "../contract.ts";
import type { ProviderOperation } from "../http-client.ts";
import { queryNotSent, refuseQuery, unreadable } from "../parsing/refused-calls.ts";
import { ifReadable, numberText, scalarText, theirNumber } from "../parsing/scalars.ts";
import { isReversal, reportOf } from "./report.ts";
import { type CxpayAccount, type CxpayOutcome, callCxpay } from "./wire.ts";

type QueryOperation = Extract<ProviderOperation, "query" | "payout_query">;

const orderSchema = z.object({
  amount: numberText.nullish(),
  orderId: scalarText,
  platOrderId: theirNumber,
  status: scalarText,
  utr: ifReadable(scalarText),
  fee: ifReadable(numberText),
  // As in a callback. The documentation's sample does not have it here.
  reverse: ifReadable(scalarText),
});

/** Makes the call. */
export function sendQuery(
  account: CxpayAccount,
  operation: QueryOperation,
  orderNo: string,
): Promise<CxpayOutcome> {
  return callCxpay(account, { operation, path: "/order/query", fields: { orderId: orderNo } });
}

/** Queries an order. Its `amount` is what was actually paid, once something was. */
export async function queryOrder(
  account: CxpayAccount,
  operation: QueryOperation,
  orderNo: string,
): Promise<QueryResult> {
  const outcome = await sendQuery(account, operation, orderNo);
  if (outcome.kind === "not_sent") return queryNotSent;
  if (outcome.kind === "unknown") return outcome;
  if (outcome.kind === "refused") return refuseQuery(outcome);
  const order = orderSchema.safeParse(outcome.data);
  // Nothing else ties the answer to our order (rule 5).
  if (!order.success || order.data.orderId !== orderNo) return unreadable;
  return {
    kind: "report",
    report: reportOf({ ...order.data, orderNo, isReversed: isReversal(order.data.reverse) }),
  };
}
