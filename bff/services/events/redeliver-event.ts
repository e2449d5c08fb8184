import type { EventView } from "../../contract.ts";
import type { Author } from "../../core/audit.ts";
import { fail, type Result } from "../../core/errors.ts";
import { adoptSome } from "../../storage/repositories/adopt-deliveries.ts";
import { addAuditRow } from "../../storage/repositories/audit.ts";
import { redeliver } from "../../storage/repositories/redeliver.ts";
import type { ServiceContext } from "../context.ts";
import { auditRowOf } from "../rows/audit.ts";
import { endpointsFor } from "./endpoints.ts";
import { readEvent } from "./read-events.ts";

/**
 * Sends an event again to every configured endpoint that takes its type, also where it was delivered before. A
 * disabled endpoint is enabled, and the deliveries that died because it was disabled are sent again. Errors:
 * `not_found`.
 */
export async function redeliverEvent(
  context: ServiceContext,
  input: { readonly eventId: string; readonly author: Author },
): Promise<Result<EventView>> {
  const { eventId, author } = input;
  const event = await readEvent(context, { eventId });
  if (!event.ok) return event;
  const endpointIds = endpointsFor(context, event.value.type).map((endpoint) => endpoint.id);
  const now = context.clock.now();
  const about = { author, action: "event.redeliver", subject: eventId, before: null, at: now } as const;
  const redelivered = await context.database.transaction(async (trx) => {
    for (const endpoint of context.endpoints) await adoptSome(trx, endpoint, eventId);
    const done = await redeliver(trx, { eventId, endpointIds, now });
    if (done === undefined) return undefined;
    const after = { deliveries: endpointIds.length, revived: done.revived };
    await addAuditRow(trx, auditRowOf({ ...about, after }));
    return done;
  });
  // It was removed since it was read.
  if (redelivered === undefined) return fail("not_found", "There is no such event.");
  const { revived } = redelivered;
  if (revived > 0)
    context.logger.info({ eventId, count: revived }, "deliveries revived: their endpoint is enabled");
  context.channel.publishAttempt(eventId);
  context.wakeJobs("webhooks");
  return await readEvent(context, { eventId });
}
