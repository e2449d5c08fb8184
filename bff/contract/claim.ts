/** A claim: the customer says where a refund is to go. */
import { z } from "zod";
import { accountNumberKinds } from "../core/beneficiary/account-number.ts";
import { closedClaims } from "../core/refund/decide-claim.ts";
import { merchantProfile } from "./browser.ts";
import { time } from "./fields.ts";
import { money } from "./money.ts";
import { beneficiary, beneficiaryAccountTypes } from "./payout.ts";
import { refundStatus } from "./states.ts";

/** The details of a beneficiary that some ways of paying out need besides the name and the number. */
export const claimFieldNames = ["bankName", "bankCode", "phone", "email"] as const;
export type ClaimFieldName = (typeof claimFieldNames)[number];

const claimField = z.object({
  name: z
    .enum(claimFieldNames)
    .meta({ description: "The field of the beneficiary.", examples: ["bankCode"] }),
  required: z
    .boolean()
    .meta({ description: "Whether the money cannot be sent without it.", examples: [true] }),
});

export const claimMethod = z
  .object({
    accountType: z.enum(beneficiaryAccountTypes).meta({
      description: "What the beneficiary's `accountNumber` is.",
      examples: ["clabe"],
    }),
    number: z.enum(accountNumberKinds).meta({
      description: "Which check the `accountNumber` has to pass.",
      examples: ["clabe"],
    }),
    fields: z.array(claimField).meta({ description: "The further fields of the form, in order." }),
  })
  .meta({ id: "ClaimMethod", description: "A way in which the money can be sent." });
export type ClaimMethod = z.infer<typeof claimMethod>;

export const claim = z
  .object({
    id: z.string().meta({ description: "The refund's id.", examples: ["re_9Zk8sQm1VfX0bYw7LrTn2C"] }),
    object: z.literal("claim").meta({ description: "Always `claim`." }),
    status: refundStatus.meta({ description: "How the refund stands.", examples: ["awaiting_claim"] }),
    merchant: merchantProfile.meta({ description: "Who gives the money back." }),
    amount: money.meta({ description: "What is given back." }),
    reference: z
      .string()
      .meta({ description: "The merchant's name of the order.", examples: ["order-1001"] }),
    country: z
      .string()
      .nullable()
      .meta({ description: "The country of the payment; null: any.", examples: ["MX"] }),
    locale: z
      .string()
      .nullable()
      .meta({ description: "The language that the merchant wants.", examples: ["es-MX"] }),
    expiresAt: time.meta({ description: "Until when it can be claimed." }),
    closed: z
      .enum(closedClaims)
      .nullable()
      .meta({
        description:
          "Why it cannot be claimed: `claimed` (it was, already), `canceled`, `expired`, or `unavailable` (the merchant cannot pay it now). Null while it can be.",
        examples: [null],
      }),
    methods: z
      .array(claimMethod)
      .meta({ description: "The ways in which the money can be sent. Empty where it is closed." }),
    payerNameKnown: z.boolean().meta({
      description:
        "Whether the payer's name is known. Another name then waits until the merchant has approved it.",
      examples: [true],
    }),
    sandbox: z.literal(true).optional().meta({ description: "There where no real money moves." }),
  })
  .meta({ id: "Claim", description: "A refund, as the customer who claims it may see it." });
export type ClaimView = z.infer<typeof claim>;

export const submitClaimRequest = z
  .strictObject({
    beneficiary: beneficiary.meta({ description: "Where the money is to go." }),
  })
  .meta({ id: "SubmitClaimRequest", description: "Where the customer wants the money." });
export type SubmitClaimRequest = z.input<typeof submitClaimRequest>;
