/**
 * Gives the deliveries to each endpoint a queue of their own (decision 0014), with an index by endpoint and due
 * time.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, runAll } from "./ddl.ts";

export function endpointQueues(engine: Engine): Migration {
  const { text } = ddlWords(engine);
  return {
    up: (database) =>
      runAll(database, [
        `alter table jobs add column endpoint_id ${text} not null default ''`,
        `update jobs set endpoint_id = coalesce(
          (select deliveries.endpoint_id from deliveries where deliveries.id = jobs.subject_id), '')
          where kind = 'deliver_event'`,
        "drop index jobs_due",
        "create index jobs_due on jobs (lane, endpoint_id, run_at, id) where dead_at is null",
      ]),
  };
}
