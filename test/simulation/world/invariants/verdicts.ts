/** What a payment is called without need: failed while its order stood, or for a person to look at (rules 13 and 14). */
import { saysMoney } from "../../../../bff/core/testimony.ts";
import type { HeldOrder } from "../orders.ts";
import { mayBeForAnotherAmount } from "./changed-sessions.ts";
import { type Records, wasRestored } from "./records.ts";

export function verdictInvariants(records: Records): string[] {
  return [...calledFailed(records), ...reviewedForNothing(records)];
}

/** "Failed" is said only when it is known: never of a payment whose order the provider had taken and not failed. */
function calledFailed(records: Records): string[] {
  return records.timeline.flatMap((entry) => {
    if (entry.to_status !== "failed" || entry.from_status === "failed" || entry.cause === "operator")
      return [];
    const payment = records.payments.find((candidate) => candidate.id === entry.payment_id);
    const order = records.orders.find((candidate) => candidate.orderNo === payment?.order_no);
    const isTold =
      order === undefined ||
      order.everFailed ||
      isOnlyFailureSaid(order, entry.at) ||
      (wasRestored(records) && (isFailureSaid(records, order) || isForgotten(records, order)));
    return isTold ? [] : [`payment ${entry.payment_id} was called failed while its order stood`];
  });
}

/** The provider's own query had called it failed, wrongly, before anybody told of money. */
function isOnlyFailureSaid({ stale, said }: HeldOrder, failedAt: number): boolean {
  const before = said.filter(({ at }) => at <= failedAt);
  const isFailed = before.some(({ by, status }) => by === "query" && status === "failed");
  return stale?.status === "failed" && isFailed && !before.some(saysMoney);
}

/** Money was told of, the database forgot it, and the provider does not know the order for longer than it takes to count. */
function isForgotten({ restoredAt }: Records, { said, unseenUntil }: HeldOrder): boolean {
  return unseenUntil > 0 && said.some((word) => saysMoney(word) && word.at <= (restoredAt ?? 0));
}

/** A query has said so since the database was put back, which does not know what was said before. */
function isFailureSaid({ restoredAt }: Records, { said }: HeldOrder): boolean {
  return said.some(({ by, status, at }) => by === "query" && status === "failed" && at >= (restoredAt ?? 0));
}

/** The shortest time for which a payment is watched after its hour. */
const shortestWatchMs = 24 * 60 * 60 * 1_000;

/** Nobody is made to look at a payment about which nothing ever disagreed, while the provider can still be asked. */
function reviewedForNothing(records: Records): string[] {
  return records.timeline.flatMap((entry) => {
    if (entry.to_status !== "review" || entry.from_status === "review") return [];
    const payment = records.payments.find((candidate) => candidate.id === entry.payment_id);
    const order = records.orders.find((candidate) => candidate.orderNo === payment?.order_no);
    if (payment === undefined || order === undefined || order.isOdd || order.liedAbout) return [];
    if (mayBeForAnotherAmount(records, payment, order)) return [];
    return entry.at < order.createdAt + shortestWatchMs
      ? [`payment ${entry.payment_id} went into review though nothing about it disagrees`]
      : [];
  });
}
