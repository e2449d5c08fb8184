/**
 * What may be paid out, and what needs a second person.
 *
 * Source: docs/configuration.md#payouts
 */
import { dayMs } from "../days.ts";
import { type Failure, fail } from "../errors.ts";
import type { Amount } from "../money.ts";
import type { PayoutRecord } from "../records.ts";

export const payoutLimitNames = ["maxAmount", "dailyLimit", "approveAbove"] as const;

/** By currency, in minor units. A currency that is not there has no limit. */
export interface PayoutLimits {
  /** The most that one payout may be. */
  readonly maxAmount: ReadonlyMap<string, bigint>;
  /** The most that all payouts of one day may be together, in UTC. */
  readonly dailyLimit: ReadonlyMap<string, bigint>;
  /** A payout of more than this waits for another person's approval. */
  readonly approveAbove: ReadonlyMap<string, bigint>;
}

export type LimitDecision =
  | { readonly kind: "allowed"; readonly needsApproval: boolean }
  | { readonly kind: "refused"; readonly failure: Failure };

/** The UTC day of a time: its first millisecond, and the first of the next day. Epoch ms. */
export function dayOf(at: number): { readonly from: number; readonly to: number } {
  const from = Math.floor(at / dayMs) * dayMs;
  return { from, to: from + dayMs };
}

/**
 * What the other payouts of a day are together. One that waits for its approval is in the sum of the day on which it was
 * made, until it is approved.
 *
 * @param sumMinor what all payouts of the day are together.
 */
export function othersOfDay(
  sumMinor: bigint,
  payout: Pick<PayoutRecord, "amount_minor" | "counted_at">,
  { from, to }: { readonly from: number; readonly to: number },
): bigint {
  const isInSum = payout.counted_at >= from && payout.counted_at < to;
  return isInSum ? sumMinor - BigInt(payout.amount_minor) : sumMinor;
}

/** @param acceptedMinor what the other payouts of that day and currency are together. */
export function decideLimits(
  limits: PayoutLimits,
  { amount, acceptedMinor }: { readonly amount: Amount; readonly acceptedMinor: bigint },
): LimitDecision {
  const { minor, currency } = amount;
  const maxMinor = limits.maxAmount.get(currency);
  if (maxMinor !== undefined && minor > maxMinor) {
    return refused(`The amount is above payouts.maxAmount for ${currency}.`, "is above payouts.maxAmount");
  }
  const dailyMinor = limits.dailyLimit.get(currency);
  if (dailyMinor !== undefined && acceptedMinor + minor > dailyMinor) {
    return refused(
      `With this payout, today's payouts would be above payouts.dailyLimit for ${currency}.`,
      "is above what payouts.dailyLimit leaves today",
    );
  }
  const freeMinor = limits.approveAbove.get(currency);
  return { kind: "allowed", needsApproval: freeMinor !== undefined && minor > freeMinor };
}

/** Names the limit, and tells neither its amount nor the rest of it. */
function refused(detail: string, message: string): LimitDecision {
  const failure = fail("payout_limit_exceeded", detail, [{ path: "amount", message }]);
  return { kind: "refused", failure };
}
