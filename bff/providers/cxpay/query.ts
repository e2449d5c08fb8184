/** `/order/query`, the same for pay-ins and payouts. Source: docs/providers/cxpay.md#query. */
import { z } from "zod";
import type { QueryResult } from "../contract.ts";
import type { ProviderOperation } from "../http-client.ts";
import { questionNotSent, refuseQuery } from "../parsing/refused-calls.ts";
import { numberText, scalarText } from "../parsing/scalars.ts";
import { readStatus } from "./order-status.ts";
import { type CxpayAccount, callCxpay } from "./wire.ts";

const orderSchema = z.object({
  amount: numberText.nullish(),
  orderId: scalarText.nullish(),
  platOrderId: scalarText.nullish(),
  status: scalarText,
});

/** Queries an order. Its `amount` is what was actually paid, once something was. */
export async function queryOrder(
  account: CxpayAccount,
  operation: Extract<ProviderOperation, "query" | "payout_query">,
  orderNo: string,
): Promise<QueryResult> {
  const outcome = await callCxpay(account, { operation, path: "/order/query", fields: { orderId: orderNo } });
  if (outcome.kind === "not_sent") return questionNotSent;
  if (outcome.kind === "unknown") return outcome;
  if (outcome.kind === "refused") return refuseQuery(outcome.subject);
  const order = orderSchema.safeParse(outcome.data);
  const isOurs = order.success && (!order.data.orderId || order.data.orderId === orderNo);
  if (!isOurs) return { kind: "unknown", cause: "unreadable_answer" };
  const { amount, platOrderId } = order.data;
  const { status, undocumentedStatus } = readStatus(order.data.status);
  return {
    kind: "report",
    report: {
      orderNo,
      providerOrderId: platOrderId || null,
      status,
      amountText: status === "succeeded" ? amount || null : null,
      orderedAmountText: null,
      currency: null,
      nextAction: null,
      undocumentedStatus,
    },
  };
}
