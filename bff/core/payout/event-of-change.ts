import type { PayoutEventType } from "../decision.ts";
import type { PayoutRecord } from "../records.ts";
import { readPayoutExceptions } from "./status.ts";

/** The event that reports the change; null when no event does. */
export function payoutEventOf(change: {
  readonly before: PayoutRecord;
  readonly after: PayoutRecord;
  /** A person has to look at it, whether or not its state says so. */
  readonly needsReview: boolean;
}): PayoutEventType | null {
  const { before, after, needsReview } = change;
  if (before.status !== after.status) return eventOfState(after);
  const exceptions = readPayoutExceptions(after);
  const lost = readPayoutExceptions(before).filter((name) => !exceptions.includes(name));
  const isNewlyReversed = exceptions.includes("reversed") && before.exceptions !== after.exceptions;
  if (isNewlyReversed) return "payout.reversed";
  // Paid after all, or in the amount that was ordered after all.
  const isLifted = lost.includes("reversed") || (lost.length > 0 && exceptions.length === 0);
  if (after.status === "succeeded" && isLifted) return "payout.succeeded";
  return needsReview ? "payout.review_required" : null;
}

function eventOfState({ status }: PayoutRecord): PayoutEventType | null {
  switch (status) {
    case "review":
      return "payout.review_required";
    case "succeeded":
      return "payout.succeeded";
    case "failed":
      return "payout.failed";
    case "awaiting_approval":
    case "creating":
    case "unknown":
    case "pending":
    case "rejected":
      return null;
    default:
      return status satisfies never;
  }
}
