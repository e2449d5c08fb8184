import type { EventType } from "../../../bff/contract.ts";

/** The types to choose from. One that a later BFF adds is shown all the same. */
export const eventTypes: readonly EventType[] = [
  "session.succeeded",
  "session.expired",
  "session.canceled",
  "payment.pending",
  "payment.succeeded",
  "payment.failed",
  "payment.canceled",
  "payment.expired",
  "payment.partially_paid",
  "payment.review_required",
  "payment.reversed",
  "payment.duplicate",
  "payment.updated",
  "payout.succeeded",
  "payout.failed",
  "payout.review_required",
  "payout.reversed",
  "reconciliation.discrepancy",
];
