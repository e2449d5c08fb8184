/**
 * Hourly cleaning: deletes old idempotency keys, finds deliveries whose endpoint has got an id, and keeps the times of
 * `retention`.
 */
import type { ServiceContext } from "./services/context.ts";
import { keepRetention } from "./services/retention/keep-retention.ts";
import { adoptDeliveries } from "./storage/repositories/deliveries.ts";
import { purgeIdempotencyKeys } from "./storage/repositories/idempotency-keys.ts";

const hourMs = 60 * 60 * 1_000;
/** The API promises replays for 24 hours. Twice that leaves room for a merchant's clock and queue. */
const keptMs = 48 * hourMs;
const keysPerDelete = 1_000;

/** Deletes old idempotency keys, a limited number in each statement, so that no lock is held for long. */
export async function purgeOldKeys(context: ServiceContext): Promise<number> {
  const before = context.clock.now() - keptMs;
  let purged = 0;
  for (;;) {
    const count = await purgeIdempotencyKeys(context.database.kysely, { before, limit: keysPerDelete });
    purged += count;
    if (count < keysPerDelete) return purged;
  }
}

/** What is old is deleted by the clock. A clock that was set since the last pass might call everything old. */
function mayDelete({ clock }: ServiceContext): boolean {
  return clock.steadyForMs === undefined || clock.steadyForMs() >= hourMs;
}

/** One pass. What fails is logged, and comes again with the next one. */
export async function keepHouse(context: ServiceContext, isStopped = () => false): Promise<void> {
  try {
    await adoptDeliveries(context.database.kysely, context.endpoints);
    if (!mayDelete(context)) return;
    await purgeOldKeys(context);
    await keepRetention(context, isStopped);
  } catch (error) {
    context.logger.warn({ err: error }, "housekeeping failed; it comes again in an hour");
  }
}

/** Cleans every hour. @returns a function that stops it. */
export function startHousekeeping(context: ServiceContext): () => void {
  let isStopped = false;
  const timer = setInterval(() => void keepHouse(context, () => isStopped), hourMs);
  timer.unref();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}
