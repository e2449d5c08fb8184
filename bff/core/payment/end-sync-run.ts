/**
 * The end of a run of a payment's sync job: when the provider is queried next, or what becomes of a payment that nobody
 * can be queried about any more.
 *
 * Source: docs/lifecycle.md#when-providers-are-queried
 */
import { scheduledJob } from "../scheduled-jobs.ts";
import { paymentIn, type SessionDraft, withJob } from "../session/draft.ts";
import { applyFacts, type DecisionTools } from "./decide-facts.ts";
import { nextQueryAt } from "./next-query.ts";

/** @param run.step of the job: the index of the wait that comes after this run. */
export function endSyncRun(
  draft: SessionDraft,
  run: { readonly paymentId: string; readonly step: number },
  tools: DecisionTools,
): SessionDraft {
  const { paymentId, step } = run;
  const payment = paymentIn(draft, paymentId);
  if (payment === undefined) return draft;
  // The facts have scheduled the next query themselves.
  const isScheduled = draft.jobs.some((job) => job.kind === "sync_payment" && job.subjectId === paymentId);
  if (isScheduled) return draft;
  const runAt = nextQueryAt({ payment, step, now: tools.now, randomByte: tools.randomByte });
  if (runAt !== null) {
    return withJob(
      draft,
      scheduledJob({ kind: "sync_payment", subjectId: paymentId, runAt, step: step + 1 }),
    );
  }
  if (payment.status !== "unknown" && payment.confirm_pending === 0) return draft;
  const detail = "nobody could say whether an order was made; it was watched to the end";
  return applyFacts(draft, { paymentId, facts: [{ kind: "time_over", detail }], cause: "expiry" }, tools)
    .draft;
}
