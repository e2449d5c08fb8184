/** Compares a provider's answer to a query with the order as it stood here before. Pure. */
import type { Discrepancy } from "../../contract.ts";
import { sayDisagreement } from "../../core/disagreements.ts";
import { isSameCurrency, parseProviderDecimal } from "../../core/money.ts";
import { resolvedAsFailed } from "../../core/payment/on-record.ts";
import { isUnsent, readPayoutExceptions } from "../../core/payout/status.ts";
import type { OrderReport } from "../../providers/contract.ts";
import { isReversed, type OurOrder, whichOrder } from "./our-order.ts";

/** Codes of a failure that came after the provider had taken the order. */
const failuresOfOrders: ReadonlySet<string | null> = new Set([
  "payment_failed",
  resolvedAsFailed.failure_code,
  "payout_failed",
  "payout_reversed",
]);

/**
 * Whether the provider may know the order. A payment that it refused is left out. A payout is not: what was called
 * refused may have gone out.
 */
export function isToBeQueried({ kind, row }: OurOrder): boolean {
  // The provider's answer to the creation is still awaited.
  if (row.status === "creating") return false;
  return kind === "payout" || !isNeverMade(row) || row.failure_code === "not_created";
}

/** It failed before the provider had an order. */
function isNeverMade({ status, failure_code: code }: OurOrder["row"]): boolean {
  return status === "failed" && !failuresOfOrders.has(code);
}

/** A provider knows a payout that was not sent only if the database has been restored from a backup since (rule 24). */
function isNeverSent({ kind, row }: OurOrder): boolean {
  return kind === "payout" && isUnsent(row.status);
}

/** @param report null when the provider does not know the order. */
export function compareAnswer(order: OurOrder, report: OrderReport | null): Discrepancy[] {
  const { row } = order;
  const about = whichOrder(order);
  if (report === null) {
    if (row.status === "unknown" || isNeverMade(row) || isNeverSent(order)) return [];
    const detail = sayDisagreement("unknown_there", { status: row.status });
    return [{ ...about, kind: "missing_there", detail }];
  }
  const paidThere = report.status === "succeeded";
  const paidHere = row.status === "succeeded" && !isReversed(order);
  // Of one in review a difference is known: an operator is to settle it.
  if (paidThere !== paidHere && row.status !== "review") {
    const detail = sayDisagreement("says_otherwise", { said: report.status, status: row.status });
    return [{ ...about, kind: "status_differs", detail }];
  }
  if (!paidThere || isSameMoney(order, report) || isAmountOnRecord(order)) return [];
  const code = order.kind === "payment" ? "other_amount_received" : "other_amount_sent";
  return [{ ...about, kind: "amount_differs", detail: sayDisagreement(code, {}) }];
}

function isSameMoney({ kind, row }: OurOrder, report: OrderReport): boolean {
  if (report.currency !== null && !isSameCurrency(report.currency, row.currency)) return false;
  if (report.amountText === null) return true;
  const ours = kind === "payment" ? row.received_minor : row.amount_minor;
  return parseProviderDecimal(report.amountText, row.decimals) === BigInt(ours);
}

/** A payout's other amount was reported when it was found. What a payment received is compared as such. */
export function isAmountOnRecord({ kind, row }: OurOrder): boolean {
  if (kind === "payment") return false;
  const exceptions = readPayoutExceptions(row);
  return exceptions.includes("underpaid") || exceptions.includes("overpaid");
}
