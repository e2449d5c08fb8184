/** Anything that can happen to a payment, and sessions in any state, for properties. */
import fc from "fast-check";
import { paymentStatuses } from "../../../bff/contract.ts";
import type { PaymentFact } from "../../../bff/core/payment/facts.ts";
import type { OrderReport } from "../../../bff/core/report.ts";
import {
  abandoned,
  accepted,
  noAnswer,
  notFound,
  query,
  refused,
  strongCallback,
  timeOver,
  weakCallback,
} from "./facts.ts";
import { heldWith } from "./held.ts";
import { start } from "./records.ts";
import { day, hour } from "./times.ts";

const amountText = fc.constantFrom(null, "150.00", "149.99", "150.01", "50.00", "150.005");

export const anyReport: fc.Arbitrary<Partial<OrderReport>> = fc.record({
  status: fc.constantFrom("pending", "partially_paid", "succeeded", "failed", "canceled", "reversed"),
  amountText,
  amountUntold: fc.boolean(),
  orderedAmountText: fc.constantFrom(null, null, "150.00", "15.00"),
  currency: fc.constantFrom(null, "MXN", "USD"),
  providerOrderId: fc.constantFrom(null, "P-1", "P-2"),
  undocumentedStatus: fc.constantFrom(null, null, null, "77"),
});

/** Few of them, so that repeats are frequent. */
const digest = fc.constantFrom("a", "b", "c", "d");

export const anyCallback = fc
  .record({ report: anyReport, digest, isStrong: fc.boolean() })
  .map(({ report, digest: bytes, isStrong }) => (isStrong ? strongCallback : weakCallback)(report, bytes));

export const anyFact: fc.Arbitrary<PaymentFact> = fc.oneof(
  fc.constantFrom<PaymentFact>(
    accepted,
    refused,
    noAnswer,
    notFound,
    abandoned,
    timeOver,
    { kind: "operator", outcome: "succeeded", noteSealed: "seen at the bank" },
    { kind: "operator", outcome: "failed", noteSealed: "sent back" },
  ),
  anyReport.map(query),
  anyCallback,
);

const anyPayment = fc.record({
  status: fc.constantFrom(...paymentStatuses),
  confirm_pending: fc.constantFrom(0, 1),
  reversal_pending: fc.constantFrom(0, 1),
  received_minor: fc.constantFrom("0", "5000", "15000", "20000"),
  exceptions: fc.constantFrom("[]", '["underpaid"]', '["paid_late"]', '["reversed"]'),
  unknown_since: fc.constantFrom(null, start),
  absent_since: fc.constantFrom(null, start - day),
  failure_code: fc.constantFrom(null, "resolved_as_failed", "payment_failed"),
  watch_until: fc.constantFrom(start + hour, start + 3 * day),
});

/** Sessions with up to three payments, each in any state, consistent or not. */
export const anyHeld = fc
  .record({
    payments: fc.array(anyPayment, { minLength: 1, maxLength: 3 }),
    announced: fc.constantFrom("", "session.expired", "session.canceled session.succeeded"),
  })
  .map(({ payments, announced }) => heldWith(payments, { announced }));
