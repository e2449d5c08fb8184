/** The states of a payout, and the exceptions that stand beside them. Source: docs/payout-lifecycle.md#payout-states */
import { readStoredNames } from "../stored-names.ts";

export type PayoutStatus =
  | "awaiting_approval"
  | "creating"
  | "unknown"
  | "pending"
  | "review"
  | "succeeded"
  | "failed"
  | "rejected";

const payoutExceptions = ["reversed", "underpaid", "overpaid"] as const;

export type PayoutException = (typeof payoutExceptions)[number];

export function readPayoutExceptions(row: { readonly exceptions: string }): PayoutException[] {
  return readStoredNames(row.exceptions, payoutExceptions, "the stored exceptions of a payout");
}

/** True while nobody knows what became of a payout that may have been sent. */
export function isUndecided(status: PayoutStatus): boolean {
  switch (status) {
    case "creating":
    case "unknown":
    case "pending":
      return true;
    case "awaiting_approval":
    case "review":
    case "succeeded":
    case "failed":
    case "rejected":
      return false;
    default:
      return status satisfies never;
  }
}

/** True where no provider has been called: there is no order to query. */
export function isUnsent(status: PayoutStatus): boolean {
  return status === "awaiting_approval" || status === "rejected";
}
