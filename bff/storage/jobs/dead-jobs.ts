/** Jobs that failed too often, for an operator: to look at, and to run again. */
import type { Executor } from "../engine/database.ts";
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

/**
 * Runs it again, counting from 0; a delivery is on its way again. Call it in a transaction.
 *
 * @returns false when there is no such dead job.
 */
export async function retryDeadJob(
  executor: Executor,
  options: { readonly id: string; readonly now: number },
): Promise<boolean> {
  const { id, now } = options;
  const job = await executor
    .updateTable("jobs")
    .set({ dead_at: null, run_at: now, attempts: 0 })
    .where("id", "=", id)
    .where("dead_at", "is not", null)
    .returning(["kind", "subject_id as subjectId"])
    .executeTakeFirst();
  if (job === undefined) return false;
  if (job.kind === "deliver_event") {
    await executor
      .updateTable("deliveries")
      .set({ state: "pending", next_attempt_at: now, attempts: 0, updated_at: now })
      .where("id", "=", job.subjectId)
      .where("state", "=", "dead")
      .execute();
  }
  return true;
}
