import type { EventView } from "../../contract.ts";
import { fail, type Result } from "../../core/errors.ts";
import { redeliver } from "../../storage/repositories/redeliver.ts";
import type { ServiceContext } from "../context.ts";
import { readEvent } from "./read-events.ts";

/**
 * Sends an event again to every configured endpoint, also where it was delivered before. A disabled endpoint is
 * enabled, and the deliveries that died because it was disabled are sent again. Errors: `not_found`.
 */
export async function redeliverEvent(
  context: ServiceContext,
  input: { readonly eventId: string },
): Promise<Result<EventView>> {
  const { eventId } = input;
  const endpointIds = context.endpoints.map((endpoint) => endpoint.id);
  const now = context.clock.now();
  const redelivered = await context.database.transaction(
    async (trx) => await redeliver(trx, { eventId, endpointIds, now }),
  );
  if (redelivered === undefined) return fail("not_found", "There is no such event.");
  const { revived } = redelivered;
  if (revived > 0)
    context.logger.info({ eventId, count: revived }, "deliveries revived: their endpoint is enabled");
  context.wakeJobs("webhooks");
  return await readEvent(context, { eventId });
}
