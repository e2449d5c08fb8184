import type { ScheduledJob } from "./decision.ts";

type NewJob = Pick<ScheduledJob, "kind" | "subjectId" | "runAt"> &
  Partial<Pick<ScheduledJob, "keepEarlier" | "step" | "bornLeased">>;

/** A job with the defaults filled in: its time replaces the known one, its step stays, and nobody holds it. */
export function scheduledJob(job: NewJob): ScheduledJob {
  return { keepEarlier: false, step: null, bornLeased: false, ...job };
}

/**
 * Adds a job. Of two for the same subject in one decision it makes one, with the same effect as if both had been
 * scheduled one after the other.
 */
export function addJob(jobs: readonly ScheduledJob[], added: ScheduledJob): ScheduledJob[] {
  const known = jobs.find((job) => job.kind === added.kind && job.subjectId === added.subjectId);
  if (known === undefined) return [...jobs, added];
  const runAt = added.keepEarlier ? Math.min(known.runAt, added.runAt) : added.runAt;
  const keepEarlier = added.keepEarlier && known.keepEarlier;
  const merged = { ...added, runAt, keepEarlier, step: added.step ?? known.step };
  return jobs.map((job) => (job === known ? merged : job));
}
