/** Puts away what nobody asks for any more. */
import type { ServiceContext } from "./services/context.ts";
import { releaseStrayDeliveries } from "./storage/repositories/deliveries.ts";
import { purgeIdempotencyKeys } from "./storage/repositories/idempotency-keys.ts";

const hourMs = 60 * 60 * 1_000;
/** A replay is promised for 24 h; a merchant's clock and queue get as much again. */
const keptMs = 48 * hourMs;
const batch = 1_000;

/** Deletes idempotency keys that are past their time, a batch at a time so that no lock is held for long. */
export async function purgeOldKeys(context: ServiceContext): Promise<number> {
  const before = context.clock.now() - keptMs;
  let purged = 0;
  for (;;) {
    const count = await purgeIdempotencyKeys(context.database.kysely, { before, limit: batch });
    purged += count;
    if (count < batch) return purged;
  }
}

/** Deliveries to endpoints that have left the configuration, also while this process runs (another one still had them). */
export async function releaseStrays(context: ServiceContext): Promise<void> {
  const endpointIds = context.endpoints.map(({ id }) => id);
  await releaseStrayDeliveries(context.database.kysely, { endpointIds });
}

async function keepHouse(context: ServiceContext): Promise<void> {
  try {
    await releaseStrays(context);
    await purgeOldKeys(context);
  } catch (error) {
    context.logger.warn({ err: error }, "housekeeping failed; it comes again in an hour");
  }
}

/** Does so every hour. @returns how to stop. */
export function startHousekeeping(context: ServiceContext): () => void {
  const timer = setInterval(() => void keepHouse(context), hourMs);
  timer.unref();
  return () => clearInterval(timer);
}
