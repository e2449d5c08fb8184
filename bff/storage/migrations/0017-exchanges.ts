/** What was said between us and a provider about one payment or payout. */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, flag, runAll } from "./ddl.ts";

export function exchanges(engine: Engine): Migration {
  const { text, int, table } = ddlWords(engine);
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
      ]),
  };
}
