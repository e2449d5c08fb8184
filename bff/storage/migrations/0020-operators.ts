/** Operators sign in to the console. */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, runAll } from "./ddl.ts";

export function operators(engine: Engine): Migration {
  const { text, int, table } = ddlWords(engine);
  return {
    up: (database) =>
      runAll(database, [
        `create table operators (
          id ${text} primary key not null,
          version ${int} not null,
          last_step ${int} not null,
          wrong_codes ${int} not null,
          blocked_until ${int} not null
        ) ${table}`,
        `create table operator_sessions (
          id ${text} primary key not null,
          operator_id ${text} not null,
          operator_print ${text} not null,
          created_at ${int} not null,
          seen_at ${int} not null,
          ends_at ${int} not null
        ) ${table}`,
        "create index operator_sessions_ends on operator_sessions (ends_at)",
      ]),
  };
}
