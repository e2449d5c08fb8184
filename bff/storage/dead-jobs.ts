/** Jobs that failed too often, for an operator: to look at, and to run again. */
import type { Executor } from "./database.ts";
import type { JobRow } from "./jobs.ts";

/** The last to die first. */
export async function listDeadJobs(
  executor: Executor,
  options: { readonly limit: number },
): Promise<JobRow[]> {
  return await executor
    .selectFrom("jobs")
    .selectAll()
    .where("dead_at", "is not", null)
    .orderBy("dead_at", "desc")
    .orderBy("id", "desc")
    .limit(options.limit)
    .execute();
}

/** @returns false when there is no such dead job. */
export async function retryDeadJob(
  executor: Executor,
  options: { readonly id: string; readonly now: number },
): Promise<boolean> {
  const { numUpdatedRows } = await executor
    .updateTable("jobs")
    .set({ dead_at: null, run_at: options.now, attempts: 0 })
    .where("id", "=", options.id)
    .where("dead_at", "is not", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
