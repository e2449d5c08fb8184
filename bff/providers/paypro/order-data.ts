/** What PayPro says about one order. Source: docs/providers/paypro.md#order-data. */
import { z } from "zod";
import type { NextAction, OrderReport, ReportedStatus } from "../contract.ts";
import { detailsOf, undocumentedCode } from "../parsing/provider-details.ts";
import { saying } from "../parsing/refused-calls.ts";
import {
  ifReadable,
  linkText,
  longestScalar,
  numberText,
  scalarText,
  theirNumber,
  wordsText,
} from "../parsing/scalars.ts";

/**
 * `data` of a creation or a query, pay-in and payout alike. The documentation has two names for PayPro's
 * number.
 */
const dataSchema = z
  .object({
    tradeNo: scalarText.nullish(),
    platFormTradeNo: theirNumber,
    payproTradeNo: theirNumber,
    // Text only: as a JSON number, `0000` and `0` would be the same.
    status: z.string().min(1).max(longestScalar),
    desc: ifReadable(wordsText),
    amount: numberText.nullish(),
    paymentInfo: ifReadable(linkText),
    paymentUrl: ifReadable(linkText),
  })
  .transform(({ tradeNo, platFormTradeNo, payproTradeNo, ...rest }) => ({
    ...rest,
    orderNo: tradeNo || null,
    providerOrderId: platFormTradeNo ?? payproTradeNo,
  }));
export type PayproOrderData = z.output<typeof dataSchema>;

/** Reads `data` about our order. Undefined if it cannot be read, or is about another order. */
export function readOrderData(data: unknown, orderNo: string): PayproOrderData | undefined {
  const parsed = dataSchema.safeParse(data);
  if (!parsed.success) return undefined;
  return parsed.data.orderNo === null || parsed.data.orderNo === orderNo ? parsed.data : undefined;
}

export type PayproStatus =
  | { readonly kind: "status"; readonly status: ReportedStatus; readonly undocumented: string | null }
  /** `00032`, "unknown error", or `5000`, a system error: nothing is final before another query. */
  | { readonly kind: "query_again" };

/** Theirs, on either layer. */
export const systemErrorCode = "5000";

const namedStatuses: ReadonlyMap<string, ReportedStatus> = new Map([
  ["0000", "succeeded"],
  ["0001", "partially_paid"],
  ["0015", "pending"],
]);
const troubleCodes: ReadonlySet<string> = new Set(["00032", systemErrorCode]);
/**
 * The documentation says of all other codes: "can be treated as a failure". A text without a digit is no
 * code.
 */
const errorCode = /^[A-Z_-]*\d[0-9A-Z_-]*$/i;

/** What a status code means. */
export function readStatus(code: string): PayproStatus {
  if (troubleCodes.has(code)) return { kind: "query_again" };
  const named = namedStatuses.get(code);
  if (named !== undefined) return { kind: "status", status: named, undocumented: null };
  return errorCode.test(code)
    ? { kind: "status", status: "failed", undocumented: null }
    : { kind: "status", status: "pending", undocumented: undocumentedCode(code) };
}

/** A report about one order, from a query or a callback. */
export function reportOf(order: {
  readonly orderNo: string;
  readonly providerOrderId: string | null;
  readonly reading: Extract<PayproStatus, { kind: "status" }>;
  readonly code: string;
  readonly message: string | null | undefined;
  readonly amount: string | null | undefined;
  readonly nextAction: NextAction | null;
}): OrderReport {
  const { status, undocumented } = order.reading;
  const hasArrived = status === "succeeded" || status === "partially_paid";
  return {
    orderNo: order.orderNo,
    providerOrderId: order.providerOrderId,
    status,
    // `0000` says "in full", because there is another code for less. So an amount that is not told is no riddle.
    amountText: hasArrived ? order.amount || null : null,
    orderedAmountText: null,
    currency: null,
    nextAction: order.nextAction,
    undocumentedStatus: undocumented,
    ...saying(detailsOf({ code: order.code, message: order.message })),
  };
}
