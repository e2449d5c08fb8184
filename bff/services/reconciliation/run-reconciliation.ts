/** The daily job of each account, at 14:00 UTC. It reconciles yesterday's payments and payouts. */

import { shiftDay, startOfDay, utcDay } from "../../core/days.ts";
import { writeAll } from "../../storage/engine/write-all.ts";
import { scheduleJob } from "../../storage/jobs/jobs.ts";
import { removeAbandonedOrders } from "../../storage/repositories/reconciliation-orders.ts";
import { reconciliationsSince } from "../../storage/repositories/reconciliations.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";
import { reconcileAccount } from "./reconcile-account.ts";

const hours = 60 * 60 * 1_000;
/** At 14:00 UTC yesterday is over in every time zone where a provider may be. */
const hourOfRun = 14;
const retryMs = 1 * hours;
const daysLookedBack = 7;
/** No run goes on with a day that was last begun so long ago, so its list of orders is removed. */
const abandonedMs = (daysLookedBack + 1) * 24 * hours;

/** Makes sure that each account has its daily job. A job that exists keeps its time. */
export async function scheduleReconciliations(context: ServiceContext): Promise<void> {
  const now = context.clock.now();
  for (const account of context.accounts.values()) {
    await scheduleJob(context.database.kysely, {
      kind: "reconcile",
      subjectId: account.id,
      runAt: nextRun(now),
      now,
      keepEarlier: true,
    });
  }
}

function nextRun(now: number): number {
  const today = startOfDay(utcDay(now)) + hourOfRun * hours;
  return today > now ? today : today + 24 * hours;
}

/**
 * One run. Reconciles every day of the last seven that is not finished, so that no day is left out when a
 * provider or a server was away. When the process shuts down the run ends, and another process goes on at once.
 */
export async function runReconciliation(
  context: ServiceContext,
  input: { readonly accountId: string; readonly isStopping?: () => boolean },
): Promise<JobOutcome> {
  const { accountId, isStopping = () => false } = input;
  const now = context.clock.now();
  // Another process may have the account, as in a rolling start: only that one's start would bring the job back (rule 22).
  if (!context.accounts.has(accountId)) return { kind: "again", at: now + retryMs, step: 0 };
  await writeAll(context.database, [removeAbandonedOrders({ accountId, before: now - abandonedMs })]);
  let isUnfinished = false;
  for (const day of await unfinishedDays(context, accountId, now)) {
    const result = await reconcileAccount(context, { accountId, day, isStopping });
    if (isStopping()) return { kind: "again", at: context.clock.now(), step: 0 };
    isUnfinished ||= !result.ok || result.value.unanswered > 0;
  }
  return { kind: "again", at: isUnfinished ? now + retryMs : nextRun(now), step: 0 };
}

/** Oldest first. Days before the account's first recorded run are not included. */
async function unfinishedDays(context: ServiceContext, accountId: string, now: number): Promise<string[]> {
  const yesterday = shiftDay(utcDay(now), -1);
  const oldest = shiftDay(yesterday, 1 - daysLookedBack);
  const runs = await reconciliationsSince(context.database.kysely, { accountId, day: oldest });
  const finished = new Set(runs.filter((run) => run.finished_at !== null).map((run) => run.day));
  const first = runs[0]?.day ?? yesterday;
  const days = Array.from({ length: daysLookedBack }, (_, index) => shiftDay(oldest, index));
  return days.filter((day) => day >= first && !finished.has(day));
}
