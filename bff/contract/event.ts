/** Events: the body of an outgoing webhook, and the list of them with their deliveries. */
import { z } from "zod";
import { page, time, unreadable } from "./fields.ts";
import { payment } from "./payment.ts";
import { payout } from "./payout.ts";
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
  "payout.succeeded",
  "payout.failed",
  "payout.review_required",
  "payout.reversed",
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
export type ListEventsQuery = z.input<typeof listEventsQuery>;

/** The body of an outgoing webhook. Source: docs/http-api.md#webhooks. */
export const eventBody = z
  .object({
    type: eventType,
    timestamp: time,
    data: z.object({
      /** Grows with each event of one session or payout, since events overtake one another. */
      sequence: z.int().positive().optional(),
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
    unreadable,
  })
  .meta({ id: "Event" });
export type EventView = z.infer<typeof eventView>;
