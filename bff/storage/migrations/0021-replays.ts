/**
 * Events are replayed by a job, and listed by what is not delivered.
 *
 * The table of jobs is created anew, because SQLite cannot change the list of kinds that a column accepts. It has no such
 * list any more: `JobKind` in schema.ts is the list.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, flag, runAll } from "./ddl.ts";

const jobColumns = `id, kind, queue, subject_id, run_at, rerun_at, step, failures, locked_by, locked_until, locked_at,
  lease_token, last_error, dead_at, created_at`;

function anyKindOfJob(engine: Engine): readonly string[] {
  const { text, int, table } = ddlWords(engine);
  if (engine === "postgres") {
    return ["jobs_kind_check", "new_jobs_kind_check"].map(
      (name) => `alter table jobs drop constraint if exists ${name}`,
    );
  }
  return [
    `create table new_jobs (
      id ${text} not null primary key,
      kind ${text} not null,
      queue ${text} not null,
      subject_id ${text} not null,
      run_at ${int} not null,
      rerun_at ${int},
      step ${int} not null check (step >= 0),
      failures ${int} not null check (failures >= 0),
      locked_by ${text},
      locked_until ${int},
      locked_at ${int},
      lease_token ${text},
      last_error ${text},
      dead_at ${int},
      created_at ${int} not null,
      check ((locked_by is null) = (locked_until is null)),
      check ((locked_by is null) = (locked_at is null)),
      check ((locked_by is null) = (lease_token is null)),
      check (locked_by is null or dead_at is null)
    ) ${table}`,
    `insert into new_jobs (${jobColumns}) select ${jobColumns} from jobs`,
    "drop table jobs",
    "alter table new_jobs rename to jobs",
    "create index jobs_due on jobs (queue, run_at, id) where dead_at is null",
    "create index jobs_locked on jobs (locked_by) where locked_by is not null",
    "create index jobs_dead on jobs (dead_at, id) where dead_at is not null",
  ];
}

export function replays(engine: Engine): Migration {
  const { text, int, table } = ddlWords(engine);
  return {
    up: (database) =>
      runAll(database, [
        ...anyKindOfJob(engine),
        `alter table deliveries add column event_at ${int} not null default 0`,
        `update deliveries set event_at =
          (select events.created_at from events where events.id = deliveries.event_id)`,
        "create index deliveries_undelivered on deliveries (event_at, event_id) where state <> 'delivered'",
        `create table event_replays (
          id ${text} not null primary key,
          from_at ${int} not null,
          to_at ${int} not null,
          types ${text},
          undelivered_only ${int} not null ${flag("undelivered_only")},
          after_at ${int} not null,
          after_id ${text} not null,
          scheduled ${int} not null,
          created_at ${int} not null,
          finished_at ${int}
        ) ${table}`,
        "create index event_replays_finished on event_replays (finished_at) where finished_at is not null",
      ]),
  };
}
