/**
 * The end of a run of a payout's sync job: when the provider is queried next, or what becomes of the payout after the
 * last query.
 *
 * Source: docs/queries.md#when-providers-are-queried
 */
import { addJob, scheduledJob } from "../scheduled-jobs.ts";
import { awaitsAnswer } from "./assertions.ts";
import { decidePayoutFacts, type PayoutDraft, type PayoutTools } from "./decide-facts.ts";
import type { PayoutFact } from "./facts.ts";
import { nextPayoutQueryAt } from "./next-query.ts";
import { isUndecided } from "./status.ts";

/**
 * @param run.step of the job: the index of the wait that comes after this run.
 * @param run.answers the answer to the query of this run; empty: the provider has not answered.
 */
export function endPayoutSyncRun(
  draft: PayoutDraft,
  run: { readonly step: number; readonly answers: readonly PayoutFact[] },
  tools: PayoutTools,
): PayoutDraft {
  // The facts have scheduled the next query themselves.
  if (draft.jobs.length > 0) return draft;
  const { step, answers } = run;
  const runAt = nextPayoutQueryAt(draft.after, { ...tools, step });
  if (runAt !== null) {
    const job = { kind: "sync_payout", subjectId: draft.after.id, runAt, step: step + 1 } as const;
    return { ...draft, jobs: addJob(draft.jobs, scheduledJob(job)) };
  }
  if (!isUndecided(draft.after.status) && !awaitsAnswer(draft.after)) return draft;
  const answered = answers.length > 0;
  const saysPaid = answers.some((fact) => fact.kind === "report" && fact.report.status === "succeeded");
  const fact = { kind: "time_over", answered, saysPaid } as const;
  return decidePayoutFacts(draft, { facts: [fact], cause: "expiry" }, tools);
}
