/** What the customer's browser may see of a session, and how it starts a payment. */
import { z } from "zod";
import { time } from "./fields.ts";
import { items } from "./items.ts";
import { paymentMethod } from "./method.ts";
import { money } from "./money.ts";
import { nextAction } from "./next-action.ts";
import { payer, payerField } from "./payer.ts";
import { failure, paymentException, paymentStatus, sessionStatus } from "./states.ts";

export const paymentMethodOffer = z
  .object({
    id: paymentMethod,
    action: z.enum(["display_code", "redirect", "redirect_form", "display_qr"]),
    label: z.string().nullable(),
    payerFields: z.array(payerField),
    icon: z.string().optional().meta({ description: "Address of a picture; absent: the widget's own" }),
    unavailable: z
      .object({ reason: z.enum(["temporarily_unavailable"]) })
      .optional()
      .meta({ description: "There while the method cannot be used. It may work again in half a minute" }),
  })
  .meta({ id: "PaymentMethodOffer" });
export type PaymentMethodOffer = z.infer<typeof paymentMethodOffer>;

/** A payment as the customer's browser may see it: no account, no provider's number. */
export const browserPayment = z
  .object({
    id: z.string(),
    method: paymentMethod,
    status: paymentStatus,
    exceptions: z.array(paymentException),
    amount: money,
    amountReceived: money,
    nextAction: nextAction.nullable(),
    failure: failure.nullable(),
    createdAt: time,
    expiresAt: time,
  })
  .meta({ id: "BrowserPayment" });
export type BrowserPayment = z.infer<typeof browserPayment>;

/** Who is paid, as the customer is told. */
export const merchantProfile = z
  .object({
    name: z.string(),
    logo: z.string().nullable().meta({ description: "Address of a picture" }),
    support: z.object({ email: z.string().nullable(), url: z.string().nullable() }).nullable(),
    terms: z.string().nullable().meta({ description: "Address of a page" }),
  })
  .meta({ id: "MerchantProfile" });
export type MerchantProfile = z.infer<typeof merchantProfile>;

export const browserSession = z
  .object({
    id: z.string(),
    status: sessionStatus,
    exceptions: z.array(paymentException),
    merchantName: z.string(),
    merchant: merchantProfile,
    sandbox: z.literal(true).optional().meta({ description: "There where no real money moves" }),
    items: items.optional().meta({ description: "There where the merchant gave them" }),
    amount: money,
    amountReceived: money,
    description: z.string().nullable(),
    reference: z.string(),
    country: z.string().nullable(),
    locale: z.string().nullable(),
    returnUrl: z.string(),
    expiresAt: time,
    serverTime: time,
    methods: z.array(paymentMethodOffer),
    payment: browserPayment.nullable(),
  })
  .meta({ id: "BrowserSession" });
export type BrowserSession = z.infer<typeof browserSession>;

export const startPaymentRequest = z
  .strictObject({ method: paymentMethod, payer: payer.optional() })
  .meta({ id: "StartPaymentRequest" });
export type StartPaymentRequest = z.input<typeof startPaymentRequest>;

export const browserStatus = z
  .object({
    status: sessionStatus,
    exceptions: z.array(paymentException),
    amountReceived: money,
    payment: browserPayment.nullable(),
    expiresAt: time,
    serverTime: time,
    pollAfter: z.number().meta({ description: "Seconds until the next poll makes sense" }),
  })
  .meta({ id: "BrowserStatus" });
export type BrowserStatus = z.infer<typeof browserStatus>;
