/**
 * The states of a session, a payment, a payout and a refund, and what is said beside a state. Source:
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

export const refundStatuses = [
  "awaiting_claim",
  "awaiting_approval",
  "creating",
  "unknown",
  "pending",
  "succeeded",
  "failed",
  "canceled",
  "expired",
] as const;
export const refundStatus = z.enum(refundStatuses).meta({
  id: "RefundStatus",
  description:
    "`awaiting_claim`: the customer has to say where the money is to go. `awaiting_approval`: nothing is sent until another key approves its payout. `creating`: it is being sent. `unknown`: whether the provider has it is not known. `pending`: the provider has it, or an operator has to look at its payout. `expired`: nobody claimed it. The others are ends, too.",
});
export type RefundStatus = z.infer<typeof refundStatus>;

export const refundReasons = ["duplicate", "overpaid", "late", "requested", "other"] as const;
export const refundReason = z
  .enum(refundReasons)
  .meta({ id: "RefundReason", description: "Why money is given back." });
export type RefundReason = z.infer<typeof refundReason>;

export const refundMethods = ["provider", "payout", "claim"] as const;
export const refundMethod = z.enum(refundMethods).meta({
  id: "RefundMethod",
  description:
    "`provider`: by the provider's own refund. `payout`: to the beneficiary that you named. `claim`: to the one that the customer names.",
});
export type RefundMethod = z.infer<typeof refundMethod>;

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

export const inDoubt = z.literal("reversal").optional().meta({
  description:
    "`reversal`: it has succeeded, a callback said that the money came back, and nobody knows whether that is so. Absent where nothing is in doubt.",
});

export const failure = z
  .object({
    code: z
      .string()
      .meta({ description: "Why, as a code. More codes may come.", examples: ["amount_refused"] }),
    retryable: z.boolean().meta({ description: "Whether another attempt may succeed." }),
  })
  .meta({ id: "Failure", description: "Why a payment, payout or refund failed." });
export type PaymentFailure = z.infer<typeof failure>;
