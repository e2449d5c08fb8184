/** Outgoing events as merchants see them, with their deliveries and attempts. */
import type { EventView } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import {
  type EventFilter,
  findEvent,
  listEvents as listRows,
  type StoredEvent,
} from "../../storage/repositories/events.ts";
import type { ServiceContext } from "../context.ts";
import { type Page, type PageRequest, readPageStart } from "../rows/page.ts";
import { createFieldReader } from "../rows/readable-fields.ts";
import { endpointOf } from "./endpoints.ts";

/** An endpoint that is not configured is shown by its id: its address is not stored. */
function endpointName(context: ServiceContext, endpointId: string): string {
  const url = endpointOf(context, endpointId)?.url;
  return url ?? `removed:${endpointId.slice(0, 12)}`;
}

function eventView(context: ServiceContext, event: StoredEvent): EventView {
  const fields = createFieldReader(context, { id: event.id, reading: "readable" });
  // The type stands in a column of its own, and the time is about that of the row.
  const otherwise = { type: event.type, timestamp: toIsoTime(event.createdAt), data: {} };
  return {
    id: event.id,
    object: "event",
    ...fields.read("data", event.readBody, otherwise),
    deliveries: event.deliveries.map((delivery) => {
      const endpoint = endpointName(context, delivery.endpointId);
      return {
        endpoint,
        state: delivery.state,
        nextAttemptAt: delivery.nextAttemptAt === null ? null : toIsoTime(delivery.nextAttemptAt),
        attempts: delivery.attempts.map((attempt) => ({ ...attempt, at: toIsoTime(attempt.at), endpoint })),
      };
    }),
    ...fields.leftOut(),
  };
}

export async function readEvent(
  context: ServiceContext,
  input: { readonly eventId: string },
): Promise<Result<EventView>> {
  const event = await findEvent(context.database, context.seal, input.eventId);
  return event === undefined
    ? fail("not_found", "There is no such event.")
    : succeed(eventView(context, event));
}

/** Newest first. `from` and `to` are ISO times. */
export async function listEvents(
  context: ServiceContext,
  input: PageRequest<EventFilter>,
): Promise<Result<Page<EventView>>> {
  const { cursor: _cursor, ...filter } = input;
  const start = readPageStart("events", input);
  if (!start.ok) return start;
  const page = await listRows(context.database.kysely, context.seal, {
    ...filter,
    ...start.value,
  });
  const data = page.events.map((event) => eventView(context, event));
  return succeed({ data, nextCursor: page.nextCursor });
}
