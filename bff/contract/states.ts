/**
 * The states of a session, a payment and a payout, and what is said beside a state. Source:
 * docs/lifecycle.md#payment-states, docs/lifecycle.md#session-states, docs/payout-lifecycle.md#payout-states.
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
export const sessionStatus = z.enum(sessionStatuses).meta({
  id: "SessionStatus",
  description:
    "`succeeded`, `canceled` and `expired` are ends. `requires_payment_method`: nothing is open. `requires_action`: the customer has to pay. `processing`: nothing is left for the customer to do, and the outcome is awaited.",
});
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
export const paymentStatus = z.enum(paymentStatuses).meta({
  id: "PaymentStatus",
  description:
    "`creating`: the order is being sent. `unknown`: whether the provider has the order is not known. `pending`: it can be paid. `partially_paid`: a part has arrived. `review`: an operator has to look. The others are ends.",
});
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
export const payoutStatus = z.enum(payoutStatuses).meta({
  id: "PayoutStatus",
  description:
    "`awaiting_approval`: nothing is sent until another key approves it. `creating`: it is being sent. `unknown`: whether the provider has it is not known. `pending`: the provider has it. `review`: an operator has to look. The others are ends.",
});
export type PayoutStatus = z.infer<typeof payoutStatus>;

export const payoutExceptions = ["reversed", "underpaid", "overpaid"] as const;
export const payoutException = z.enum(payoutExceptions).meta({
  id: "PayoutException",
  description: "What is not as expected about a payout. More of them may come.",
});
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
export const paymentException = z.enum(paymentExceptions).meta({
  id: "PaymentException",
  description:
    "What is not as expected about a payment or a session. `reference_paid_before`: another session of the same reference was paid already. More of them may come.",
});
export type PaymentException = z.infer<typeof paymentException>;

export const failure = z
  .object({
    code: z
      .string()
      .meta({ description: "Why, as a code. More codes may come.", examples: ["amount_refused"] }),
    retryable: z.boolean().meta({ description: "Whether another attempt may succeed." }),
  })
  .meta({ id: "Failure", description: "Why a payment or payout failed." });
export type PaymentFailure = z.infer<typeof failure>;
