/**
 * The public HTTP contract: zod schemas, and the types read from them. OpenAPI is generated from here; the
 * widget imports the types only. Requests are strict: an unknown field is an error. Source:
 * docs/http-api.md#http-api.
 */
import { z } from "zod";
import { nextActionSchema } from "./core/next-action.ts";

const time = z.iso.datetime({ precision: 3 }).meta({ description: "ISO 8601 UTC with milliseconds" });

// ── shared pieces ────────────────────────────────────────────────────────────────────────────────────────────────

export const paymentMethods = [
  "bank_transfer",
  "store",
  "wechat_pay",
  "alipay",
  "unionpay",
  "bank_card",
  "upi",
  "pix",
  "crypto",
  "red_packet",
  "cashier",
] as const;
export const paymentMethod = z.enum(paymentMethods).meta({ id: "PaymentMethod" });
export type PaymentMethod = z.infer<typeof paymentMethod>;

export const sessionStatuses = [
  "requires_payment_method",
  "requires_action",
  "processing",
  "succeeded",
  "canceled",
  "expired",
] as const;
export const sessionStatus = z.enum(sessionStatuses).meta({ id: "SessionStatus" });
export type SessionStatus = z.infer<typeof sessionStatus>;

export const paymentStatuses = [
  "creating",
  "unknown",
  "pending",
  "partially_paid",
  "review",
  "succeeded",
  "failed",
  "canceled",
  "expired",
] as const;
export const paymentStatus = z.enum(paymentStatuses).meta({ id: "PaymentStatus" });
export type PaymentStatus = z.infer<typeof paymentStatus>;

export const payoutStatuses = ["creating", "unknown", "pending", "succeeded", "failed"] as const;
export const payoutStatus = z.enum(payoutStatuses).meta({ id: "PayoutStatus" });
export type PayoutStatus = z.infer<typeof payoutStatus>;

export const paymentExceptions = [
  "partially_paid",
  "overpaid",
  "underpaid",
  "paid_late",
  "duplicate_paid",
  "reversed",
  "provider_unknown",
] as const;
export const paymentException = z.enum(paymentExceptions).meta({ id: "PaymentException" });
export type PaymentException = z.infer<typeof paymentException>;

export const causes = ["create", "callback", "query", "cancel", "expiry", "operator"] as const;
export type Cause = (typeof causes)[number];

export const money = z
  .strictObject({
    value: z.string().meta({ description: "Decimal text, never a number", examples: ["150.00"] }),
    currency: z.string().meta({ description: "ISO 4217 code or coin symbol", examples: ["MXN"] }),
  })
  .meta({ id: "Money" });
export type Money = z.infer<typeof money>;

export const failure = z.object({ code: z.string(), retryable: z.boolean() }).meta({ id: "Failure" });
export type PaymentFailure = z.infer<typeof failure>;

export const problemDetails = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    requestId: z.string(),
  })
  .meta({ id: "Problem" });
export type ProblemDetails = z.infer<typeof problemDetails>;

// ── what the customer must do next ───────────────────────────────────────────────────────────────────────────────

export const nextAction = nextActionSchema(time).meta({ id: "NextAction" });
export type NextAction = z.infer<typeof nextAction>;

// ── merchant: sessions ───────────────────────────────────────────────────────────────────────────────────────────

const shortText = (max: number) => z.string().trim().min(1).max(max);

export const customer = z
  .strictObject({
    id: shortText(128).nullish(),
    name: shortText(200).nullish(),
    email: z.email().max(254).nullish(),
    phone: z
      .string()
      .regex(/^\+?[0-9][0-9 ()-]{4,24}$/, "must be a phone number such as +525512345678")
      .nullish(),
    taxId: shortText(32).nullish(),
    providerAccounts: z
      .strictObject({
        chainup: z
          .strictObject({
            openId: shortText(128).nullish(),
            userId: shortText(128).nullish(),
            token: shortText(256).nullish(),
          })
          .nullish(),
      })
      .nullish(),
  })
  .meta({ id: "Customer" });
export type Customer = z.infer<typeof customer>;

/** In characters; the longest tag that anybody uses has some thirty. */
const longestTag = 64;

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
    customer: customer.nullish(),
    methods: z.array(paymentMethod).min(1).max(paymentMethods.length).nullish(),
    returnUrl: z
      .url({ protocol: /^https?$/, abort: true })
      .max(2048)
      .refine((url) => !/[\s\p{Cc}]/u.test(url), "must be a URL without blanks and control characters"),
    expiresIn: z.int().min(60).max(2_592_000).default(86_400),
    metadata: z
      .record(z.string().min(1).max(64), z.string().max(500))
      .refine((pairs) => Object.keys(pairs).length <= 20, "must have at most 20 pairs")
      .nullish(),
  })
  .meta({ id: "CreateSessionRequest" });
export type CreateSessionRequest = z.infer<typeof createSessionRequest>;

export const timelineEntry = z
  .object({
    at: time,
    from: z.string().nullable(),
    to: z.string(),
    cause: z.enum(causes),
    detail: z.string().nullable(),
  })
  .meta({ id: "TimelineEntry" });
export type TimelineEntry = z.infer<typeof timelineEntry>;

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
    createdAt: time,
    expiresAt: time,
    timeline: z.array(timelineEntry).optional(),
  })
  .meta({ id: "Payment" });
export type Payment = z.infer<typeof payment>;

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
    customer: customer.nullable(),
    metadata: z.record(z.string(), z.string()),
    methods: z.array(paymentMethod),
    returnUrl: z.string(),
    payments: z.array(payment),
    createdAt: time,
    expiresAt: time,
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

// ── merchant: lists ──────────────────────────────────────────────────────────────────────────────────────────────

const page = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
};
export const listSessionsQuery = z.strictObject({
  ...page,
  reference: z.string().optional(),
  status: sessionStatus.optional(),
});
export const listPaymentsQuery = z.strictObject({
  ...page,
  session: z.string().optional(),
  status: paymentStatus.optional(),
  account: z.string().optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export const listPayoutsQuery = z.strictObject({
  ...page,
  reference: z.string().optional(),
  status: payoutStatus.optional(),
  account: z.string().optional(),
});
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });

export const resolvePaymentRequest = z
  .strictObject({ outcome: z.enum(["succeeded", "failed"]), note: shortText(500) })
  .meta({ id: "ResolvePaymentRequest" });
export type ResolvePaymentRequest = z.infer<typeof resolvePaymentRequest>;

/** For POSTs without fields: no body, or `{}`. */
export const emptyRequest = z.strictObject({}).nullish();

// ── merchant: payouts ────────────────────────────────────────────────────────────────────────────────────────────

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
export type CreatePayoutRequest = z.infer<typeof createPayoutRequest>;

export const payout = z
  .object({
    id: z.string(),
    object: z.literal("payout"),
    status: payoutStatus,
    account: z.string(),
    amount: money,
    reference: z.string(),
    channel: z.string().nullable(),
    orderNo: z.string(),
    providerOrderId: z.string().nullable(),
    failure: failure.nullable(),
    createdAt: time,
    timeline: z.array(timelineEntry).optional(),
  })
  .meta({ id: "Payout" });
export type Payout = z.infer<typeof payout>;

// ── merchant: accounts, balance, statement ───────────────────────────────────────────────────────────────────────

export const capabilities = [
  "create",
  "query",
  "cancel",
  "callback",
  "payout",
  "balance",
  "statement",
] as const;
export type Capability = (typeof capabilities)[number];

export const account = z
  .object({
    id: z.string(),
    object: z.literal("account"),
    provider: z.string(),
    methods: z.array(
      z.object({
        method: paymentMethod,
        channel: z.string(),
        currency: z.string(),
        countries: z.array(z.string()).nullable(),
        min: z.string().nullable(),
        max: z.string().nullable(),
      }),
    ),
    capabilities: z.array(z.enum(capabilities)),
    circuits: z.record(z.string(), z.enum(["closed", "open", "half_open"])),
    circuit: z.enum(["closed", "open", "half_open"]),
    lastSuccessAt: time.nullable(),
  })
  .meta({ id: "Account" });
export type AccountView = z.infer<typeof account>;
export const listAccountsAnswer = z.object({ data: z.array(account) });

export const balance = z
  .object({
    available: money.nullable(),
    total: money.nullable(),
    frozen: money.nullable(),
    asOf: time,
  })
  .meta({ id: "Balance" });
export type BalanceView = z.infer<typeof balance>;

export const statementQuery = z.strictObject({
  day: z.iso.date().optional(),
  type: z.enum(["payment", "transfer"]).optional(),
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(2000).default(200),
});
export type StatementQuery = z.infer<typeof statementQuery>;

export const discrepancyKinds = [
  "missing_here",
  "missing_there",
  "amount_differs",
  "status_differs",
] as const;
export const discrepancy = z
  .object({
    kind: z.enum(discrepancyKinds),
    orderNo: z.string(),
    paymentId: z.string().nullable(),
    detail: z.string(),
  })
  .meta({ id: "Discrepancy" });
export type Discrepancy = z.infer<typeof discrepancy>;

export const statement = z
  .object({
    account: z.string(),
    day: z.string(),
    total: z.int(),
    entries: z.array(
      z.object({
        orderNo: z.string(),
        providerOrderId: z.string().nullable(),
        type: z.enum(["payment", "transfer"]),
        amount: money,
        paidAt: time.nullable(),
        paymentId: z.string().nullable(),
      }),
    ),
    discrepancies: z.array(discrepancy),
  })
  .meta({ id: "Statement" });
export type StatementView = z.infer<typeof statement>;

// ── merchant: events ─────────────────────────────────────────────────────────────────────────────────────────────

export const eventTypes = [
  "session.succeeded",
  "session.expired",
  "session.canceled",
  "payment.pending",
  "payment.succeeded",
  "payment.failed",
  "payment.canceled",
  "payment.expired",
  "payment.partially_paid",
  "payment.review_required",
  "payment.reversed",
  "payment.duplicate",
  "payout.succeeded",
  "payout.failed",
  "reconciliation.discrepancy",
] as const;
export const eventType = z.enum(eventTypes).meta({ id: "EventType" });
export type EventType = z.infer<typeof eventType>;

export const listEventsQuery = z.strictObject({
  ...page,
  type: eventType.optional(),
  session: z.string().optional(),
  payment: z.string().optional(),
  payout: z.string().optional(),
});

/** The body of an outgoing webhook. Source: docs/http-api.md#webhooks. */
export const eventBody = z
  .object({
    type: eventType,
    timestamp: time,
    data: z.object({
      session: session.optional(),
      payment: payment.optional(),
      payout: payout.optional(),
      discrepancy: discrepancy.extend({ account: z.string(), day: z.string() }).optional(),
    }),
  })
  .meta({ id: "EventBody" });
export type EventBody = z.infer<typeof eventBody>;

export const deliveryAttempt = z.object({
  at: time,
  endpoint: z.string(),
  status: z.int().nullable(),
  error: z.string().nullable(),
  durationMs: z.int(),
});
export const eventView = eventBody
  .extend({
    id: z.string(),
    object: z.literal("event"),
    deliveries: z.array(
      z.object({
        endpoint: z.string(),
        state: z.enum(["pending", "delivered", "dead"]),
        nextAttemptAt: time.nullable(),
        attempts: z.array(deliveryAttempt),
      }),
    ),
  })
  .meta({ id: "Event" });
export type EventView = z.infer<typeof eventView>;

// ── browser ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const payerFieldNames = ["name", "email", "phone", "taxId", "exchangeUid"] as const;
export type PayerFieldName = (typeof payerFieldNames)[number];

export const payerField = z
  .object({ name: z.enum(payerFieldNames), required: z.boolean(), value: z.string().nullable() })
  .meta({ id: "PayerField" });
export type PayerField = z.infer<typeof payerField>;

export const paymentMethodOffer = z
  .object({
    id: paymentMethod,
    action: z.enum(["display_code", "redirect", "redirect_form", "display_qr"]),
    label: z.string().nullable(),
    payerFields: z.array(payerField),
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

export const browserSession = z
  .object({
    id: z.string(),
    status: sessionStatus,
    exceptions: z.array(paymentException),
    merchantName: z.string(),
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

export const payer = z
  .strictObject({
    name: shortText(200).optional(),
    email: z.email().max(254).optional(),
    phone: z
      .string()
      .regex(/^\+?[0-9][0-9 ()-]{4,24}$/, "must be a phone number such as +525512345678")
      .optional(),
    taxId: shortText(32).optional(),
    exchangeUid: shortText(128).optional(),
  })
  .meta({ id: "Payer" });
export type Payer = z.infer<typeof payer>;

export const startPaymentRequest = z
  .strictObject({ method: paymentMethod, payer: payer.optional() })
  .meta({ id: "StartPaymentRequest" });
export type StartPaymentRequest = z.infer<typeof startPaymentRequest>;

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
