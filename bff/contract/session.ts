/** A session, as the merchant creates and sees it. */
import { z } from "zod";
import { customer, shownCustomer } from "./customer.ts";
import { emptyListToo, erased, page, shortText, time, unreadable } from "./fields.ts";
import { items } from "./items.ts";
import { paymentMethod, paymentMethods } from "./method.ts";
import { money } from "./money.ts";
import { payment } from "./payment.ts";
import { returnUrl } from "./return-url.ts";
import { paymentException, sessionStatus } from "./states.ts";

/** In characters: the room that RFC 5646 asks of every program. */
const longestTag = 35;

const bcp47 = z
  .string()
  .max(longestTag, { abort: true })
  .refine((tag) => {
    try {
      return new Intl.Locale(tag).toString().length > 0;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }, "must be a language tag such as es-MX");

export const createSessionRequest = z
  .strictObject({
    amount: money.meta({ description: "What is to be paid." }),
    reference: shortText(64).meta({ description: "Your own name for the order.", examples: ["order-1001"] }),
    description: z
      .string()
      .max(500)
      .nullish()
      .meta({ description: "What it is for. The customer sees it.", examples: ["2 × coffee beans"] }),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, "must be a two-letter country code such as MX")
      .nullish()
      .meta({
        description: "Restricts the methods to those of that country. Absent: any.",
        examples: ["MX"],
      }),
    locale: bcp47
      .nullish()
      .meta({ description: "The language of the widget, as a BCP 47 tag.", examples: ["es-MX"] }),
    customer: emptyListToo(customer)
      .nullish()
      .meta({ description: "The person who pays. The widget does not ask for these details again." }),
    methods: z
      .array(paymentMethod)
      .min(1)
      .max(paymentMethods.length)
      .nullish()
      .meta({
        description:
          "Restricts and orders what is offered. Absent: all that suits currency, country and amount.",
        examples: [["bank_transfer", "store"]],
      }),
    items: items.nullish().meta({
      description: "What is paid for. The customer sees it. The sum is not compared with `amount`.",
    }),
    returnUrl: returnUrl.meta({
      description:
        "Where the customer goes back to. Its origin must be one of `merchant.allowedOrigins`; `http` only for localhost or in sandbox.",
      examples: ["https://shop.example.com/thanks?order=1001"],
    }),
    expiresIn: z
      .int()
      .min(60)
      .max(2_592_000)
      .default(86_400)
      .meta({ description: "In how many seconds it expires. Absent: 86,400, a day.", examples: [86_400] }),
    metadata: emptyListToo(
      z
        .record(z.string().min(1).max(64), z.string().max(500))
        .refine((pairs) => Object.keys(pairs).length <= 20, "must have at most 20 pairs"),
    )
      .nullish()
      .meta({
        description: "Up to 20 pairs of text of your own. They come back in answers and events.",
        examples: [{ cart: "c-9" }],
      }),
  })
  .meta({ id: "CreateSessionRequest", description: "What is to be paid, once." });
/** What one may send. */
export type CreateSessionRequest = z.input<typeof createSessionRequest>;
/** The same with its defaults, as the server reads it. */
export type ReadSessionRequest = z.output<typeof createSessionRequest>;

export const changeSessionRequest = z
  .strictObject({
    amount: money.optional().meta({ description: "What is to be paid now." }),
    reference: createSessionRequest.shape.reference.optional(),
    description: createSessionRequest.shape.description.meta({
      description: "What it is for; null: nothing.",
      examples: ["3 × coffee beans"],
    }),
    items: createSessionRequest.shape.items.meta({
      description: "What is paid for, in place of what was there; null: nothing.",
    }),
    returnUrl: createSessionRequest.shape.returnUrl.optional(),
    expiresIn: z
      .int()
      .min(60)
      .max(2_592_000)
      .optional()
      .meta({ description: "In how many seconds it expires, counted from now.", examples: [86_400] }),
    metadata: createSessionRequest.shape.metadata.meta({
      description: "Your own pairs of text, in place of those that were there; null: none.",
      examples: [{ cart: "c-9" }],
    }),
  })
  .meta({ id: "ChangeSessionRequest", description: "What changes. What is absent stays." });
export type ChangeSessionRequest = z.input<typeof changeSessionRequest>;
/** As the server reads it. */
export type ReadChangeRequest = z.output<typeof changeSessionRequest>;

export const session = z
  .object({
    id: z.string().meta({ description: "Begins with `cs_`.", examples: ["cs_1VfX0bYw7LrTn2C3Zk8sQm"] }),
    object: z.literal("session").meta({ description: "Always `session`." }),
    status: sessionStatus.meta({ description: "How it stands." }),
    exceptions: z
      .array(paymentException)
      .meta({ description: "What is not as expected, over all payments. Usually empty." }),
    amount: money.meta({ description: "What is to be paid." }),
    amountReceived: money.meta({ description: "What has arrived, over all payments." }),
    reference: z.string().meta({ description: "Your own name for the order.", examples: ["order-1001"] }),
    description: z
      .string()
      .nullable()
      .meta({ description: "What it is for; null: nothing was said.", examples: ["2 × coffee beans"] }),
    country: z
      .string()
      .nullable()
      .meta({ description: "The country that the methods are for; null: any.", examples: ["MX"] }),
    locale: z
      .string()
      .nullable()
      .meta({ description: "The language of the widget; null: the browser's.", examples: ["es-MX"] }),
    customer: shownCustomer.nullable().meta({ description: "Who pays; null: nothing was said." }),
    metadata: z
      .record(z.string(), z.string())
      .meta({ description: "Your own pairs of text.", examples: [{ cart: "c-9" }] }),
    items: items.optional().meta({ description: "What is paid for. There where it was given." }),
    methods: z.array(paymentMethod).meta({ description: "What is offered now, in order." }),
    returnUrl: z
      .string()
      .nullable()
      .meta({
        description:
          "Where the customer goes back to, as browsers write it. Null only once it is erased, or when it cannot be read.",
        examples: ["https://shop.example.com/thanks?order=1001"],
      }),
    payments: z.array(payment).meta({ description: "Its payments, without their timelines." }),
    createdAt: time.meta({ description: "When it was created." }),
    expiresAt: time.meta({ description: "Until when it can be paid." }),
    erased,
    unreadable,
  })
  .meta({ id: "Session", description: "Something that is to be paid, once." });
export type Session = z.infer<typeof session>;

/**
 * The answer to the creation of a session. Only this answer and that of `link` carry the client token and the hosted
 * page's address.
 */
export const createdSession = session
  .extend({
    clientToken: z.string().meta({
      description: "Opens this session in the customer's browser. Give it to the widget.",
      examples: ["ct_Qm1VfX0bYw7LrTn2C3Zk8s"],
    }),
    url: z.string().meta({
      description: "The hosted page of this session. The client token is in its fragment.",
      examples: ["https://pay.example.com/pay#ct_Qm1VfX0bYw7LrTn2C3Zk8s"],
    }),
  })
  .meta({
    id: "CreatedSession",
    description: "A new session. No other answer but that of `link` has `clientToken` and `url`.",
  });
export type CreatedSession = z.infer<typeof createdSession>;

export const sessionLink = z
  .object({
    clientToken: createdSession.shape.clientToken,
    url: createdSession.shape.url,
  })
  .meta({ id: "SessionLink", description: "The client token of a session and its hosted page, again." });
export type SessionLink = z.infer<typeof sessionLink>;

export const listSessionsQuery = z.strictObject({
  ...page,
  reference: z
    .string()
    .optional()
    .meta({ description: "Only sessions of this reference.", examples: ["order-1001"] }),
  status: sessionStatus
    .optional()
    .meta({ description: "Only sessions in this status.", examples: ["succeeded"] }),
});
export type ListSessionsQuery = z.input<typeof listSessionsQuery>;
