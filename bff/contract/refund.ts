/** A refund, as the merchant makes and sees it. */
import { z } from "zod";
import { erased, page, severalOf, shortText, time, timeFilter, unreadable } from "./fields.ts";
import { money } from "./money.ts";
import { beneficiary } from "./payout.ts";
import { failure, refundMethod, refundReason, refundStatus } from "./states.ts";
import { timelineEntry } from "./timeline.ts";

export const createRefundRequest = z
  .strictObject({
    amount: money.optional().meta({
      description: "What is given back. Absent: all that was received and is not in another refund.",
    }),
    reason: refundReason.meta({ description: "Why.", examples: ["duplicate"] }),
    note: shortText(500)
      .nullish()
      .meta({
        description: "More about it, for the timeline. It may have several lines.",
        examples: ["Paid twice; agreed with the customer by phone."],
      }),
    account: shortText(64)
      .nullish()
      .meta({
        description: "The account that pays. Absent: the first that pays out the currency.",
        examples: ["cxpay-in"],
      }),
    channel: shortText(64)
      .nullish()
      .meta({
        description: "The way it takes, as of a payout. Required where CXPay pays.",
        examples: ["32911"],
      }),
    beneficiary: beneficiary
      .nullish()
      .meta({ description: "Who gets the money. Absent: the customer is asked, by a claim." }),
  })
  .meta({ id: "CreateRefundRequest", description: "Money that is to be given back." });
export type CreateRefundRequest = z.input<typeof createRefundRequest>;

export const refund = z
  .object({
    id: z.string().meta({ description: "Begins with `re_`.", examples: ["re_9Zk8sQm1VfX0bYw7LrTn2C"] }),
    object: z.literal("refund").meta({ description: "Always `refund`." }),
    session: z
      .string()
      .meta({ description: "The id of the payment's session.", examples: ["cs_1VfX0bYw7LrTn2C3Zk8sQm"] }),
    payment: z
      .string()
      .meta({ description: "The id of the payment.", examples: ["pay_7LrTn2C3Zk8sQm1VfX0bYw"] }),
    status: refundStatus.meta({ description: "How it stands." }),
    amount: money.meta({ description: "What is given back." }),
    reason: refundReason.meta({ description: "Why." }),
    method: refundMethod.meta({ description: "How the money goes back." }),
    account: z.string().meta({ description: "The account that pays.", examples: ["paypro-mx"] }),
    channel: z
      .string()
      .nullable()
      .meta({ description: "The way it takes; null where none was given.", examples: ["32911"] }),
    payout: z
      .string()
      .nullable()
      .meta({
        description: "The id of the payout that carries the money; null while there is none.",
        examples: ["po_5Vx0cQ2mZk8sYw7LrTn1Bf"],
      }),
    claimUrl: z
      .string()
      .nullable()
      .meta({
        description:
          "The page on which the customer says where the money is to go. Only in the answers to the creation and, with the scope `refunds`, to a read of the one refund, while it can be claimed; else null.",
        examples: ["https://pay.example.com/claim#rc_2C3Zk8sQm1VfX0bYw7LrTn"],
      }),
    failure: failure.nullable().meta({ description: "Why it failed; null where it did not." }),
    createdAt: time.meta({ description: "When it was made." }),
    expiresAt: time
      .nullable()
      .meta({ description: "Until when it can be claimed; null where nobody is asked." }),
    erased,
    timeline: z
      .array(timelineEntry)
      .optional()
      .meta({ description: "Its steps, oldest first. Lists and events have none." }),
    unreadable,
  })
  .meta({ id: "Refund", description: "Money of a payment that is given back." });
export type Refund = z.infer<typeof refund>;

/** A refund, as it is shown with its payment. */
export const refundSummary = z
  .object({
    id: refund.shape.id,
    status: refund.shape.status,
    amount: refund.shape.amount,
  })
  .meta({ id: "RefundSummary", description: "A refund of the payment, in short." });
export type RefundSummary = z.infer<typeof refundSummary>;

export const listRefundsQuery = z.strictObject({
  ...page,
  payment: z
    .string()
    .optional()
    .meta({ description: "Only refunds of this payment.", examples: ["pay_7LrTn2C3Zk8sQm1VfX0bYw"] }),
  session: z
    .string()
    .optional()
    .meta({
      description: "Only refunds of this session's payments.",
      examples: ["cs_1VfX0bYw7LrTn2C3Zk8sQm"],
    }),
  status: severalOf(refundStatus)
    .optional()
    .meta({
      description: "Only refunds in this status; several are separated by commas.",
      examples: [["awaiting_claim", "pending"]],
    }),
  from: timeFilter
    .optional()
    .meta({ description: "Only refunds made at or after this time.", examples: ["2026-11-19T00:00:00Z"] }),
  to: timeFilter
    .optional()
    .meta({ description: "Only refunds made before this time.", examples: ["2026-11-20T00:00:00Z"] }),
});
export type ListRefundsQuery = z.input<typeof listRefundsQuery>;
