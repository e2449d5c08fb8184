/** When the provider is asked about a payout next, written in the transaction that changed it. */
import { doubtfulWaitsMs, pendingWaitsMs, waitMsOf, withJitter } from "../../core/schedule.ts";
import type { Executor } from "../../storage/engine/database.ts";
import { scheduleJob } from "../../storage/jobs/jobs.ts";
import type { PayoutRow } from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";

export async function schedulePayoutJob(
  context: ServiceContext,
  input: {
    readonly trx: Executor;
    readonly payout: PayoutRow;
    readonly now: number;
    readonly mustAsk: boolean;
  },
): Promise<void> {
  const { trx, payout, now, mustAsk } = input;
  const runAt = mustAsk ? now : nextPayoutQuestionAt(context, payout, 0, now);
  if (runAt === null) return;
  // A query that confirms is made at once, and uses up no wait.
  const step = mustAsk ? 0 : 1;
  await scheduleJob(trx, { kind: "sync_payout", subjectId: payout.id, runAt, now, restart: true, step });
  if (mustAsk) context.database.afterCommit(trx, () => context.wakeJobs("providers"));
}

/** @returns epoch ms, or null when there is nothing more to ask. A payout in doubt is asked about without end. */
export function nextPayoutQuestionAt(
  context: ServiceContext,
  payout: PayoutRow,
  step: number,
  now: number,
): number | null {
  if (payout.status === "succeeded") return null;
  const inDoubt = payout.status === "creating" || payout.status === "unknown" || payout.confirm_pending === 1;
  if (payout.status === "failed" && payout.confirm_pending === 0 && now >= payout.watch_until) return null;
  const waits = inDoubt ? doubtfulWaitsMs : pendingWaitsMs;
  return now + withJitter(waitMsOf(waits, step), context.random.bytes(1)[0] ?? 128);
}
