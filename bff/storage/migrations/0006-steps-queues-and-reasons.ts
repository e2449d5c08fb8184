/**
 * Gives a job columns for its queue, its step and its failures. A delivery no longer repeats columns of its
 * job, and a dead one has a code as its reason. Sessions and payouts get a version.
 *
 * The table of jobs is created anew, because SQLite cannot change the list of kinds that a column accepts.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, oneOf, runAll } from "./ddl.ts";

const kinds = [
  "sync_payment",
  "sync_payout",
  "expire_payment",
  "expire_session",
  "deliver_event",
  "reconcile",
];

/** `expire` was one kind, for sessions and payments, distinguished by the subject's id. */
const kind = `case
  when kind <> 'expire' then kind
  when substr(subject_id, 1, 3) = 'cs_' then 'expire_session'
  else 'expire_payment' end`;

const queue = `case
  when kind = 'reconcile' then 'maintenance'
  when lane = 'asking' then 'providers'
  when endpoint_id = '' then 'webhooks'
  else 'webhooks:' || endpoint_id end`;

/** `attempts` counted runs, including a run under way. A delivery's own count left failed runs out. */
const step = `coalesce(
  (select deliveries.attempts from deliveries
    where jobs.kind = 'deliver_event' and deliveries.id = jobs.subject_id),
  case when attempts > 0 and locked_by is not null then attempts - 1 else attempts end)`;

/** The reason used to be in the last line of the delivery's log. */
const deadReason = `coalesce(
  (select case
      when log.status = 410 or log.error = 'the endpoint is disabled (it answered 410)' then 'endpoint_disabled'
      when log.error like 'given up after a mistake on our side%' then 'internal_error'
      else 'gave_up' end
    from delivery_attempts log
    where log.delivery_id = deliveries.id
      and log.seq = (select max(entry.seq) from delivery_attempts entry where entry.delivery_id = deliveries.id)),
  'gave_up')`;

export function stepsQueuesAndReasons(engine: Engine): Migration {
  const { text, int, table } = ddlWords(engine);
  const jobs = [
    `create table new_jobs (
      id ${text} not null primary key,
      kind ${text} not null ${oneOf("kind", kinds)},
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
    // The only known failure is that of the last run. A delivery's error was the endpoint's.
    `insert into new_jobs
      select ${kind} || ':' || subject_id, ${kind}, ${queue}, subject_id, run_at, wished_at, ${step},
        case when dead_at is not null then attempts
          when last_error is null or kind = 'deliver_event' then 0 else 1 end,
        locked_by, locked_until, locked_at, lease_token, last_error, dead_at, created_at
      from jobs`,
    "drop table jobs",
    "alter table new_jobs rename to jobs",
    "create index jobs_due on jobs (queue, run_at, id) where dead_at is null",
    "create index jobs_locked on jobs (locked_by) where locked_by is not null",
    "create index jobs_dead on jobs (dead_at, id) where dead_at is not null",
  ];
  const deliveries = [
    `alter table deliveries add column dead_reason ${text}
      ${oneOf("dead_reason", ["gave_up", "endpoint_disabled", "internal_error"])}`,
    `update deliveries set dead_reason = ${deadReason} where state = 'dead'`,
    "drop index deliveries_pending",
    "drop index deliveries_dead",
    "alter table deliveries drop column next_attempt_at",
    "alter table deliveries drop column attempts",
    "create index deliveries_spared on deliveries (endpoint_id) where dead_reason = 'endpoint_disabled'",
  ];
  const versions = [
    `alter table sessions add column version ${int} not null default 0`,
    `alter table payouts add column version ${int} not null default 0`,
  ];
  return { up: (database) => runAll(database, [...jobs, ...deliveries, ...versions]) };
}
