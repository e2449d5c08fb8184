/**
 * The end of a run of a payout's sync job: when the provider is queried next.
 *
 * Source: docs/lifecycle.md#when-providers-are-queried
 */
import { addJob, scheduledJob } from "../scheduled-jobs.ts";
import type { PayoutDraft, PayoutTools } from "./decide-facts.ts";
import { nextPayoutQueryAt } from "./next-query.ts";

/** @param step of the job: the index of the wait that comes after this run. */
export function endPayoutSyncRun(draft: PayoutDraft, step: number, tools: PayoutTools): PayoutDraft {
  // The facts have scheduled the next query themselves.
  if (draft.jobs.length > 0) return draft;
  const runAt = nextPayoutQueryAt({ payout: draft.after, step, ...tools });
  if (runAt === null) return draft;
  const job = { kind: "sync_payout", subjectId: draft.after.id, runAt, step: step + 1 } as const;
  return { ...draft, jobs: addJob(draft.jobs, scheduledJob(job)) };
}
