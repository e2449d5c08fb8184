/** What CXPay says about one order, by query or callback. Source: docs/providers/cxpay.md#status-codes. */
import type { OrderReport, ReportedStatus } from "../contract.ts";
import { detailsOf, undocumentedCode } from "../parsing/provider-details.ts";
import { saying } from "../parsing/refused-calls.ts";

const statuses: ReadonlyMap<string, ReportedStatus> = new Map([
  ["0", "pending"],
  ["1", "succeeded"],
  ["2", "failed"],
]);

/** The documentation has a boolean; others of its family write `1`. A query must confirm it in any case. */
export function isReversal(reverse: string | null | undefined): boolean {
  return /^(?:true|yes|[1y])$/i.test(reverse ?? "");
}

export interface CxpayOrder {
  readonly orderNo: string;
  readonly platOrderId: string | null;
  /** A number or its text. */
  readonly status: string;
  readonly isReversed: boolean;
  /** What was actually paid. */
  readonly amount?: string | null | undefined;
  readonly utr?: string | null | undefined;
  readonly fee?: string | null | undefined;
  /** Why it failed. */
  readonly remark?: string | null | undefined;
}

/** A report about one order. A status that is not documented is pending, and is named. */
export function reportOf(order: CxpayOrder): OrderReport {
  const known = statuses.get(order.status);
  const status = order.isReversed ? "reversed" : (known ?? "pending");
  const isPaid = status === "succeeded";
  const amountText = isPaid ? order.amount || null : null;
  return {
    orderNo: order.orderNo,
    providerOrderId: order.platOrderId,
    status,
    amountText,
    // What the customer pays is up to the customer: "paid" alone does not mean what was ordered.
    ...(isPaid && amountText === null ? { amountUntold: true } : {}),
    orderedAmountText: null,
    currency: null,
    nextAction: null,
    undocumentedStatus: known === undefined ? undocumentedCode(order.status) : null,
    ...saying(
      detailsOf({
        utr: order.utr,
        feeText: order.fee,
        code: order.status,
        // Else it may be our own remark, which is a tax number in Brazil.
        message: status === "failed" || status === "reversed" ? order.remark : null,
      }),
    ),
  };
}
