/**
 * When the provider is queried next about a payout.
 *
 * Source: docs/lifecycle.md#when-providers-are-queried
 */
import type { PayoutRecord } from "../records.ts";
import { doubtfulWaitsMs, doubtWatchMs, pendingWaitsMs, waitMsOf, withJitter } from "../schedule.ts";
import { awaitsAnswer } from "./assertions.ts";
import { isUndecided, isUnsent } from "./status.ts";

/** True while nobody knows how the payout stands: an answer or a confirmation is outstanding. */
export function isInDoubt(payout: PayoutRecord): boolean {
  return payout.status === "creating" || payout.status === "unknown" || awaitsAnswer(payout);
}

/** Until when the provider is queried. Money whose fate is unknown is asked about for a day longer. Epoch ms. */
function endOfQueries({ status, watch_until }: PayoutRecord): number {
  return isUndecided(status) ? watch_until + doubtWatchMs : watch_until;
}

/** @returns epoch ms, or null when there is nothing more to query. */
export function nextPayoutQueryAt(input: {
  readonly payout: PayoutRecord;
  /** Index into the schedule of waits. */
  readonly step: number;
  readonly now: number;
  readonly randomByte: number;
}): number | null {
  const { payout, step, now, randomByte } = input;
  const inDoubt = isInDoubt(payout);
  if ((payout.status === "succeeded" || isUnsent(payout.status)) && !inDoubt) return null;
  const end = endOfQueries(payout);
  if (now >= end) return null;
  const wait = withJitter(waitMsOf(inDoubt ? doubtfulWaitsMs : pendingWaitsMs, step), randomByte);
  return Math.min(now + wait, Math.max(end, now + 1));
}
