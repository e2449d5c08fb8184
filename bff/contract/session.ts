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
    amount: money,
    reference: shortText(64),
    description: z.string().max(500).nullish(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, "must be a two-letter country code such as MX")
      .nullish(),
    locale: bcp47.nullish(),
    customer: emptyListToo(customer).nullish(),
    methods: z.array(paymentMethod).min(1).max(paymentMethods.length).nullish(),
    items: items.nullish(),
    returnUrl,
    expiresIn: z.int().min(60).max(2_592_000).default(86_400),
    metadata: emptyListToo(
      z
        .record(z.string().min(1).max(64), z.string().max(500))
        .refine((pairs) => Object.keys(pairs).length <= 20, "must have at most 20 pairs"),
    ).nullish(),
  })
  .meta({ id: "CreateSessionRequest" });
/** What one may send. */
export type CreateSessionRequest = z.input<typeof createSessionRequest>;
/** The same with its defaults, as the server reads it. */
export type ReadSessionRequest = z.output<typeof createSessionRequest>;

export const session = z
  .object({
    id: z.string(),
    object: z.literal("session"),
    status: sessionStatus,
    exceptions: z.array(paymentException),
    amount: money,
    amountReceived: money,
    reference: z.string(),
    description: z.string().nullable(),
    country: z.string().nullable(),
    locale: z.string().nullable(),
    customer: shownCustomer.nullable(),
    metadata: z.record(z.string(), z.string()),
    items: items.optional().meta({ description: "There where they were given" }),
    methods: z.array(paymentMethod),
    returnUrl: z
      .string()
      .nullable()
      .meta({ description: "Null only once it is erased, or when it cannot be read" }),
    payments: z.array(payment),
    createdAt: time,
    expiresAt: time,
    erased,
    unreadable,
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof session>;

/**
 * The answer to the creation of a session. Only this answer carries the client token and the hosted page's
 * address.
 */
export const createdSession = session
  .extend({ clientToken: z.string(), url: z.string() })
  .meta({ id: "CreatedSession" });
export type CreatedSession = z.infer<typeof createdSession>;

export const listSessionsQuery = z.strictObject({
  ...page,
  reference: z.string().optional(),
  status: sessionStatus.optional(),
});
export type ListSessionsQuery = z.input<typeof listSessionsQuery>;
