/** The jobs of a decision as writes, with the end of the job run that the decision completes. */
import type { JobLease, PayoutDecision, ScheduledJob, SessionDecision } from "../../core/decision.ts";
import { gate, type Write } from "../../storage/engine/statements.ts";
import {
  finishJobGate,
  finishJobWrites,
  insertJob,
  leaseFreeJob,
  scheduleJobWrite,
} from "../../storage/jobs/job-writes.ts";
import { jobId, newJobRow } from "../../storage/jobs/jobs.ts";
import type { ServiceContext } from "../context.ts";
import { leaseMs } from "../runs/lease-duration.ts";
import type { LeasedQuery } from "./lease-query.ts";

export interface WrittenJobs {
  readonly writes: readonly Write[];
  /** By subject, the leases of the jobs that are inserted leased to this process. */
  readonly leases: ReadonlyMap<string, JobLease>;
  /** True when a job is due at once, for whichever process claims it. */
  readonly isDueNow: boolean;
}

export interface JobsToWrite {
  readonly decision: Pick<SessionDecision | PayoutDecision, "jobs" | "completes">;
  /** Epoch ms. */
  readonly now: number;
  /** The one of the jobs that this process runs itself. */
  readonly leased: LeasedQuery | undefined;
  /** As `isRepeated` of Outbox. */
  readonly isRepeated: boolean;
}

export function writeJobs(context: ServiceContext, input: JobsToWrite): WrittenJobs {
  const { decision, now, leased, isRepeated } = input;
  const { jobs, completes } = decision;
  const writes: Write[] = [];
  const leases = new Map<string, JobLease>();
  let isCompleted = completes === null;
  for (const job of jobs) {
    if (job === leased?.job) {
      writes.push(gate(leaseFreeJob(leased.row)));
      continue;
    }
    if (job.bornLeased) {
      const row = newJobRow({ ...newJob(job, now), lockedBy: context.instanceId, leaseMs });
      if (row.lease_token !== null) leases.set(job.subjectId, { id: row.id, token: row.lease_token });
      writes.push(insertJob(row));
      continue;
    }
    const isOwnRun = completes?.id === jobId(job.kind, job.subjectId);
    isCompleted ||= isOwnRun;
    const { keepEarlier } = job;
    const completing = isOwnRun ? { completing: completes?.token } : {};
    writes.push(
      scheduleJobWrite({ ...newJob(job, now), keepEarlier, restart: job.step !== null, ...completing }),
    );
  }
  if (!isCompleted && completes !== null) writes.push(...finishing(completes, isRepeated));
  const isDueNow = jobs.some((job) => job !== leased?.job && !job.bornLeased && job.runAt <= now);
  return { writes, leases, isDueNow };
}

/** Mostly nobody has requested a rerun. If somebody has, the gate misses and the decision is repeated. */
function finishing(lease: JobLease, isRepeated: boolean): Write[] {
  return isRepeated ? finishJobWrites(lease) : [gate(finishJobGate(lease))];
}

function newJob({ kind, subjectId, runAt, step }: ScheduledJob, now: number) {
  return { kind, subjectId, runAt, now, step: step ?? 0 };
}
