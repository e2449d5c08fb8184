/** The jobs of a decision as writes, with the end of the job run that the decision completes. */
import type { JobLease, PayoutDecision, ScheduledJob, SessionDecision } from "../../core/decision.ts";
import type { Write } from "../../storage/engine/statements.ts";
import { finishJobWrites, insertJob, scheduleJobWrite } from "../../storage/jobs/job-writes.ts";
import { jobId, newJobRow } from "../../storage/jobs/jobs.ts";
import type { ServiceContext } from "../context.ts";
import { leaseMs } from "../runs/lease-duration.ts";

export interface WrittenJobs {
  readonly writes: readonly Write[];
  /** By subject, the leases of the jobs that are inserted leased to this process. */
  readonly leases: ReadonlyMap<string, JobLease>;
  /** True when a job is due at once, for whichever process claims it. */
  readonly isDueNow: boolean;
}

export function writeJobs(
  context: ServiceContext,
  { jobs, completes }: Pick<SessionDecision | PayoutDecision, "jobs" | "completes">,
  now: number,
): WrittenJobs {
  const writes: Write[] = [];
  const leases = new Map<string, JobLease>();
  let isCompleted = completes === null;
  for (const job of jobs) {
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
  if (!isCompleted && completes !== null) writes.push(...finishJobWrites(completes));
  const isDueNow = jobs.some((job) => !job.bornLeased && job.runAt <= now);
  return { writes, leases, isDueNow };
}

function newJob({ kind, subjectId, runAt, step }: ScheduledJob, now: number) {
  return { kind, subjectId, runAt, now, step: step ?? 0 };
}
