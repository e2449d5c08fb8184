/**
 * What was said between us and a provider about one payment or payout, and what came from a provider that its
 * documentation does not have.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, flag, runAll } from "./ddl.ts";

export function exchanges(engine: Engine): Migration {
  const { text, int, table, clustered } = ddlWords(engine);
  return {
    up: (database) =>
      runAll(database, [
        `create table exchanges (
          id ${text} not null primary key,
          subject_id ${text} not null,
          at ${int} not null,
          is_refused ${int} not null ${flag("is_refused")},
          said_sealed ${text} not null
        ) ${table}`,
        "create index exchanges_subject on exchanges (subject_id, at, id)",
        "create index exchanges_oldest on exchanges (at, id)",
        `create table account_drift (
          account_id ${text} not null,
          kind ${text} not null,
          name ${text} not null,
          first_seen_at ${int} not null,
          last_seen_at ${int} not null,
          primary key (account_id, kind, name)
        ) ${clustered}`,
      ]),
  };
}
