/** A payout, as the merchant creates and sees it. */
import { z } from "zod";
import { emptyListToo, erased, page, severalOf, shortText, time, timeFilter, unreadable } from "./fields.ts";
import { money } from "./money.ts";
import { providerDetails } from "./provider-details.ts";
import { failure, inDoubt, payoutException, payoutStatus } from "./states.ts";
import { timelineEntry } from "./timeline.ts";

export const beneficiaryAccountTypes = [
  "bank",
  "upi",
  "cpf",
  "cnpj",
  "phone",
  "email",
  "key",
  "clabe",
  "card",
] as const;
export const beneficiary = z
  .strictObject({
    name: shortText(200).meta({ description: "Full name.", examples: ["Ravi Kumar"] }),
    accountNumber: shortText(128).meta({
      description: "The number, key or address that `accountType` names.",
      examples: ["50100012345678"],
    }),
    accountType: z.enum(beneficiaryAccountTypes).meta({
      description: "What `accountNumber` is. Each provider takes some of them.",
      examples: ["bank"],
    }),
    bankName: shortText(200)
      .nullish()
      .meta({ description: "The bank's name, where the provider needs it.", examples: ["HDFC Bank"] }),
    bankCode: shortText(64)
      .nullish()
      .meta({
        description: "The bank's code (in India the IFSC), where the provider needs it.",
        examples: ["HDFC0001234"],
      }),
    phone: shortText(32)
      .nullish()
      .meta({ description: "Phone number, where the provider needs it.", examples: ["+919876543210"] }),
    email: z
      .email()
      .max(254)
      .nullish()
      .meta({ description: "E-mail address, where the provider needs it.", examples: ["ravi@example.com"] }),
  })
  .meta({
    id: "Beneficiary",
    description: "Who is paid. Write-only: no answer and no event of this API has it.",
  });
export type Beneficiary = z.input<typeof beneficiary>;

export const createPayoutRequest = z
  .strictObject({
    account: shortText(64).meta({ description: "The account that pays.", examples: ["cxpay-in"] }),
    amount: money.meta({ description: "What is to be paid out, in a currency of the account's payouts." }),
    reference: shortText(64).meta({ description: "Your own name for it.", examples: ["refund-77"] }),
    channel: shortText(64)
      .nullish()
      .meta({
        description: "The way it takes. Required at CXPay (its pay code for payouts), optional elsewhere.",
        examples: ["32911"],
      }),
    beneficiary: beneficiary.meta({ description: "Who is paid." }),
  })
  .meta({ id: "CreatePayoutRequest", description: "Money that is to be paid out." });
export type CreatePayoutRequest = z.input<typeof createPayoutRequest>;

export const payout = z
  .object({
    id: z.string().meta({ description: "Begins with `po_`.", examples: ["po_5Vx0cQ2mZk8sYw7LrTn1Bf"] }),
    object: z.literal("payout").meta({ description: "Always `payout`." }),
    status: payoutStatus.meta({ description: "How it stands." }),
    exceptions: z
      .array(payoutException)
      // Events that were stored before payouts had exceptions have none.
      .default([])
      .meta({ description: "What is not as expected. Usually empty." }),
    inDoubt,
    account: z.string().meta({ description: "The account that pays.", examples: ["cxpay-in"] }),
    amount: money.meta({ description: "What is paid out." }),
    reference: z.string().meta({ description: "Your own name for it.", examples: ["refund-77"] }),
    channel: z
      .string()
      .nullable()
      .meta({ description: "The way it takes; null where none was given.", examples: ["32911"] }),
    orderNo: z.string().meta({
      description: "The number that the provider was given. It follows from your Idempotency-Key.",
      examples: ["20261119120000k3m9x0q2w8z7a1b4"],
    }),
    providerOrderId: z
      .string()
      .nullable()
      .meta({ description: "The provider's own number; null: not known.", examples: ["CX9001"] }),
    failure: failure.nullable().meta({ description: "Why it failed; null where it did not." }),
    providerDetails: providerDetails.meta({ description: "What else the provider said." }),
    createdAt: time.meta({ description: "When it was created." }),
    erased,
    timeline: z
      .array(timelineEntry)
      .optional()
      .meta({ description: "Its steps, oldest first. Lists and events have none." }),
    unreadable,
  })
  .meta({ id: "Payout", description: "Money that is paid out." });
export type Payout = z.infer<typeof payout>;

export const listPayoutsQuery = z.strictObject({
  ...page,
  reference: z
    .string()
    .optional()
    .meta({ description: "Only payouts of this reference.", examples: ["refund-77"] }),
  status: severalOf(payoutStatus)
    .optional()
    .meta({
      description: "Only payouts in this status; several are separated by commas.",
      examples: [["pending", "review"]],
    }),
  exception: payoutException
    .optional()
    .meta({ description: "Only payouts with this exception.", examples: ["reversed"] }),
  account: z
    .string()
    .optional()
    .meta({ description: "Only payouts by this account.", examples: ["cxpay-in"] }),
  from: timeFilter
    .optional()
    .meta({ description: "Only payouts made at or after this time.", examples: ["2026-11-19T00:00:00Z"] }),
  to: timeFilter
    .optional()
    .meta({ description: "Only payouts made before this time.", examples: ["2026-11-20T00:00:00Z"] }),
  orderNo: z
    .string()
    .optional()
    .meta({
      description: "Only the payout with this number.",
      examples: ["20261119120000k3m9x0q2w8z7a1b4"],
    }),
  providerOrderId: z
    .string()
    .optional()
    .meta({ description: "Only payouts with this number of the provider.", examples: ["CX9001"] }),
});
export type ListPayoutsQuery = z.input<typeof listPayoutsQuery>;

/** For an approval and a rejection: no body, `{}`, or a note. */
export const decidePayoutRequest = emptyListToo(
  z.strictObject({
    note: shortText(500)
      .nullish()
      .meta({
        description: "Why, for the timeline. It may have several lines.",
        examples: ["Checked against the order."],
      }),
  }),
)
  .nullish()
  .meta({ id: "DecidePayoutRequest", description: "A decision about a payout: no body, `{}`, or a note." });
export type DecidePayoutRequest = z.input<typeof decidePayoutRequest>;

export const resolvePayoutRequest = z
  .strictObject({
    outcome: z.enum(["succeeded", "failed"]).meta({ description: "How it ended.", examples: ["failed"] }),
    note: shortText(500).meta({
      description: "Why, for the timeline. It may have several lines.",
      examples: ["The bank has sent it back."],
    }),
  })
  .meta({ id: "ResolvePayoutRequest", description: "How an operator settles a payout in review." });
export type ResolvePayoutRequest = z.input<typeof resolvePayoutRequest>;
