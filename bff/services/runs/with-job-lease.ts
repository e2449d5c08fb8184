import type { Executor } from "../../storage/engine/database.ts";
import { finishJob, handBackJob } from "../../storage/jobs/end-jobs.ts";
import { extendLease } from "../../storage/jobs/job-leases.ts";
import type { JobLease } from "../../storage/jobs/jobs.ts";
import type { ServiceContext } from "../context.ts";
import { leaseMs } from "./lease-duration.ts";

/** So long nothing can have happened to a lease, whose time was not half over. */
const sureMs = leaseMs / 2;

/** How a run ends: in a transaction of its work, which saves a commit, or by itself. */
export interface RunEnd {
  readonly lease: JobLease | null;
  /** Call it in the transaction that writes what the run was for. */
  write(executor: Executor): Promise<void>;
  /** Call it when that transaction is committed. */
  written(): void;
}

function createRunEnd(lease: JobLease | null): RunEnd & { readonly isWritten: () => boolean } {
  let isWritten = false;
  return {
    lease,
    async write(executor) {
      if (lease !== null) await finishJob(executor, lease);
    },
    written() {
      isWritten = true;
    },
    isWritten: () => isWritten,
  };
}

/**
 * Runs `work`, which asks a provider and writes its answer, under the lease that was taken on the subject's job, and
 * ends the lease whatever happens. What the answer scheduled comes due in its time; when the answer could not be
 * written the job is due at once, so that the provider is asked what became of it.
 */
export async function withJobLease<T>(
  context: ServiceContext,
  lease: JobLease | null,
  work: (end: RunEnd) => Promise<T>,
): Promise<T> {
  const end = createRunEnd(lease);
  if (lease === null) return await work(end);
  context.leases.begin(lease);
  try {
    const result = await work(end);
    if (!end.isWritten()) await finishJob(context.database.kysely, lease);
    context.leases.end(lease);
    return result;
  } catch (error) {
    if (end.isWritten()) context.leases.end(lease);
    else await handBack(context, lease);
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
 * To be asked right before something is sent that must not be sent late. A process may have stood still since it wrote
 * what it is about to send (a machine that is moved, a disk that hangs), and another one may have looked into it,
 * found nothing at the provider, and told the merchant so.
 *
 * @param since when the lease was taken, epoch ms.
 */
export async function stillHolds(
  context: ServiceContext,
  input: { readonly lease: JobLease | null; readonly since: number },
): Promise<boolean> {
  const { lease, since } = input;
  const now = context.clock.now();
  const passedMs = now - since;
  if (lease === null || (passedMs >= 0 && passedMs < sureMs)) return true;
  return await extendLease(context.database.kysely, { lease, until: now + leaseMs });
}
