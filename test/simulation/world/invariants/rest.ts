/** Nothing is left behind: no dead job, no lease, nothing overdue. */
import type { Records } from "./records.ts";

export function restInvariants(records: Records): string[] {
  return records.jobs
    .filter((job) => job.dead_at !== null || job.kind !== "reconcile")
    .map((job) => `job ${job.id} is left (${job.dead_at === null ? "alive" : `dead: ${job.last_error}`})`);
}
