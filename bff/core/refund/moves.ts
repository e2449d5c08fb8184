/** Every change of a refund's state that can happen, for the series that exist from the start. */
import type { KnownMove } from "../moves.ts";
import type { PayoutStatus } from "../payout/status.ts";
import { payoutMoves } from "../payout/transitions.ts";
import type { RefundStatus } from "./status.ts";

/** A refund follows its payout. */
const byPayoutStatus: Readonly<Record<PayoutStatus, RefundStatus>> = {
  awaiting_approval: "awaiting_approval",
  creating: "creating",
  unknown: "unknown",
  pending: "pending",
  review: "pending",
  succeeded: "succeeded",
  failed: "failed",
  rejected: "canceled",
};
const known: ReadonlyMap<string, RefundStatus> = new Map(Object.entries(byPayoutStatus));

function refundStatusOf(payoutStatus: string): RefundStatus {
  const status = known.get(payoutStatus);
  if (status === undefined) throw new TypeError(`a payout is never ${payoutStatus}`);
  return status;
}

/** `none`: it is made. */
const own: readonly KnownMove[] = [
  { from: "none", to: "awaiting_claim" },
  { from: "none", to: "awaiting_approval" },
  { from: "none", to: "creating" },
  { from: "awaiting_claim", to: "awaiting_approval" },
  { from: "awaiting_claim", to: "creating" },
  { from: "awaiting_claim", to: "canceled" },
  { from: "awaiting_claim", to: "expired" },
  // Its payout was reversed.
  { from: "succeeded", to: "failed" },
  // The payout was not sent, a callback reported it as paid, and a query then said that it was not.
  { from: "awaiting_approval", to: "pending" },
  { from: "pending", to: "awaiting_approval" },
  { from: "pending", to: "canceled" },
];

export const refundMoves: readonly KnownMove[] = [
  ...own,
  ...payoutMoves.map(({ from, to }) => ({ from: refundStatusOf(from), to: refundStatusOf(to) })),
].filter(
  (move, at, all) =>
    move.from !== move.to && all.findIndex(({ from, to }) => from === move.from && to === move.to) === at,
);
