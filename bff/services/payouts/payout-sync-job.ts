import { awaitsAnswer } from "../../core/payout/assertions.ts";
import type { PayoutRecord } from "../../core/records.ts";
import { missingAccountRetryMs } from "../../core/schedule.ts";
import type { ClaimedJob } from "../../storage/jobs/jobs.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import type { PayoutQueryPayload } from "../process/job-place.ts";
import type { JobOutcome } from "../runs/job-outcome.ts";
import { noteMissingAccount } from "../runs/missing-account.ts";
import { skippedQueryWaitMs } from "../runs/skipped-query.ts";
import { applyPayoutFacts } from "./apply-facts.ts";
import {
  type PayoutQueryInput,
  type PayoutQueryOutcome,
  queryLockedPayout,
  queryPayout,
} from "./query-payout.ts";
import { sameMerchantOf, sendApprovedPayout } from "./send-payout.ts";

const done: JobOutcome = { kind: "done" };
const completed: JobOutcome = { kind: "completed" };

/**
 * One run of a payout's sync job. It never sends the payout again (rule 12). A payout that was approved, and whose process
 * died before it began to send it, is sent. Any other `creating` payout is treated as in payment-sync-job.ts.
 *
 * @param locked if the batch that wrote the job has also taken the lock of its query.
 */
export async function runPayoutSync(
  context: ServiceContext,
  job: ClaimedJob,
  locked?: PayoutQueryPayload,
): Promise<JobOutcome> {
  const { subjectId: payoutId, step } = job;
  const input = { payoutId, skipIfCircuitOpen: true, run: { lease: job, step } };
  if (locked === undefined) {
    const since = context.clock.now();
    const [payout] = await context.database.read(payoutById({ id: payoutId }));
    if (payout === undefined) return done;
    if (payout.status === "creating" && payout.send_pending === 1) {
      return await sendApproved(context, { payout, job, since });
    }
    return await endRun(context, job, await queryClaimed(context, payout, input));
  }
  return await endRun(
    context,
    job,
    await queryLockedPayout(context, input, { ...locked, known: locked.payout }),
  );
}

async function endRun(
  context: ServiceContext,
  job: ClaimedJob,
  outcome: PayoutQueryOutcome | null,
): Promise<JobOutcome> {
  const { subjectId: payoutId, step } = job;
  if (outcome === null) return done;
  if (outcome.kind === "answered" && outcome.isRunCompleted) return completed;
  const skippedMs = skippedQueryWaitMs(outcome);
  // That includes an account that is not configured here: nothing of it ends until it is back (rule 22).
  if (skippedMs !== null) return { kind: "again", at: context.clock.now() + skippedMs, step };
  const about = { payoutId, facts: [], cause: "query", completes: job, syncStep: step } as const;
  return (await applyPayoutFacts(context, about)) === undefined ? done : completed;
}

async function sendApproved(
  context: ServiceContext,
  run: { readonly payout: PayoutRecord; readonly job: ClaimedJob; readonly since: number },
): Promise<JobOutcome> {
  const { payout, job, since } = run;
  const paying = sameMerchantOf(context, payout);
  if (paying === undefined) {
    const { sinceMs } = noteMissingAccount(context, payout, { payoutId: payout.id });
    return { kind: "again", at: context.clock.now() + missingAccountRetryMs(sinceMs), step: job.step };
  }
  const sent = await sendApprovedPayout(context, { payout, lease: job, since });
  return sent.isCompleted ? completed : done;
}

/** @returns null when there is nothing to query. */
async function queryClaimed(
  context: ServiceContext,
  payout: PayoutRecord,
  input: PayoutQueryInput,
): Promise<PayoutQueryOutcome | null> {
  const { payoutId } = input;
  if (payout.status === "succeeded" && !awaitsAnswer(payout)) return null;
  if (payout.status === "creating") {
    const fact = { kind: "no_answer", reason: "interrupted" } as const;
    await applyPayoutFacts(context, { payoutId, facts: [fact], cause: "create" });
  }
  return await queryPayout(context, input);
}
