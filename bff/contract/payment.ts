/** A payment, as the merchant sees it. */
import { z } from "zod";
import { page, severalOf, shortText, time, timeFilter, unreadable } from "./fields.ts";
import { paymentMethod } from "./method.ts";
import { money } from "./money.ts";
import { nextAction } from "./next-action.ts";
import { providerDetails } from "./provider-details.ts";
import { refundSummary } from "./refund.ts";
import { failure, inDoubt, paymentException, paymentStatus } from "./states.ts";
import { timelineEntry } from "./timeline.ts";

export const payment = z
  .object({
    id: z.string().meta({ description: "Begins with `pay_`.", examples: ["pay_7LrTn2C3Zk8sQm1VfX0bYw"] }),
    object: z.literal("payment").meta({ description: "Always `payment`." }),
    session: z
      .string()
      .meta({ description: "The id of its session.", examples: ["cs_1VfX0bYw7LrTn2C3Zk8sQm"] }),
    reference: z
      .string()
      .optional()
      .meta({ description: "Your name for the order, of its session.", examples: ["order-1001"] }),
    account: z.string().meta({ description: "The account that takes it.", examples: ["paypro-mx"] }),
    method: paymentMethod.meta({ description: "What it is paid by." }),
    channel: z
      .string()
      .meta({ description: "The provider's name of the way it takes.", examples: ["store"] }),
    orderNo: z.string().meta({
      description: "The number that the provider was given: 14 digits of UTC time and 16 random characters.",
      examples: ["20261119120000k3m9x0q2w8z7a1b4"],
    }),
    providerOrderId: z
      .string()
      .nullable()
      .meta({ description: "The provider's own number; null: not known.", examples: ["68o0uwogz7mnzutt"] }),
    status: paymentStatus.meta({ description: "How it stands." }),
    exceptions: z.array(paymentException).meta({ description: "What is not as expected. Usually empty." }),
    inDoubt,
    amount: money.meta({ description: "What is to be paid." }),
    amountReceived: money.meta({ description: "What has arrived." }),
    amountRefunded: money.optional().meta({
      description: "What was given back. Events that were stored before there were refunds have none.",
    }),
    nextAction: nextAction.nullable().meta({
      description: "What the customer has to do. Null except while it is `pending` or `partially_paid`.",
    }),
    shownAction: nextAction.nullable().optional().meta({
      description:
        "What the customer was shown, also when it has ended: null where nothing was, or it is erased. Lists, sessions and events have none.",
    }),
    failure: failure.nullable().meta({ description: "Why it failed; null where it did not." }),
    providerDetails: providerDetails.meta({ description: "What else the provider said." }),
    refunds: z.array(refundSummary).optional().meta({
      description: "Its refunds, oldest first. Events that were stored before there were refunds have none.",
    }),
    createdAt: time.meta({ description: "When it was started." }),
    expiresAt: time.meta({ description: "Until when it can be paid." }),
    timeline: z
      .array(timelineEntry)
      .optional()
      .meta({ description: "Its steps, oldest first. Lists, sessions and events have none." }),
    unreadable,
  })
  .meta({ id: "Payment", description: "One attempt to pay a session." });
export type Payment = z.infer<typeof payment>;

export const listPaymentsQuery = z.strictObject({
  ...page,
  session: z
    .string()
    .optional()
    .meta({ description: "Only payments of this session.", examples: ["cs_1VfX0bYw7LrTn2C3Zk8sQm"] }),
  status: severalOf(paymentStatus)
    .optional()
    .meta({
      description: "Only payments in this status; several are separated by commas.",
      examples: [["pending", "review"]],
    }),
  account: z
    .string()
    .optional()
    .meta({ description: "Only payments by this account.", examples: ["paypro-mx"] }),
  from: timeFilter
    .optional()
    .meta({ description: "Only payments made at or after this time.", examples: ["2026-11-19T00:00:00Z"] }),
  to: timeFilter
    .optional()
    .meta({ description: "Only payments made before this time.", examples: ["2026-11-20T00:00:00Z"] }),
  reference: z
    .string()
    .optional()
    .meta({ description: "Only payments of this reference.", examples: ["order-1001"] }),
  orderNo: z
    .string()
    .optional()
    .meta({
      description: "Only the payment with this number.",
      examples: ["20261119120000k3m9x0q2w8z7a1b4"],
    }),
  providerOrderId: z
    .string()
    .optional()
    .meta({ description: "Only payments with this number of the provider.", examples: ["68o0uwogz7mnzutt"] }),
  exception: paymentException
    .optional()
    .meta({ description: "Only payments with this exception.", examples: ["overpaid"] }),
  currency: z
    .string()
    .optional()
    .meta({ description: "Only payments in this currency.", examples: ["MXN"] }),
  amount: z
    .string()
    .optional()
    .meta({
      description: "Only payments of this amount. It needs `currency`.",
      examples: ["150.00"],
    }),
});
export type ListPaymentsQuery = z.input<typeof listPaymentsQuery>;

export const resolvePaymentRequest = z
  .strictObject({
    outcome: z.enum(["succeeded", "failed"]).meta({
      description:
        "How it ended. While its reversal is in doubt: `succeeded`, the money is still there; `failed`, it was taken back.",
      examples: ["succeeded"],
    }),
    note: shortText(500).meta({
      description: "Why, for the timeline. It may have several lines.",
      examples: ["The bank's statement has it."],
    }),
  })
  .meta({
    id: "ResolvePaymentRequest",
    description: "How an operator settles a payment in review, or whether it was reversed.",
  });
export type ResolvePaymentRequest = z.input<typeof resolvePaymentRequest>;
