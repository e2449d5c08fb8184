import type { PaymentEventType } from "../decision.ts";
import type { PaymentRecord } from "../records.ts";
import type { FactKind } from "./transitions.ts";

/** The event that reports the change; null when no event does. */
export function paymentEventOf(change: {
  readonly fact: FactKind;
  readonly before: PaymentRecord;
  readonly after: PaymentRecord;
  readonly newExceptions: readonly string[];
  /** Another payment of the session had already succeeded. */
  readonly duplicate: boolean;
}): PaymentEventType | null {
  const { fact, before, after, newExceptions, duplicate } = change;
  if (fact === "reversed") return newExceptions.includes("reversed") ? "payment.reversed" : null;
  if (before.status === after.status) {
    if (newExceptions.includes("duplicate_paid")) return "payment.duplicate";
    const isOther = before.exceptions !== after.exceptions || before.received_minor !== after.received_minor;
    return isOther ? "payment.updated" : null;
  }
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
