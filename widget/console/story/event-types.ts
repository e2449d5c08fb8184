import type { EventType } from "../../../bff/contract.ts";

/** Does not compile while it lacks a type of the contract. One that a later BFF adds is shown all the same. */
const known: Readonly<Record<EventType, true>> = {
  "session.succeeded": true,
  "session.expired": true,
  "session.canceled": true,
  "payment.pending": true,
  "payment.succeeded": true,
  "payment.failed": true,
  "payment.canceled": true,
  "payment.expired": true,
  "payment.partially_paid": true,
  "payment.review_required": true,
  "payment.reversed": true,
  "payment.duplicate": true,
  "payment.updated": true,
  "refund.created": true,
  "refund.succeeded": true,
  "refund.failed": true,
  "payout.succeeded": true,
  "payout.failed": true,
  "payout.review_required": true,
  "payout.reversed": true,
  "reconciliation.discrepancy": true,
};

/** The types to choose from. */
export const eventTypes: readonly string[] = Object.keys(known);
