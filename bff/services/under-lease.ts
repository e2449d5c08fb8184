import { finishJob, type JobLease, rescheduleJob } from "../storage/jobs.ts";
import type { ServiceContext } from "./context.ts";

/**
 * Runs `work`, which asks a provider and writes its answer, under the lease that was taken on the subject's job, and
 * ends the lease whatever happens. What the answer scheduled comes due in its time; when the answer could not be
 * written the job is due at once, so that the provider is asked what became of it.
 */
export async function underLease<T>(
  context: ServiceContext,
  lease: JobLease | null,
  work: () => Promise<T>,
): Promise<T> {
  const { kysely } = context.database;
  try {
    const result = await work();
    if (lease !== null) await finishJob(kysely, lease);
    return result;
  } catch (error) {
    // With the database away this fails too: then the lease runs out by itself.
    if (lease !== null) await rescheduleJob(kysely, { lease, runAt: context.clock.now() });
    throw error;
  }
}
