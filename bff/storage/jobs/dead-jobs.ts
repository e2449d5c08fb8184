/** Jobs that failed too often: an operator lists them and runs them again. */
import { sql } from "kysely";
import type { Executor } from "../engine/database.ts";
import type { JobRow } from "./jobs.ts";

/** The latest to die first. */
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
    .limit(sql.lit(options.limit))
    .execute();
}

/**
 * Makes a dead job due now, at the start of its schedule. The delivery of a `deliver_event` job is pending
 * again. Call it in a transaction.
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
    .set({ dead_at: null, run_at: now, step: 0, failures: 0 })
    .where("id", "=", id)
    .where("dead_at", "is not", null)
    .returning(["kind", "subject_id as subjectId"])
    .executeTakeFirst();
  if (job === undefined) return false;
  if (job.kind === "deliver_event") {
    await executor
      .updateTable("deliveries")
      .set({ state: "pending", dead_reason: null, updated_at: now })
      .where("id", "=", job.subjectId)
      .where("state", "=", "dead")
      .execute();
  }
  return true;
}
