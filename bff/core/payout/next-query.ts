/**
 * When the provider is queried next about a payout.
 *
 * Source: docs/queries.md#when-providers-are-queried
 */
import type { PayoutRecord } from "../records.ts";
import { doubtWatchMs, queryTime, type WaitInput } from "../schedule.ts";
import { awaitsAnswer } from "./assertions.ts";
import { isUndecided, isUnsent } from "./status.ts";

/** True while nobody knows how the payout stands: an answer or a confirmation is outstanding. */
export function isInDoubt(payout: PayoutRecord): boolean {
  return payout.status === "creating" || payout.status === "unknown" || awaitsAnswer(payout);
}

/** The time of the last query, epoch ms. A payout whose end is not known is queried for a day longer. */
function lastQueryAt({ status, watch_until }: PayoutRecord): number {
  return isUndecided(status) ? watch_until + doubtWatchMs : watch_until;
}

/** @returns epoch ms, or null when there is nothing more to query. */
export function nextPayoutQueryAt(payout: PayoutRecord, wait: WaitInput): number | null {
  const inDoubt = isInDoubt(payout);
  if ((payout.status === "succeeded" || isUnsent(payout.status)) && !inDoubt) return null;
  return queryTime({ ...wait, inDoubt, lastAt: lastQueryAt(payout) });
}
