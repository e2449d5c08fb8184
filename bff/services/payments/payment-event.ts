import type { EventType } from "../../contract.ts";
import type { FactKind } from "../../core/payment-state.ts";
import type { PaymentRow } from "../../storage/repositories/payments.ts";

/** Which event tells of the change; null when none does. */
export function paymentEventOf(change: {
  readonly fact: FactKind;
  readonly before: PaymentRow;
  readonly after: PaymentRow;
  readonly newExceptions: readonly string[];
  /** Another payment of the session had already succeeded. */
  readonly duplicate: boolean;
}): EventType | null {
  const { fact, before, after, newExceptions, duplicate } = change;
  if (fact === "reversed") return newExceptions.includes("reversed") ? "payment.reversed" : null;
  if (before.status === after.status) return null;
  switch (after.status) {
    case "pending":
      return "payment.pending";
    case "partially_paid":
      return "payment.partially_paid";
    case "review":
      return "payment.review_required";
    case "succeeded":
      return duplicate ? "payment.duplicate" : "payment.succeeded";
    case "failed":
      return "payment.failed";
    case "canceled":
      return "payment.canceled";
    case "expired":
      return "payment.expired";
    case "creating":
    case "unknown":
      return null;
    default:
      return after.status satisfies never;
  }
}
