/**
 * Callbacks that were refused at a payment's or payout's own address get a table. So do the counts of rate limits, which
 * PostgreSQL has had since an earlier build; on SQLite it stays empty, because one process counts in memory.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, runAll } from "./ddl.ts";

export function refusedCallbacks(engine: Engine): Migration {
  const { text, int, table, clustered } = ddlWords(engine);
  return {
    up: (database) =>
      runAll(database, [
        `create table refused_callbacks (
          subject_id ${text} not null,
          reason ${text} not null,
          status ${text} not null,
          first_at ${int} not null,
          last_at ${int} not null,
          primary key (subject_id, reason)
        ) ${clustered}`,
        `create table if not exists rate_limits (
          key ${text} primary key not null,
          points ${int} not null,
          expire ${int} not null
        ) ${table}`,
      ]),
  };
}
