import type { EventView } from "../../contract.ts";
import type { Result } from "../../core/errors.ts";
import { redeliver } from "../../storage/repositories/redeliver.ts";
import type { ServiceContext } from "../context.ts";
import { endpointsFor } from "./endpoints.ts";
import { readEvent } from "./read-events.ts";

/**
 * Sends an event again to every configured endpoint that takes its type, also where it was delivered before. A
 * disabled endpoint is enabled, and the deliveries that died because it was disabled are sent again. Errors:
 * `not_found`.
 */
export async function redeliverEvent(
  context: ServiceContext,
  input: { readonly eventId: string },
): Promise<Result<EventView>> {
  const { eventId } = input;
  const event = await readEvent(context, { eventId });
  if (!event.ok) return event;
  const endpointIds = endpointsFor(context, event.value.type).map((endpoint) => endpoint.id);
  const now = context.clock.now();
  const redelivered = await context.database.transaction(
    async (trx) => await redeliver(trx, { eventId, endpointIds, now }),
  );
  const revived = redelivered?.revived ?? 0;
  if (revived > 0)
    context.logger.info({ eventId, count: revived }, "deliveries revived: their endpoint is enabled");
  context.wakeJobs("webhooks");
  return await readEvent(context, { eventId });
}
