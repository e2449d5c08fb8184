/**
 * The states of a session, a payment and a payout, and what is said beside a state. Source:
 * docs/lifecycle.md#payment-states, docs/lifecycle.md#session-states, docs/lifecycle.md#payout-states.
 */
import { z } from "zod";

export const sessionStatuses = [
  "requires_payment_method",
  "requires_action",
  "processing",
  "succeeded",
  "canceled",
  "expired",
] as const;
export const sessionStatus = z.enum(sessionStatuses).meta({ id: "SessionStatus" });
export type SessionStatus = z.infer<typeof sessionStatus>;

export const paymentStatuses = [
  "creating",
  "unknown",
  "pending",
  "partially_paid",
  "review",
  "succeeded",
  "failed",
  "canceled",
  "expired",
] as const;
export const paymentStatus = z.enum(paymentStatuses).meta({ id: "PaymentStatus" });
export type PaymentStatus = z.infer<typeof paymentStatus>;

export const payoutStatuses = [
  "awaiting_approval",
  "creating",
  "unknown",
  "pending",
  "review",
  "succeeded",
  "failed",
  "rejected",
] as const;
export const payoutStatus = z.enum(payoutStatuses).meta({ id: "PayoutStatus" });
export type PayoutStatus = z.infer<typeof payoutStatus>;

export const payoutExceptions = ["reversed", "underpaid", "overpaid"] as const;
export const payoutException = z.enum(payoutExceptions).meta({ id: "PayoutException" });
export type PayoutException = z.infer<typeof payoutException>;

export const paymentExceptions = [
  "partially_paid",
  "overpaid",
  "underpaid",
  "paid_late",
  "duplicate_paid",
  "reference_paid_before",
  "reversed",
  "provider_unknown",
] as const;
export const paymentException = z.enum(paymentExceptions).meta({ id: "PaymentException" });
export type PaymentException = z.infer<typeof paymentException>;

export const failure = z.object({ code: z.string(), retryable: z.boolean() }).meta({ id: "Failure" });
export type PaymentFailure = z.infer<typeof failure>;
