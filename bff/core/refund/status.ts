/** The states of a refund, and what those of its payout mean for it. Source: docs/refunds.md#refund-states */
import { assertsMoney, cameBack, cameBackCode } from "../payout/assertions.ts";
import { isUnsent, readPayoutExceptions } from "../payout/status.ts";
import type { PayoutRecord } from "../records.ts";
import { readTestimony, saysMoney } from "../testimony.ts";

export const refundStatuses = [
  "awaiting_claim",
  "awaiting_approval",
  "creating",
  "unknown",
  "pending",
  "succeeded",
  "failed",
  "canceled",
  "expired",
] as const;
export type RefundStatus = (typeof refundStatuses)[number];

/** True when it ended and nobody got money: its amount may be given back by another one. */
export function endedWithoutMoney(status: RefundStatus): boolean {
  return status === "failed" || status === "canceled" || status === "expired";
}

/** True while it waits for somebody: nothing of it was sent. */
export function isUnsentRefund(status: RefundStatus): boolean {
  return status === "awaiting_claim" || status === "awaiting_approval";
}

/** True while it has not ended. */
export function isOpenRefund(status: RefundStatus): boolean {
  return status !== "succeeded" && !endedWithoutMoney(status);
}

/** What follows for a refund from its payout: its status, and why it failed if it did. */
export interface RefundState {
  readonly status: RefundStatus;
  readonly failure_code: string | null;
  readonly failure_retryable: number | null;
}

const fine = { failure_code: null, failure_retryable: null } as const;

/**
 * A payout in review may have paid, so its refund stays `pending` and keeps its amount. So does one that had ended, while
 * a callback says that money went out after all and nobody has settled that. Money that came back is with the merchant
 * again: the refund failed, also where its payout stays `succeeded` and is `reversed`.
 */
export function refundStateOf(payout: PayoutRecord): RefundState {
  const { status, failure_code, failure_retryable } = payout;
  if (isPaidAfterAllInDoubt(payout)) return { status: "pending", ...fine };
  switch (status) {
    case "awaiting_approval":
    case "creating":
    case "unknown":
    case "pending":
      return { status, ...fine };
    case "review":
      return { status: "pending", ...fine };
    case "succeeded":
      return readPayoutExceptions(payout).includes("reversed")
        ? { status: "failed", failure_code: cameBackCode, failure_retryable: 0 }
        : { status, ...fine };
    case "failed":
      return { status, failure_code: failure_code ?? "payout_failed", failure_retryable };
    case "rejected":
      return { status: "canceled", ...fine };
    default:
      return status satisfies never;
  }
}

/** True when it was not sent, ended without money, or its money came back, and a callback that says otherwise is not settled. */
function isPaidAfterAllInDoubt(payout: PayoutRecord): boolean {
  const { status } = payout;
  const testimony = readTestimony(payout);
  const isBack =
    cameBack(payout) || (status === "succeeded" && readPayoutExceptions(payout).includes("reversed"));
  // The callback that reported the success came before the reversal, so it does not contradict it.
  if (isBack) return payout.confirm_pending === 1 && saysMoney(testimony.callback);
  return (status === "failed" || isUnsent(status)) && assertsMoney(payout, testimony);
}
