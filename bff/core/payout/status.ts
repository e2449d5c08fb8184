/** The states of a payout, and the exceptions that stand beside them. Source: docs/lifecycle.md#payout-states */

export type PayoutStatus = "creating" | "unknown" | "pending" | "review" | "succeeded" | "failed";

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
