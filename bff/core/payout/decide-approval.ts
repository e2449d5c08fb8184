/**
 * Whether a payout that waits for a second person may be approved or rejected, and what follows from that.
 *
 * Source: docs/payout-lifecycle.md#approval-of-payouts
 */
import { type Failure, fail } from "../errors.ts";
import type { Amount } from "../money.ts";
import type { PayoutRecord } from "../records.ts";
import { readTestimony } from "../testimony.ts";
import { assertsMoney, awaitsAnswer } from "./assertions.ts";
import {
  decidePayoutFacts,
  type HeldPayout,
  type PayoutDraft,
  type PayoutTools,
  payoutDraftOf,
} from "./decide-facts.ts";
import { decideLimits, othersOfDay, type PayoutLimits } from "./limits.ts";

export interface Approval {
  readonly kind: "approved" | "rejected";
  readonly actor: string;
  readonly noteSealed: string | null;
  /** True when the payout's account is there to send it. */
  readonly canBeSent: boolean;
  readonly amount: Amount;
  readonly limits: PayoutLimits;
  /** On which it goes out, if it is approved: the time, and the first milliseconds of its UTC day and of the next. */
  readonly day: { readonly at: number; readonly from: number; readonly to: number };
}

/** What the decision depends on besides the payout. */
export interface ApprovalBasis {
  /** What the payouts of the approval's day are together, in minor units. */
  readonly dayMinor: bigint;
  /** What speaks against sending the refund that the payout carries; null where nothing does, or where it carries none. */
  readonly ofRefund: Failure | null;
}

/** @returns null when nothing speaks against the decision. */
export function objectionTo(
  payout: PayoutRecord,
  approval: Approval,
  { dayMinor, ofRefund }: ApprovalBasis,
): Failure | null {
  const { kind, actor, canBeSent } = approval;
  if (payout.status !== "awaiting_approval") {
    return fail("not_awaiting_approval", `The payout is ${payout.status}.`);
  }
  if (payout.created_by === null || payout.created_by === actor) {
    return fail("same_actor", "Another API key or operator than the one that made the payout has to decide.");
  }
  if (kind === "rejected") return null;
  if (awaitsAnswer(payout) || assertsMoney(payout, readTestimony(payout))) {
    return fail("not_awaiting_approval", "A callback says that it was paid out before.");
  }
  if (!canBeSent) {
    return fail("account_not_configured", "The payout's account is not in the configuration, or is retired.");
  }
  return ofRefund ?? objectionOfLimits(payout, approval, dayMinor);
}

/** The limits are those of today: they may have been lowered since the payout was made. */
function objectionOfLimits(
  payout: PayoutRecord,
  { amount, limits, day }: Approval,
  dayMinor: bigint,
): Failure | null {
  const allowed = decideLimits(limits, { amount, acceptedMinor: othersOfDay(dayMinor, payout, day) });
  // The request has no amount that could be named.
  return allowed.kind === "allowed" ? null : fail(allowed.failure.code, allowed.failure.detail);
}

/** An approved payout is `creating`, and its job is leased to this process, which sends it. */
export function decideApproval(
  held: HeldPayout,
  { approval, ...basis }: ApprovalBasis & { readonly approval: Approval },
  tools: PayoutTools,
): PayoutDraft {
  const draft = payoutDraftOf(held);
  if (objectionTo(held.payout, approval, basis) !== null) return draft;
  const { kind, actor, noteSealed, day } = approval;
  const fact =
    kind === "approved" ? { kind, noteSealed, countedAt: day.at } : ({ kind, noteSealed } as const);
  return decidePayoutFacts(draft, { facts: [fact], cause: "operator", actor }, tools);
}
