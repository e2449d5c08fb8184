/** Nothing is left behind: no dead job, no lease, nothing overdue, and no text that is not text. */
import type { Records } from "./records.ts";

export function restInvariants(records: Records): string[] {
  const dirty = [...records.payments, ...records.payouts]
    .filter(({ provider_order_id }) => provider_order_id?.includes("\u0000") === true)
    .map(({ id }) => `${id} keeps a number with a control character`);
  const left = records.jobs
    .filter((job) => job.dead_at !== null || job.kind !== "reconcile")
    .map((job) => `job ${job.id} is left (${job.dead_at === null ? "alive" : `dead: ${job.last_error}`})`);
  return [...dirty, ...left];
}
