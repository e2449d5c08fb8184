/**
 * When a session or a payout has ended, with all that hangs on it, so that its personal data may be erased and, later,
 * its rows removed. Source: docs/privacy.md#how-long
 */
import { isReversalInDoubt } from "./payment/reversal.ts";
import { isOpen } from "./payment/status.ts";
import { isReversalInDoubt as isPayoutInDoubt } from "./payout/assertions.ts";
import { isUndecided } from "./payout/status.ts";
import type { PaymentRecord, PayoutRecord, SessionRecord } from "./records.ts";
import { hasOpenRefund } from "./refund/on-payment.ts";
import { isClosed } from "./session/status.ts";

/** Why something is kept: it is open, in review, in doubt, under watch for late money, or an event is undelivered. */
export type KeptWhy = "open" | "in_review" | "in_doubt" | "watched" | "undelivered";

/** What waits beside the rows themselves. */
export interface PendingWork {
  /** A delivery of one of its events is pending. A dead one has ended. */
  readonly isUndelivered: boolean;
}

export type Ending =
  | { readonly kind: "ended"; readonly at: number }
  | { readonly kind: "kept"; readonly why: KeptWhy };

const kept = (why: KeptWhy): Ending => ({ kind: "kept", why });

export function endOfSession(
  held: { readonly session: SessionRecord; readonly payments: readonly PaymentRecord[] } & PendingWork,
  now: number,
): Ending {
  const { session, payments } = held;
  if (payments.some(({ status }) => status === "review")) return kept("in_review");
  if (!isClosed(session.status) || payments.some(({ status }) => isOpen(status))) return kept("open");
  if (payments.some(hasOpenRefund)) return kept("open");
  // A reversal of what never counted as paid takes nothing back: it is waited for as late money is, and no longer.
  if (payments.some((row) => row.confirm_pending === 1 || isReversalInDoubt(row))) return kept("in_doubt");
  const watches = payments.filter(({ status }) => status !== "succeeded").map((row) => row.watch_until);
  return endedAt([session.updated_at, ...payments.map((row) => row.updated_at)], watches, held, now);
}

export function endOfPayout(held: { readonly payout: PayoutRecord } & PendingWork, now: number): Ending {
  const { payout } = held;
  if (payout.status === "review") return kept("in_review");
  if (isUndecided(payout.status) || payout.status === "awaiting_approval") return kept("open");
  if (payout.confirm_pending === 1 || isPayoutInDoubt(payout)) return kept("in_doubt");
  return endedAt([payout.updated_at], [payout.watch_until], held, now);
}

function endedAt(
  changes: readonly number[],
  watches: readonly number[],
  { isUndelivered }: PendingWork,
  now: number,
): Ending {
  if (watches.some((until) => until > now)) return kept("watched");
  if (isUndelivered) return kept("undelivered");
  return { kind: "ended", at: Math.max(...changes, ...watches) };
}
