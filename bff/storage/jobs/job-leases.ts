/**
 * The leases of job runs: extended while their process lives, released when it shuts down. The ways to end a
 * run are in end-jobs.ts.
 */
import type { Executor } from "../engine/database.ts";
import { freed, type JobLease } from "./jobs.ts";

export interface HeartbeatOptions {
  readonly instanceId: string;
  readonly now: number;
  readonly leaseMs: number;
  /**
   * The lease tokens of the runs under way. The instance's other leases must expire: if a claim's answer was
   * lost, its jobs have a lease and no run.
   */
  readonly tokens: readonly string[];
}

/** Extends the leases of these runs. @returns how many leases were extended. */
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

/** Extends one lease. @returns false when the lease is lost: another process has claimed the job since. */
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

/**
 * Releases all leases of the instance, at shutdown, so that others may claim its jobs at once. @returns how
 * many.
 */
export async function releaseLeases(executor: Executor, instanceId: string): Promise<number> {
  const { numUpdatedRows } = await executor
    .updateTable("jobs")
    .set(freed)
    .where("locked_by", "=", instanceId)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
