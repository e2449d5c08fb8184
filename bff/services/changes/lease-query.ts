/**
 * A query that a change wants at once, such as the one that confirms a callback. Where this process can make it
 * itself, the batch of the change leases the query's job and takes the query lock, so that neither needs a
 * commit of its own. Otherwise the job is due at once, for whichever process claims it.
 *
 * Source: docs/jobs.md#runs
 */
import type { JobLease, ScheduledJob } from "../../core/decision.ts";
import { type ClaimedJob, claimedJobOf, type JobRow, newJobRow } from "../../storage/jobs/jobs.ts";
import { type LockChange, type LockColumns, lockChangeOf } from "../../storage/repositories/query-locks.ts";
import type { ServiceContext } from "../context.ts";
import type { HeldPlace } from "../events/held-places.ts";
import type { Outbox } from "../events/outbox.ts";
import { leaseMs } from "../runs/lease-duration.ts";
import { queryLockMs } from "../runs/with-query-lock.ts";

export interface LeasedQuery {
  /** One of the decision's jobs. */
  readonly job: ScheduledJob;
  /** The job as it is to be written: leased to this process. */
  readonly row: JobRow;
  readonly claimed: ClaimedJob;
  readonly lock: LockChange;
  readonly place: HeldPlace;
}

export interface LeaseQueryInput {
  readonly outbox: Outbox;
  readonly decision: { readonly jobs: readonly ScheduledJob[]; readonly completes: JobLease | null };
  readonly now: number;
  /** Undefined also where the job has more to do than one query. */
  readonly subjectOf: (id: string) => (LockColumns & { readonly status: string }) | undefined;
}

/** @returns undefined when no query is due at once, or when another run or another process is to make it. */
export function leaseQuery(context: ServiceContext, input: LeaseQueryInput): LeasedQuery | undefined {
  const { outbox, decision, now } = input;
  // Whoever was faster may have the job or the lock by now.
  if (outbox.isRepeated || decision.completes !== null) return undefined;
  const job = decision.jobs.find((each) => isQuery(each) && !each.bornLeased && each.runAt <= now);
  const subject = job && input.subjectOf(job.subjectId);
  // While it is being created its creator has the job.
  if (job === undefined || subject === undefined || subject.status === "creating") return undefined;
  const { kind, subjectId, runAt, step } = job;
  const lock = lockChangeOf(subject, { id: subjectId, now, lockMs: queryLockMs(context), floorMs: 0 });
  const place = lock && outbox.reserve("providers");
  if (lock === undefined || place === undefined) return undefined;
  const lease = { lockedBy: context.instanceId, leaseMs };
  const row = newJobRow({ kind, subjectId, runAt, now, step: step ?? 0, ...lease });
  const claimed = claimedJobOf(row);
  return claimed && { job, row, claimed, lock, place };
}

function isQuery({ kind }: ScheduledJob): boolean {
  return kind === "sync_payment" || kind === "sync_payout";
}
