/** Every change of a refund's state that can happen, for the series that exist from the start. */
import type { PayoutStatus } from "../payout/status.ts";
import { payoutMoves } from "../payout/transitions.ts";
import type { RefundStatus } from "./status.ts";

/** `none`: it is made. */
export interface RefundMove {
  readonly from: RefundStatus | "none";
  readonly to: RefundStatus;
}

function followed(status: PayoutStatus): RefundStatus {
  if (status === "review") return "pending";
  return status === "rejected" ? "canceled" : status;
}

const own: readonly RefundMove[] = [
  { from: "none", to: "awaiting_claim" },
  { from: "none", to: "awaiting_approval" },
  { from: "none", to: "creating" },
  { from: "awaiting_claim", to: "awaiting_approval" },
  { from: "awaiting_claim", to: "creating" },
  { from: "awaiting_claim", to: "canceled" },
  { from: "awaiting_claim", to: "expired" },
  // Its payout was reversed.
  { from: "succeeded", to: "failed" },
];

export const refundMoves: readonly RefundMove[] = [
  ...own,
  ...payoutMoves.map(({ from, to }) => ({ from: followed(from), to: followed(to) })),
].filter(
  (move, at, all) =>
    move.from !== move.to && all.findIndex(({ from, to }) => from === move.from && to === move.to) === at,
);
