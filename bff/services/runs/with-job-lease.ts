import type { JobLease } from "../../core/decision.ts";
import { finishJob, handBackJob } from "../../storage/jobs/end-jobs.ts";
import { extendLease } from "../../storage/jobs/job-leases.ts";
import type { ServiceContext } from "../context.ts";
import { leaseMs } from "./lease-duration.ts";

/**
 * Within this time after a lease was taken no other process can have claimed the job: less than half of the
 * lease is over.
 */
const unquestionedMs = leaseMs / 2;

/** The result of a run. */
export interface RunResult<T> {
  readonly result: T;
  /** True when a batch of the run has ended it. */
  readonly isCompleted: boolean;
}

/**
 * Runs `work` under this process's lease on the subject's job, and ends the run. `work` calls a provider and
 * commits its answer. If the answer could not be committed, the job is due at once, so that the provider is
 * queried.
 */
export async function withJobLease<T>(
  context: ServiceContext,
  lease: JobLease | null,
  work: () => Promise<RunResult<T>>,
): Promise<T> {
  if (lease === null) return (await work()).result;
  context.leases.begin(lease);
  try {
    const { result, isCompleted } = await work();
    if (!isCompleted) await finishJob(context.database.kysely, lease);
    context.leases.end(lease);
    return result;
  } catch (error) {
    await handBack(context, lease);
    throw error;
  }
}

/**
 * Hands back the lease of a run whose end could not be committed. The next process to look may claim the job.
 */
async function handBack(context: ServiceContext, lease: JobLease): Promise<void> {
  try {
    await handBackJob(context.database.kysely, { lease, runAt: context.clock.now() });
    context.leases.end(lease);
  } catch (error) {
    context.leases.abandon(lease);
    context.logger.warn({ jobId: lease.id, err: error }, "a lease could not be handed back yet");
  }
}

/**
 * Call it right before sending something that must not be sent late. This process may have been paused since
 * its commit (a machine that is moved, a disk that hangs). Another process may have taken over the job
 * meanwhile, found no order at the provider, and reported that to the merchant.
 *
 * @param input.since when the lease was taken, epoch ms.
 * @returns false when another process has taken over the job; otherwise the lease is valid, and extended if
 *   needed.
 */
export async function stillHolds(
  context: ServiceContext,
  input: { readonly lease: JobLease | null; readonly since: number },
): Promise<boolean> {
  const { lease, since } = input;
  const now = context.clock.now();
  const passedMs = now - since;
  if (lease === null || (passedMs >= 0 && passedMs < unquestionedMs)) return true;
  return await extendLease(context.database.kysely, { lease, until: now + leaseMs });
}
