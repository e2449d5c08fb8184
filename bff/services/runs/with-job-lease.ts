import type { JobLease } from "../../core/decision.ts";
import { finishJob, handBackJob } from "../../storage/jobs/end-jobs.ts";
import { extendLease } from "../../storage/jobs/job-leases.ts";
import type { ServiceContext } from "../context.ts";
import { leaseMs } from "./lease-duration.ts";

/** Within this time since a lease was taken nobody can have taken it over: less than half of it has passed. */
const unquestionedMs = leaseMs / 2;

/** What a run came to. */
export interface RunResult<T> {
  readonly result: T;
  /** The batch that the run committed has ended it. */
  readonly isCompleted: boolean;
}

/**
 * Runs `work`, which calls a provider and commits its answer, under the lease that this process has on the subject's
 * job, and ends the run whatever happens. When the answer could not be committed the job is due at once, so that the
 * provider is queried.
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

/** The run is over and could not say so: whoever looks next may have the job at once. */
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
 * Call it right before something is sent that must not be sent late. This process may have stood still since it committed
 * what it is about to send (a machine that is moved, a disk that hangs). Another process may have looked into it
 * meanwhile, found nothing at the provider, and told the merchant so.
 *
 * @param input.since when the lease was taken, epoch ms.
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
