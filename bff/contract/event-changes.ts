/** Sending events on purpose: once more, all of a time, and as a test. */
import { z } from "zod";
import { deliveryAttempt, eventType, eventTypes } from "./event.ts";
import { emptyListToo, time, timeFilter } from "./fields.ts";

const undeliveredOnly = z.boolean();
const types = z.array(eventType).min(1).max(eventTypes.length);

export const replayEventsRequest = z
  .strictObject({
    from: timeFilter.meta({
      description: "Events that were recorded at or after this time.",
      examples: ["2026-11-19T00:00:00Z"],
    }),
    to: timeFilter.meta({
      description: "Events that were recorded before this time. After `from`; the present at the latest.",
      examples: ["2026-11-20T00:00:00Z"],
    }),
    types: types
      .nullish()
      .meta({ description: "Only events of these types. Absent: all.", examples: [["session.succeeded"]] }),
    undeliveredOnly: undeliveredOnly
      .nullish()
      .meta({ description: "Only to the endpoints that have not taken them. Absent: false." }),
  })
  .meta({ id: "ReplayEventsRequest", description: "Which events are to be delivered once more." });
export type ReplayEventsRequest = z.input<typeof replayEventsRequest>;

export const eventReplay = z
  .object({
    id: z.string().meta({ description: "Begins with `rpl_`.", examples: ["rpl_2mZk8sQm1VfX0bYw7LrTn3"] }),
    object: z.literal("event_replay").meta({ description: "Always `event_replay`." }),
    status: z.enum(["running", "finished"]).meta({
      description: "`running`: more of its deliveries are still to be scheduled.",
    }),
    from: time.meta({ description: "Events at or after this time." }),
    to: time.meta({ description: "Events before this time." }),
    types: types.nullable().meta({ description: "Only events of these types; null: all." }),
    undeliveredOnly: undeliveredOnly.meta({ description: "Only to the endpoints that have not taken them." }),
    scheduled: z
      .int()
      .meta({ description: "How many deliveries have been scheduled until now.", examples: [0] }),
    createdAt: time.meta({ description: "When it was requested." }),
  })
  .meta({ id: "EventReplay", description: "Events of a time that are delivered once more." });
export type EventReplayView = z.infer<typeof eventReplay>;

/** What `check` sends, too. No event has this type. */
export const testType = "webhook.test";

export const testEventRequest = emptyListToo(
  z.strictObject({
    type: eventType.nullish().meta({
      description: `The type of the message. Absent: \`${testType}\`, which means nothing.`,
      examples: ["payment.succeeded"],
    }),
    endpoint: z
      .string()
      .max(2_048)
      .nullish()
      .meta({
        description:
          "The address or the id of one endpoint. Absent: every endpoint, or every one that takes the type.",
        examples: ["https://shop.example.com/webhooks"],
      }),
  }),
)
  .nullish()
  .meta({ description: "What is sent, and where. No body: `webhook.test` to every endpoint." });
export type TestEventRequest = z.input<typeof testEventRequest>;

const outcome = deliveryAttempt.extend({
  accepted: z.boolean().meta({ description: "True: it answered 2xx in time, as a delivery needs." }),
  detail: z
    .string()
    .nullable()
    .meta({
      description: "What is wrong, for a person; null: nothing.",
      examples: ["404: nothing takes a POST at this address"],
    }),
});

export const testedEndpoints = z
  .object({
    object: z.literal("event_test").meta({ description: "Always `event_test`." }),
    id: z.string().meta({
      description: "The `webhook-id` of the message. Nothing can be read by it.",
      examples: ["evt_test_1VfX0bYw7LrTn2C3Zk8sQm"],
    }),
    type: z
      .union([eventType, z.literal(testType)])
      .meta({ description: "The type of the message.", examples: ["payment.succeeded"] }),
    endpoints: z.array(outcome).meta({ description: "How each endpoint answered." }),
  })
  .meta({ id: "EventTest", description: "A test event, and how each endpoint answered it." });
export type TestedEndpoints = z.infer<typeof testedEndpoints>;
