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
    id: paymentMethod.meta({ description: "What to send as `method` to start a payment." }),
    action: z
      .enum(["display_code", "redirect", "redirect_form", "display_qr"])
      .meta({ description: "The `type` of the next action that a payment by it will have." }),
    label: z
      .string()
      .nullable()
      .meta({
        description: "The method's name where the configuration overrides the widget's own translation.",
        examples: ["OXXO"],
      }),
    payerFields: z
      .array(payerField)
      .meta({ description: "What the provider wants of the customer and the session does not have." }),
    icon: z
      .string()
      .optional()
      .meta({
        description: "Address of a picture; absent: the widget's own.",
        examples: ["https://pay.example.com/images/3f6c9b.svg"],
      }),
    unavailable: z
      .object({
        reason: z
          .enum(["temporarily_unavailable"])
          .meta({ description: "Why it cannot be used. More reasons may come." }),
      })
      .optional()
      .meta({ description: "There while the method cannot be used. It may work again in half a minute." }),
  })
  .meta({ id: "PaymentMethodOffer", description: "A method that is offered for the session." });
export type PaymentMethodOffer = z.infer<typeof paymentMethodOffer>;

/** A payment as the customer's browser may see it: no account, no provider's number. */
export const browserPayment = z
  .object({
    id: z.string().meta({ description: "Begins with `pay_`.", examples: ["pay_7LrTn2C3Zk8sQm1VfX0bYw"] }),
    method: paymentMethod.meta({ description: "What it is paid by." }),
    status: paymentStatus.meta({ description: "How it stands." }),
    exceptions: z.array(paymentException).meta({ description: "What is not as expected. Usually empty." }),
    amount: money.meta({ description: "What is to be paid." }),
    amountReceived: money.meta({ description: "What has arrived." }),
    nextAction: nextAction.nullable().meta({
      description: "What the customer has to do. Null except while it is `pending` or `partially_paid`.",
    }),
    failure: failure.nullable().meta({ description: "Why it failed; null where it did not." }),
    createdAt: time.meta({ description: "When it was started." }),
    expiresAt: time.meta({ description: "Until when it can be paid." }),
  })
  .meta({ id: "BrowserPayment", description: "A payment, as the customer's browser may see it." });
export type BrowserPayment = z.infer<typeof browserPayment>;

const support = z.object({
  email: z
    .string()
    .nullable()
    .meta({ description: "An e-mail address; null: none.", examples: ["help@shop.example.com"] }),
  url: z
    .string()
    .nullable()
    .meta({ description: "Address of a page; null: none.", examples: ["https://shop.example.com/help"] }),
});

/** The merchant, as the customer sees it. */
export const merchantProfile = z
  .object({
    name: z.string().meta({ description: "The merchant's name.", examples: ["Cantina del Sol"] }),
    logo: z
      .string()
      .nullable()
      .meta({
        description: "Address of a picture; null: none.",
        examples: ["https://pay.example.com/images/3f6c9b.svg"],
      }),
    support: support.nullable().meta({ description: "Where the customer gets help; null: nowhere." }),
    terms: z
      .string()
      .nullable()
      .meta({
        description: "Address of a page; null: none.",
        examples: ["https://shop.example.com/terms"],
      }),
  })
  .meta({ id: "MerchantProfile", description: "The merchant, as the customer sees it." });
export type MerchantProfile = z.infer<typeof merchantProfile>;

export const browserSession = z
  .object({
    id: z.string().meta({ description: "Begins with `cs_`.", examples: ["cs_1VfX0bYw7LrTn2C3Zk8sQm"] }),
    status: sessionStatus.meta({ description: "How the session stands." }),
    exceptions: z
      .array(paymentException)
      .meta({ description: "What is not as expected, over all payments. Usually empty." }),
    merchantName: z
      .string()
      .meta({ description: "The same as `merchant.name`.", examples: ["Cantina del Sol"] }),
    merchant: merchantProfile.meta({ description: "Who is paid." }),
    sandbox: z.literal(true).optional().meta({ description: "There where no real money moves." }),
    items: items.optional().meta({ description: "What is paid for; there where the merchant gave it." }),
    amount: money.meta({ description: "What is to be paid." }),
    amountReceived: money.meta({ description: "What has arrived, over all payments." }),
    description: z
      .string()
      .nullable()
      .meta({ description: "The merchant's words for the order.", examples: ["2 × coffee beans"] }),
    reference: z
      .string()
      .meta({ description: "The merchant's name of the order.", examples: ["order-1001"] }),
    country: z
      .string()
      .nullable()
      .meta({ description: "The country that the methods are for; null: any.", examples: ["MX"] }),
    locale: z
      .string()
      .nullable()
      .meta({ description: "The language that the merchant wants.", examples: ["es-MX"] }),
    returnUrl: z.string().meta({
      description: "Where the customer goes back to. Empty when it cannot be read.",
      examples: ["https://shop.example.com/thanks?order=1001"],
    }),
    expiresAt: time.meta({ description: "Until when the session can be paid." }),
    serverTime: time.meta({ description: "The server's clock, for countdowns." }),
    terms: z
      .string()
      .optional()
      .meta({
        description:
          "Changes when the merchant changes what is to be paid or says of it. Another one in the status than in the session: read the session again.",
        examples: ["9f86d081884c"],
      }),
    methods: z.array(paymentMethodOffer).meta({ description: "What can be chosen, in order." }),
    payment: browserPayment
      .nullable()
      .meta({ description: "The payment that paid, else the open one, else the newest; null: none yet." }),
  })
  .meta({ id: "BrowserSession", description: "A session, as the customer's browser may see it." });
export type BrowserSession = z.infer<typeof browserSession>;

export const startPaymentRequest = z
  .strictObject({
    method: paymentMethod.meta({ description: "One of the session's `methods`.", examples: ["store"] }),
    payer: payer.optional().meta({ description: "What the customer typed into the method's `payerFields`." }),
  })
  .meta({ id: "StartPaymentRequest", description: "The choice of a method." });
export type StartPaymentRequest = z.input<typeof startPaymentRequest>;

export const browserStatus = z
  .object({
    status: sessionStatus.meta({ description: "How the session stands." }),
    exceptions: z
      .array(paymentException)
      .meta({ description: "What is not as expected, over all payments. Usually empty." }),
    amountReceived: money.meta({ description: "What has arrived, over all payments." }),
    payment: browserPayment.nullable().meta({ description: "As in the session." }),
    expiresAt: time.meta({ description: "Until when the session can be paid." }),
    serverTime: time.meta({ description: "The server's clock, for countdowns." }),
    terms: browserSession.shape.terms,
    pollAfter: z.number().meta({
      description: "In how many seconds the next poll makes sense. It grows with the age of the payment.",
      examples: [3],
    }),
  })
  .meta({ id: "BrowserStatus", description: "How a session stands, for polls and streams." });
export type BrowserStatus = z.infer<typeof browserStatus>;
