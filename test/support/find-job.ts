import type { Executor } from "../../bff/storage/engine/database.ts";
import type { JobRow } from "../../bff/storage/jobs/jobs.ts";

export async function findJob(executor: Executor, id: string): Promise<JobRow | undefined> {
  return await executor.selectFrom("jobs").selectAll().where("id", "=", id).executeTakeFirst();
}
