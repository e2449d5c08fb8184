/** Whoever is told that a payout failed sends the money again: nobody is told so while its order stands (rules 12, 15, 16). */
import type { Records } from "./records.ts";

const ends: ReadonlySet<string> = new Set(["failed", "canceled", "reversed"]);

export function refusalInvariants(records: Records): string[] {
  return records.moves.flatMap(({ id, orderNo, to, at }) => {
    const order = records.orders.find((candidate) => candidate.orderNo === orderNo);
    if (to !== "failed" || order?.kind !== "payout" || order.createdAt > at) return [];
    const hasEnded = order.history.some((entry) => ends.has(entry.status) && entry.at <= at);
    const isOperators = records.payoutTimeline.some(
      (entry) => entry.payout_id === id && entry.to_status === "failed" && entry.cause === "operator",
    );
    return hasEnded || isOperators ? [] : [`payout ${id} was called failed while its order stood`];
  });
}
