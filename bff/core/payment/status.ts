/** The states of a payment, and the exceptions that stay with it. Source: docs/lifecycle.md#payment-states */

export type PaymentStatus =
  | "creating"
  | "unknown"
  | "pending"
  | "partially_paid"
  | "review"
  | "succeeded"
  | "failed"
  | "canceled"
  | "expired";

/** Exceptions that are stored and stay, beside the two that follow from the status itself. */
export type LastingException =
  | "partially_paid"
  | "overpaid"
  | "underpaid"
  | "paid_late"
  | "duplicate_paid"
  | "reference_paid_before"
  | "reversed";

const lastingExceptions: ReadonlySet<string> = new Set<LastingException>([
  "partially_paid",
  "overpaid",
  "underpaid",
  "paid_late",
  "duplicate_paid",
  "reference_paid_before",
  "reversed",
]);

function isLastingException(value: unknown): value is LastingException {
  return typeof value === "string" && lastingExceptions.has(value);
}

/** Reads the column `exceptions`. Throws when the text is not a list of known exceptions: only we write it. */
export function readExceptions(row: { readonly exceptions: string }): LastingException[] {
  const list: unknown = JSON.parse(row.exceptions);
  if (!Array.isArray(list) || !list.every(isLastingException)) {
    throw new TypeError("the stored exceptions of a payment are not a list of known ones");
  }
  return list;
}

/** A payment that stands between the customer and another try. */
export function isOpen(status: PaymentStatus): boolean {
  switch (status) {
    case "creating":
    case "unknown":
    case "pending":
    case "partially_paid":
    case "review":
      return true;
    case "succeeded":
    case "failed":
    case "canceled":
    case "expired":
      return false;
    default:
      return status satisfies never;
  }
}

/** Exceptions as the API shows them: the lasting ones, and those that follow from the status. */
export function exceptionsOf(
  status: PaymentStatus,
  lasting: readonly LastingException[],
): (LastingException | "provider_unknown")[] {
  const all = new Set<LastingException | "provider_unknown">(lasting);
  if (status === "partially_paid") all.add("partially_paid");
  if (status === "unknown") all.add("provider_unknown");
  return [...all];
}
