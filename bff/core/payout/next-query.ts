/**
 * When the provider is queried next about a payout.
 *
 * Source: docs/lifecycle.md#when-providers-are-queried
 */
import type { PayoutRecord } from "../records.ts";
import { doubtfulWaitsMs, pendingWaitsMs, waitMsOf, withJitter } from "../schedule.ts";

/** @returns epoch ms, or null when there is nothing more to query. A payout in doubt is queried without end. */
export function nextPayoutQueryAt(input: {
  readonly payout: PayoutRecord;
  /** Index into the schedule of waits. */
  readonly step: number;
  readonly now: number;
  readonly randomByte: number;
}): number | null {
  const { payout, step, now, randomByte } = input;
  if (payout.status === "succeeded") return null;
  const awaitsConfirmation = payout.confirm_pending === 1;
  if (payout.status === "failed" && !awaitsConfirmation && now >= payout.watch_until) return null;
  const inDoubt = payout.status === "creating" || payout.status === "unknown" || awaitsConfirmation;
  return now + withJitter(waitMsOf(inDoubt ? doubtfulWaitsMs : pendingWaitsMs, step), randomByte);
}
