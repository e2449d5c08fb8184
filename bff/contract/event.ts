/** Events: the body of an outgoing webhook, and the list of them with their deliveries. */
import { z } from "zod";
import { page, time, timeFilter, unreadable } from "./fields.ts";
import { payment } from "./payment.ts";
import { payout } from "./payout.ts";
import { refund } from "./refund.ts";
import { session } from "./session.ts";
import { discrepancy } from "./statement.ts";

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
  "payment.updated",
  "refund.created",
  "refund.succeeded",
  "refund.failed",
  "payout.succeeded",
  "payout.failed",
  "payout.review_required",
  "payout.reversed",
  "reconciliation.discrepancy",
] as const;
export const eventType = z.enum(eventTypes).meta({
  id: "EventType",
  description: "What has happened. More types may come: ignore those that you do not know.",
});
export type EventType = z.infer<typeof eventType>;

export const listEventsQuery = z.strictObject({
  ...page,
  type: eventType
    .optional()
    .meta({ description: "Only events of this type.", examples: ["session.succeeded"] }),
  session: z
    .string()
    .optional()
    .meta({
      description: "Only events of this session, its payments' included.",
      examples: ["cs_1VfX0bYw7LrTn2C3Zk8sQm"],
    }),
  payment: z
    .string()
    .optional()
    .meta({ description: "Only events of this payment.", examples: ["pay_7LrTn2C3Zk8sQm1VfX0bYw"] }),
  payout: z
    .string()
    .optional()
    .meta({ description: "Only events of this payout.", examples: ["po_5Vx0cQ2mZk8sYw7LrTn1Bf"] }),
  delivered: z
    .union([z.boolean(), z.enum(["true", "false"])])
    .transform((delivered) => String(delivered) === "true")
    .pipe(z.boolean())
    .optional()
    .meta({
      description:
        "`false`: only events that an endpoint has not taken yet, or will not be sent any more. `true`: only the others.",
      examples: [false],
    }),
  from: timeFilter
    .optional()
    .meta({ description: "Only events at or after this time.", examples: ["2026-11-19T00:00:00Z"] }),
  to: timeFilter
    .optional()
    .meta({ description: "Only events before this time.", examples: ["2026-11-20T00:00:00Z"] }),
});

const reconciledDiscrepancy = discrepancy.extend({
  account: z.string().meta({ description: "The account's id.", examples: ["chainup-coins"] }),
  day: z.string().meta({ description: "The day that was reconciled, in UTC.", examples: ["2026-11-19"] }),
});

const eventData = z.object({
  sequence: z
    .int()
    .positive()
    .optional()
    .meta({
      description:
        "Grows with each event of one session (its payments' included) or payout, with gaps. An event with a lower number is older: deliveries overtake one another. `reconciliation.discrepancy` has none.",
      examples: [3],
    }),
  session: session.optional().meta({ description: "Of an event about a session or one of its payments." }),
  payment: payment.optional().meta({ description: "Of an event about a payment or one of its refunds." }),
  refund: refund.optional().meta({ description: "Of an event about a refund." }),
  payout: payout.optional().meta({ description: "Of an event about a payout." }),
  test: z.literal(true).optional().meta({
    description:
      "There in an event that somebody sent to try your endpoint. Nothing has happened, and nothing with these ids exists: answer 2xx and do nothing.",
  }),
  discrepancy: reconciledDiscrepancy.optional().meta({ description: "Of `reconciliation.discrepancy`." }),
});
export type ListEventsQuery = z.input<typeof listEventsQuery>;

/** The body of an outgoing webhook. Source: docs/webhook-delivery.md#webhook-delivery. */
export const eventBody = z
  .object({
    type: eventType.meta({ description: "What has happened.", examples: ["payment.succeeded"] }),
    timestamp: time.meta({ description: "When it happened." }),
    data: eventData.meta({
      description: "What it happened to, as it then stood. Personal details are masked.",
    }),
  })
  .meta({ id: "EventBody", description: "The body of a webhook." });
export type EventBody = z.infer<typeof eventBody>;

const endpoint = z.string().meta({
  description: "The endpoint's address.",
  examples: ["https://shop.example.com/webhooks"],
});

export const deliveryAttempt = z.object({
  at: time.meta({ description: "When it began." }),
  endpoint,
  status: z
    .int()
    .nullable()
    .meta({ description: "The HTTP status that came back; null: none.", examples: [200] }),
  error: z
    .string()
    .nullable()
    .meta({ description: "Why it failed, where there was no status.", examples: ["timeout"] }),
  durationMs: z.int().meta({ description: "How long it took, in milliseconds.", examples: [42] }),
});

const delivery = z.object({
  endpoint,
  state: z
    .enum(["pending", "delivered", "dead"])
    .meta({ description: "`dead`: no further attempt is made by itself." }),
  nextAttemptAt: time.nullable().meta({ description: "When the next attempt is due; null where none is." }),
  attempts: z.array(deliveryAttempt).meta({ description: "What was tried, oldest first." }),
});

export const eventView = eventBody
  .extend({
    id: z.string().meta({
      description: "Begins with `evt_`. The webhook has it as `webhook-id`.",
      examples: ["evt_bYw7LrTn2C3Zk8sQm1VfX0"],
    }),
    object: z.literal("event").meta({ description: "Always `event`." }),
    deliveries: z
      .array(delivery)
      .meta({ description: "How it was delivered to each endpoint that takes its type." }),
    unreadable,
  })
  .meta({ id: "Event", description: "An event, with its deliveries." });
export type EventView = z.infer<typeof eventView>;
