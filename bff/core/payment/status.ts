/** The states of a payment, and the exceptions that stay with it. Source: docs/lifecycle.md#payment-states */
import { readStoredNames } from "../stored-names.ts";

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

const lastingExceptions = [
  "partially_paid",
  "overpaid",
  "underpaid",
  "paid_late",
  "duplicate_paid",
  "reference_paid_before",
  "reversed",
] as const;

/** Exceptions that are stored and stay, beside the two that follow from the status itself. */
export type LastingException = (typeof lastingExceptions)[number];

export function readExceptions(row: { readonly exceptions: string }): LastingException[] {
  return readStoredNames(row.exceptions, lastingExceptions, "the stored exceptions of a payment");
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
