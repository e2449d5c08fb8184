/** A payout, as the merchant creates and sees it. */
import { z } from "zod";
import { emptyListToo, erased, page, shortText, time, unreadable } from "./fields.ts";
import { money } from "./money.ts";
import { providerDetails } from "./provider-details.ts";
import { failure, payoutException, payoutStatus } from "./states.ts";
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
    name: shortText(200),
    accountNumber: shortText(128),
    accountType: z.enum(beneficiaryAccountTypes),
    bankName: shortText(200).nullish(),
    bankCode: shortText(64).nullish(),
    phone: shortText(32).nullish(),
    email: z.email().max(254).nullish(),
  })
  .meta({ id: "Beneficiary" });
export type Beneficiary = z.infer<typeof beneficiary>;

export const createPayoutRequest = z
  .strictObject({
    account: shortText(64),
    amount: money,
    reference: shortText(64),
    channel: shortText(64).nullish(),
    beneficiary,
  })
  .meta({ id: "CreatePayoutRequest" });
export type CreatePayoutRequest = z.input<typeof createPayoutRequest>;

export const payout = z
  .object({
    id: z.string(),
    object: z.literal("payout"),
    status: payoutStatus,
    // Events that were stored before payouts had exceptions have none.
    exceptions: z.array(payoutException).default([]),
    account: z.string(),
    amount: money,
    reference: z.string(),
    channel: z.string().nullable(),
    orderNo: z.string(),
    providerOrderId: z.string().nullable(),
    failure: failure.nullable(),
    providerDetails,
    createdAt: time,
    erased,
    timeline: z.array(timelineEntry).optional(),
    unreadable,
  })
  .meta({ id: "Payout" });
export type Payout = z.infer<typeof payout>;

export const listPayoutsQuery = z.strictObject({
  ...page,
  reference: z.string().optional(),
  status: payoutStatus.optional(),
  exception: payoutException.optional(),
  account: z.string().optional(),
});
export type ListPayoutsQuery = z.input<typeof listPayoutsQuery>;

/** For an approval and a rejection: no body, `{}`, or a note. */
export const decidePayoutRequest = emptyListToo(z.strictObject({ note: shortText(500).nullish() }))
  .nullish()
  .meta({ id: "DecidePayoutRequest" });
export type DecidePayoutRequest = z.input<typeof decidePayoutRequest>;

export const resolvePayoutRequest = z
  .strictObject({ outcome: z.enum(["succeeded", "failed"]), note: shortText(500) })
  .meta({ id: "ResolvePayoutRequest" });
export type ResolvePayoutRequest = z.input<typeof resolvePayoutRequest>;
