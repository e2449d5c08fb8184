/**
 * Splits the jobs into two lanes, with an index by lane and due time. Migration 0006 replaces the lanes by
 * queues.
 */
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { runAll } from "./ddl.ts";

export const jobLanes: Migration = {
  async up(database: Kysely<unknown>) {
    await runAll(database, [
      "alter table jobs add column lane text not null default 'asking' check (lane in ('asking', 'telling'))",
      "update jobs set lane = 'telling' where kind in ('deliver_event', 'reconcile')",
      "drop index jobs_due",
      "create index jobs_due on jobs (lane, run_at, id) where dead_at is null",
    ]);
  },
};
