/** The states of a payout, and the exceptions that stand beside them. Source: docs/lifecycle.md#payout-states */

export type PayoutStatus =
  | "awaiting_approval"
  | "creating"
  | "unknown"
  | "pending"
  | "review"
  | "succeeded"
  | "failed"
  | "rejected";

export type PayoutException = "reversed" | "underpaid" | "overpaid";

const exceptions: ReadonlySet<string> = new Set<PayoutException>(["reversed", "underpaid", "overpaid"]);

function isException(value: unknown): value is PayoutException {
  return typeof value === "string" && exceptions.has(value);
}

/** Reads the column `exceptions`. Throws when the text is not a list of known exceptions: only we write it. */
export function readPayoutExceptions(row: { readonly exceptions: string }): PayoutException[] {
  const list: unknown = JSON.parse(row.exceptions);
  if (!Array.isArray(list) || !list.every(isException)) {
    throw new TypeError("the stored exceptions of a payout are not a list of known ones");
  }
  return list;
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
