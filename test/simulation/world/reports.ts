/** What a simulated provider says of an order that it is asked about, when it says something. */
import type { OrderReport, ReportedStatus } from "../../../bff/providers/contract.ts";
import { textOf } from "./callbacks.ts";
import type { HeldOrder } from "./orders.ts";

/**
 * What a query says of the amount. `named`: it does. `as_ordered`: nothing, and an order that was paid in another amount
 * is never called succeeded (PayPro). `untold`: nothing, and an order is called succeeded whatever was paid; asked to,
 * it sends the callback that names it again (LHXPay).
 */
export type AmountAnswer = "named" | "as_ordered" | "untold";

/** How long some call an order paid that they have reversed. */
const staleMs = 20 * 60_000;

/** Of a reversal some providers learn late what their callbacks say already, and some have no word for it. */
export function statusToldOf({ status, reversal }: HeldOrder, now: number): ReportedStatus {
  if (status !== "reversed" || reversal === null || reversal.said === "reversed") return status;
  if (reversal.said === "failed" || now - reversal.at > staleMs) return "failed";
  return "succeeded";
}

export function reportOf(
  order: HeldOrder,
  answers: AmountAnswer,
  { status, undocumented }: { readonly status: ReportedStatus; readonly undocumented: string | null },
): OrderReport {
  const isOrdered = order.reversal !== null || order.isOrderNamed;
  const paid = isOrdered ? order.amountMinor : order.paidMinor;
  return {
    orderNo: order.orderNo,
    providerOrderId: `at-${order.orderNo}`,
    status,
    amountText: answers === "named" ? textOf(paid) : null,
    ...(answers === "untold" ? { amountUntold: true } : {}),
    orderedAmountText: null,
    currency: order.currency,
    nextAction: null,
    undocumentedStatus: undocumented,
  };
}
