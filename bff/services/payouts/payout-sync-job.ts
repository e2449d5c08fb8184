import { awaitsAnswer } from "../../core/payout/assertions.ts";
import { nextPayoutQueryAt } from "../../core/payout/next-query.ts";
import type { ClaimedJob } from "../../storage/jobs/jobs.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";
import { skippedQueryWaitMs } from "../runs/skipped-query.ts";
import { applyPayoutFacts } from "./apply-fact.ts";
import { queryPayout } from "./query-payout.ts";

const done: JobOutcome = { kind: "done" };
const completed: JobOutcome = { kind: "completed" };

/**
 * One run of a payout's sync job. It never sends the payout again (rule 12). A `creating` payout is treated as
 * in payment-sync-job.ts.
 */
export async function runPayoutSync(context: ServiceContext, job: ClaimedJob): Promise<JobOutcome> {
  const { subjectId: payoutId, step } = job;
  const [payout] = await context.database.read(payoutById({ id: payoutId }));
  if (payout === undefined) return done;
  if (payout.status === "succeeded" && !awaitsAnswer(payout)) return done;
  if (payout.status === "creating") {
    const fact = { kind: "no_answer", reason: "interrupted" } as const;
    await applyPayoutFacts(context, { payoutId, facts: [fact], cause: "create" });
  }
  const run = { lease: job, step };
  const outcome = await queryPayout(context, { payoutId, skipIfCircuitOpen: true, run });
  if (outcome.kind === "answered" && outcome.isRunCompleted) return completed;
  const skippedMs = skippedQueryWaitMs(outcome);
  // The watch ends on time even while the account is not configured.
  const mayWait = outcome.kind !== "not_configured" || (await isWatched(context, payoutId, step));
  if (skippedMs !== null && mayWait) return { kind: "again", at: context.clock.now() + skippedMs, step };
  const about = { payoutId, facts: [], cause: "query", completes: job, syncStep: step } as const;
  return (await applyPayoutFacts(context, about)) === undefined ? done : completed;
}

async function isWatched(context: ServiceContext, payoutId: string, step: number): Promise<boolean> {
  const [payout] = await context.database.read(payoutById({ id: payoutId }));
  if (payout === undefined) return false;
  return nextPayoutQueryAt({ payout, step, now: context.clock.now(), randomByte: 128 }) !== null;
}
