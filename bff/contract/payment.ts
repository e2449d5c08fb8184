/** A payment, as the merchant sees it. */
import { z } from "zod";
import { page, shortText, time, unreadable } from "./fields.ts";
import { paymentMethod } from "./method.ts";
import { money } from "./money.ts";
import { nextAction } from "./next-action.ts";
import { providerDetails } from "./provider-details.ts";
import { failure, paymentException, paymentStatus } from "./states.ts";
import { timelineEntry } from "./timeline.ts";

export const payment = z
  .object({
    id: z.string(),
    object: z.literal("payment"),
    session: z.string(),
    account: z.string(),
    method: paymentMethod,
    channel: z.string(),
    orderNo: z.string(),
    providerOrderId: z.string().nullable(),
    status: paymentStatus,
    exceptions: z.array(paymentException),
    amount: money,
    amountReceived: money,
    nextAction: nextAction.nullable(),
    failure: failure.nullable(),
    providerDetails,
    createdAt: time,
    expiresAt: time,
    timeline: z.array(timelineEntry).optional(),
    unreadable,
  })
  .meta({ id: "Payment" });
export type Payment = z.infer<typeof payment>;

export const listPaymentsQuery = z.strictObject({
  ...page,
  session: z.string().optional(),
  status: paymentStatus.optional(),
  account: z.string().optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export type ListPaymentsQuery = z.input<typeof listPaymentsQuery>;

export const resolvePaymentRequest = z
  .strictObject({ outcome: z.enum(["succeeded", "failed"]), note: shortText(500) })
  .meta({ id: "ResolvePaymentRequest" });
export type ResolvePaymentRequest = z.input<typeof resolvePaymentRequest>;
