/** The job of one payment, as a test schedules and claims it. */
import type { Database } from "../../bff/storage/engine/database.ts";
import { claimJobs } from "../../bff/storage/jobs/claim-jobs.ts";
import { type ClaimedJob, jobId, type ScheduleJobOptions, scheduleJob } from "../../bff/storage/jobs/jobs.ts";

export const leaseMs = 10_000;
export const id = jobId("sync_payment", "pay_1");

export function schedule(
  database: Database,
  options: Partial<ScheduleJobOptions> & { readonly runAt: number },
) {
  return scheduleJob(database.kysely, { kind: "sync_payment", subjectId: "pay_1", now: 0, ...options });
}

export function claim(
  database: Database,
  now: number,
  options: { instanceId?: string; limit?: number } = {},
) {
  return claimJobs(database, { instanceId: "one", limit: 10, now, leaseMs, ...options });
}

export async function claimOne(database: Database, now: number, instanceId = "one"): Promise<ClaimedJob> {
  const [job, ...others] = await claim(database, now, { instanceId });
  if (job === undefined || others.length > 0) throw new Error("expected exactly one job");
  return job;
}
