/**
 * Hourly cleaning: keeps the statistics of the tables, deletes old idempotency keys, days of payouts and replays, finds
 * deliveries whose endpoint has got an id, and keeps the times of `retention`.
 */
import { randomByte } from "./core/ids.ts";
import { withJitter } from "./core/schedule.ts";
import type { ServiceContext } from "./services/context.ts";
import { keepRetention } from "./services/retention/keep-retention.ts";
import { purgeDrift } from "./storage/repositories/account-drift.ts";
import { adoptDeliveries } from "./storage/repositories/adopt-deliveries.ts";
import { purgeReplays } from "./storage/repositories/event-replays.ts";
import { purgeIdempotencyKeys } from "./storage/repositories/idempotency-keys.ts";
import { purgePayoutDays } from "./storage/repositories/payout-days.ts";

const hourMs = 60 * 60 * 1_000;
/**
 * Processes that are restarted often must come to it, too. Before that, a start has other work, and a clock that is
 * wrong at boot is often set.
 */
const firstAfterMs = 5 * 60 * 1_000;
/** The API promises replays for 24 hours. Twice that leaves room for a merchant's clock and queue. */
const keptMs = 48 * hourMs;
const keysPerDelete = 1_000;
/** Payouts are decided on the day on which that happens. The rest is for processes whose clocks differ. */
const payoutDaysKeptMs = 7 * 24 * hourMs;
/** Long enough for a look at what has become of one. */
const replaysKeptMs = 30 * 24 * hourMs;
/** Nobody looks at what has not come for so long. */
const driftKeptMs = 90 * 24 * hourMs;

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

/** One pass. A step that fails is logged, holds up none of the others, and comes again with the next pass. */
export async function keepHouse(context: ServiceContext, isStopped = () => false): Promise<void> {
  const { kysely } = context.database;
  const olderThan = (keptMs: number) => ({ before: context.clock.now() - keptMs });
  await attempt(context, () => context.database.keepStatistics());
  await attempt(context, () => adoptDeliveries(context.database, context.endpoints, isStopped));
  if (!mayDelete(context)) return;
  await attempt(context, () => purgeOldKeys(context));
  await attempt(context, () => purgePayoutDays(kysely, olderThan(payoutDaysKeptMs)));
  await attempt(context, () => purgeReplays(kysely, olderThan(replaysKeptMs)));
  await attempt(context, () => purgeDrift(kysely, olderThan(driftKeptMs)));
  await attempt(context, () => keepRetention(context, isStopped));
}

async function attempt(context: ServiceContext, step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    context.logger.warn({ err: error }, "housekeeping failed; it comes again in an hour");
  }
}

/** Cleans some minutes after the start, then every hour. @returns a function that stops it. */
export function startHousekeeping(context: ServiceContext): () => void {
  let isStopped = false;
  let timer: NodeJS.Timeout;
  const wait = (waitMs: number) => {
    timer = setTimeout(() => {
      wait(hourMs);
      void keepHouse(context, () => isStopped);
    }, waitMs).unref();
  };
  // Processes that start together take turns.
  wait(withJitter(firstAfterMs, randomByte(context.random)));
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
