/** The daily job of each account: yesterday is gone through, at night. */
import { scheduleJob } from "../storage/jobs.ts";
import { findReconciliation } from "../storage/reconciliations.ts";
import type { ServiceContext } from "./context.ts";
import { shiftDay, startOfDay, utcDay } from "./days.ts";
import type { JobOutcome } from "./expire.ts";
import { reconcileAccount } from "./reconcile-account.ts";

const hours = 60 * 60 * 1_000;
/** Late enough that yesterday is over everywhere a provider may be. */
const hourOfRun = 14;
const retryMs = 1 * hours;

/** Makes sure that each account has its daily job; one that there is keeps its time. */
export async function scheduleReconciliations(context: ServiceContext): Promise<void> {
  const now = context.clock.now();
  for (const account of context.accounts.values()) {
    await scheduleJob(context.database.kysely, {
      kind: "reconcile",
      subjectId: account.id,
      runAt: nextRun(now),
      now,
      onlyForward: true,
    });
  }
}

function nextRun(now: number): number {
  const today = startOfDay(utcDay(now)) + hourOfRun * hours;
  return today > now ? today : today + 24 * hours;
}

export async function runReconciliation(
  context: ServiceContext,
  input: { readonly accountId: string },
): Promise<JobOutcome> {
  const { accountId } = input;
  if (!context.accounts.has(accountId)) return { kind: "done" };
  const now = context.clock.now();
  const day = shiftDay(utcDay(now), -1);
  const before = await findReconciliation(context.database.kysely, { accountId, day });
  if (before?.finished_at == null) {
    const result = await reconcileAccount(context, { accountId, day });
    const finished = result.ok && result.value.unanswered === 0;
    const retryAt = now + retryMs;
    if (!finished && utcDay(retryAt) === utcDay(now)) return { kind: "again", at: retryAt };
  }
  return { kind: "again", at: nextRun(now) };
}
