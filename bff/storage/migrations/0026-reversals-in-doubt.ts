/**
 * Finds reported reversals whose watch ended without an answer: an operator has to settle them. Few rows are so, and the
 * indexes have only them.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, flag, runAll } from "./ddl.ts";

export function reversalsInDoubt(engine: Engine): Migration {
  const { int } = ddlWords(engine);
  return {
    up: (database) =>
      runAll(database, [
        `alter table payouts add column reversal_unsettled ${int} not null default 0 ${flag("reversal_unsettled")}`,
        `create index payments_in_doubt on payments (status, watch_until, id) where reversal_pending = 1`,
        `create index payouts_in_doubt on payouts (status, watch_until, id) where reversal_unsettled = 1`,
      ]),
  };
}
