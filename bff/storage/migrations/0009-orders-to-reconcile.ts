/**
 * Keeps which orders of a day reconciliation still has to query, so that a run that is broken off goes on where it
 * stopped. A discrepancy may be about a payout.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, oneOf, runAll } from "./ddl.ts";

export function ordersToReconcile(engine: Engine): Migration {
  const { text, int, clustered } = ddlWords(engine);
  return {
    up: (database) =>
      runAll(database, [
        `alter table reconciliations add column begun_at ${int}`,
        `alter table discrepancies add column payout_id ${text}`,
        `create table reconciliation_orders (
          account_id ${text} not null,
          day ${text} not null,
          kind ${text} not null ${oneOf("kind", ["payment", "payout"])},
          subject_id ${text} not null,
          primary key (account_id, day, kind, subject_id)
        ) ${clustered}`,
      ]),
  };
}
