/** The outgoing events: one webhook for each type. Source: docs/webhook-delivery.md#webhook-delivery. */
import { z } from "zod";
import { type EventType, eventBody, eventTypes } from "../../contract.ts";
import { eventGuides, exampleEvent } from "../examples/events.ts";
import type { Json, Schemas } from "./schemas.ts";

interface Described {
  readonly name: string;
  readonly description: string;
  readonly example: string;
}

const headers: readonly Described[] = [
  {
    name: "webhook-id",
    description: "The id of the event. It is the same for each attempt: ignore one that you have seen.",
    example: "evt_bYw7LrTn2C3Zk8sQm1VfX0",
  },
  {
    name: "webhook-timestamp",
    description: "When this attempt was made, in seconds since 1970. Refuse one that is far off.",
    example: "1763560991",
  },
  {
    name: "webhook-signature",
    description:
      "`v1,` and the base64 of HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`; one for each secret of the endpoint, separated by blanks. Verify it with a library of Standard Webhooks.",
    example: "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  },
];

/** What the data of an event has, by what its type begins with. */
const objects: Readonly<
  Record<string, readonly ("sequence" | "session" | "payment" | "refund" | "payout" | "discrepancy")[]>
> = {
  session: ["sequence", "session"],
  payment: ["sequence", "session", "payment"],
  refund: ["sequence", "session", "payment", "refund"],
  payout: ["sequence", "payout"],
  reconciliation: ["discrepancy"],
};

/** The body of the events of one type: stricter than the schema of all of them. */
function bodyOf(type: EventType): z.ZodType {
  const { data } = eventBody.shape;
  const [kind = ""] = type.split(".");
  const named = objects[kind];
  if (named === undefined) throw new Error(`nothing is said of the data of ${type}`);
  const picked = Object.fromEntries(
    named.map((name) => [
      name,
      data.shape[name].unwrap().meta({
        description: data.shape[name].description,
      }),
    ]),
  );
  return z.object({
    type: z.literal(type).meta({ description: "What has happened." }),
    timestamp: eventBody.shape.timestamp,
    data: z.object(picked).meta({ description: data.description }),
  });
}

function describeWebhook(schemas: Schemas, type: EventType): Json {
  const answer = (description: string) => ({ description });
  return {
    post: {
      operationId: `on_${type.replace(".", "_")}`,
      tags: ["webhooks"],
      summary: type,
      description: eventGuides[type].when,
      security: [],
      parameters: headers.map((header) => ({
        ...header,
        in: "header",
        required: true,
        schema: { type: "string" },
      })),
      requestBody: {
        description: "The event. Personal details are masked.",
        required: true,
        content: {
          "application/json": {
            schema: schemas.describe(bodyOf(type), "output"),
            example: exampleEvent(type),
          },
        },
      },
      responses: {
        "2XX": answer("Delivered. Answer as soon as you have stored it: an attempt has 15 s."),
        "410": answer("The endpoint is gone: it is disabled until an event is redelivered."),
        "4XX": answer(
          "Any other status is a failed attempt, 3xx included. It is tried again; `Retry-After` counts.",
        ),
        "5XX": answer("A failed attempt. It is tried again; `Retry-After` counts."),
      },
    },
  };
}

export function describeWebhooks(schemas: Schemas): Json {
  return Object.fromEntries(eventTypes.map((type) => [type, describeWebhook(schemas, type)]));
}
