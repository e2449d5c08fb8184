/** The jobs that follow from a change of a payment. Source: docs/queries.md#when-providers-are-queried */
import type { PaymentRecord } from "../records.ts";
import { expiryGraceMs } from "../schedule.ts";
import { scheduledJob } from "../scheduled-jobs.ts";
import { type SessionDraft, withJob } from "../session/draft.ts";
import { nextQueryAt } from "./next-query.ts";

/** Schedules the payment's expiry and its next query. */
export function scheduleJobs(
  draft: SessionDraft,
  input: { readonly before: PaymentRecord; readonly after: PaymentRecord; readonly mustQueryNow: boolean },
  { now, randomByte }: { readonly now: number; readonly randomByte: number },
): SessionDraft {
  const { before, after, mustQueryNow } = input;
  const { id: subjectId, status } = after;
  if (mustQueryNow) {
    return withJob(draft, scheduledJob({ kind: "sync_payment", subjectId, runAt: now, step: 0 }));
  }
  let next = draft;
  if (status === "pending" || status === "partially_paid") {
    const runAt = after.expires_at + expiryGraceMs;
    // Its schedule of retries goes on: the news is about the payment, not about a provider that was silent at its
    // expiry.
    next = withJob(next, scheduledJob({ kind: "expire_payment", subjectId, runAt }));
  }
  // The status stays and no question is open: the queries go on by the schedule that they are on.
  if (status === before.status && after.confirm_pending === 0 && after.reversal_pending === 0) return next;
  const runAt = nextQueryAt(after, { step: 0, now, randomByte });
  // A job that is no longer needed is left to run once: it finds nothing to query and ends itself.
  if (runAt === null) return next;
  return withJob(next, scheduledJob({ kind: "sync_payment", subjectId, runAt, step: 1 }));
}
