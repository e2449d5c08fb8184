/**
 * Who did what: the actor of a line in a timeline, who made a payout, and the audit. What payouts of one day are together.
 *
 * The audit only grows. Triggers refuse to change a row, and to delete one that is younger than {@link keptDays}: so a
 * mistake of ours, or a statement that is typed by hand, does not lose it. Older rows may be deleted, in any way.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, flag, runAll } from "./ddl.ts";

const keptDays = 400;
const keptMs = keptDays * 24 * 60 * 60 * 1_000;
const refusal = `the audit is append-only, and its rows are kept for ${keptDays} days`;

/** `insert or replace` deletes without a trigger, so an id that is there already is refused, too. */
const sqliteTriggers: readonly string[] = [
  `create trigger audit_update before update on audit begin select raise(abort, '${refusal}'); end`,
  `create trigger audit_delete before delete on audit
    when old.created_at > (unixepoch() * 1000) - ${keptMs}
    begin select raise(abort, '${refusal}'); end`,
  `create trigger audit_replace before insert on audit
    when exists (select 1 from audit where id = new.id)
    begin select raise(abort, '${refusal}'); end`,
];

const postgresTriggers: readonly string[] = [
  `create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        if old.created_at <= extract(epoch from clock_timestamp()) * 1000 - ${keptMs} then return old; end if;
      end if;
      raise exception '${refusal}';
    end $$`,
  `create trigger audit_change before update or delete on audit
    for each row execute function refuse_audit_change()`,
  `create trigger audit_truncate before truncate on audit
    for each statement execute function refuse_audit_change()`,
];

export const auditTriggers = { sqlite: sqliteTriggers, postgres: postgresTriggers } as const;

export function authority(engine: Engine): Migration {
  const { text, int, table, clustered } = ddlWords(engine);
  return {
    up: (database) =>
      runAll(database, [
        `alter table payment_timeline add column actor ${text}`,
        `alter table payout_timeline add column actor ${text}`,
        `alter table payouts add column created_by ${text}`,
        `alter table payouts add column send_pending ${int} not null default 0 ${flag("send_pending")}`,
        "create index payouts_day on payouts (currency, created_at, status, amount_minor)",
        `create table payout_days (
          currency ${text} not null,
          day ${int} not null,
          version ${int} not null check (version > 0),
          primary key (currency, day)
        ) ${clustered}`,
        `create table audit (
          id ${text} not null primary key,
          actor ${text} not null,
          action ${text} not null,
          subject ${text} not null,
          address ${text},
          request_id ${text},
          "before" ${text},
          "after" ${text},
          created_at ${int} not null
        ) ${table}`,
        "create index audit_newest on audit (created_at, id)",
        "create index audit_subject on audit (subject, created_at, id)",
        "create index audit_actor on audit (actor, created_at, id)",
        ...auditTriggers[engine],
      ]),
  };
}
