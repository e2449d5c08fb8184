/** The states of a payout, and the exceptions that stand beside them. Source: docs/lifecycle.md#payout-states */
import { readStoredNames } from "../stored-names.ts";

export type PayoutStatus = "creating" | "unknown" | "pending" | "review" | "succeeded" | "failed";

const payoutExceptions = ["reversed", "underpaid", "overpaid"] as const;

export type PayoutException = (typeof payoutExceptions)[number];

export function readPayoutExceptions(row: { readonly exceptions: string }): PayoutException[] {
  return readStoredNames(row.exceptions, payoutExceptions, "the stored exceptions of a payout");
}

/** True while nobody knows how the payout will end. */
export function isUndecided(status: PayoutStatus): boolean {
  switch (status) {
    case "creating":
    case "unknown":
    case "pending":
      return true;
    case "review":
    case "succeeded":
    case "failed":
      return false;
    default:
      return status satisfies never;
  }
}
