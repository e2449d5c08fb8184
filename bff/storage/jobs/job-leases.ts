/** The leases of runs: kept up while their process lives, handed back when it ends. The ends of runs are in end-jobs.ts. */
import type { Executor } from "../engine/database.ts";
import { freed, type JobLease } from "./jobs.ts";

export interface HeartbeatOptions {
  readonly instanceId: string;
  readonly now: number;
  readonly leaseMs: number;
  /**
   * Of the runs that are under way, not of all that the instance is said to hold: a claim whose answer was lost on its
   * way is nobody's run, and runs out.
   */
  readonly tokens: readonly string[];
}

/** Extends the leases of these runs. @returns how many there were. */
export async function heartbeat(executor: Executor, options: HeartbeatOptions): Promise<number> {
  const { instanceId, now, leaseMs, tokens } = options;
  if (tokens.length === 0) return 0;
  const { numUpdatedRows } = await executor
    .updateTable("jobs")
    .set({ locked_until: now + leaseMs })
    .where("locked_by", "=", instanceId)
    .where("lease_token", "in", tokens)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** @returns false when the run is no longer the lease's: somebody else has claimed the job since. */
export async function extendLease(
  executor: Executor,
  input: { readonly lease: JobLease; readonly until: number },
): Promise<boolean> {
  const { numUpdatedRows } = await executor
    .updateTable("jobs")
    .set({ locked_until: input.until })
    .where("id", "=", input.lease.id)
    .where("lease_token", "=", input.lease.token)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Hands back whatever the instance holds, at shutdown: others may claim it at once. @returns how many there were. */
export async function releaseLeases(executor: Executor, instanceId: string): Promise<number> {
  const { numUpdatedRows } = await executor
    .updateTable("jobs")
    .set(freed)
    .where("locked_by", "=", instanceId)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
