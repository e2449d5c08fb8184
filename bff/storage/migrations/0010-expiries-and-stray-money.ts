/**
 * Moves the expiries out of the queue of queries, because they may lie further ahead than any query (rule 23).
 * Deliveries whose endpoint had left the configuration wait in their own queue again (rule 22). Verified money for
 * orders that are not here gets a table (rule 24). Paid sessions are found by their reference.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, oneOf, runAll } from "./ddl.ts";

export function expiriesAndStrayMoney(engine: Engine): Migration {
  const { text, int, table } = ddlWords(engine);
  return {
    up: (database) =>
      runAll(database, [
        "update jobs set queue = 'maintenance' where kind in ('expire_payment', 'expire_session')",
        `update jobs set queue = 'webhooks:' ||
          (select deliveries.endpoint_id from deliveries where deliveries.id = jobs.subject_id)
          where queue = 'webhooks' and exists (select 1 from deliveries where deliveries.id = jobs.subject_id)`,
        "create index sessions_paid on sessions (reference, id) where paid_payment_id is not null",
        `create table stray_money (
          account_id ${text} not null,
          order_no ${text} not null,
          object ${text} not null ${oneOf("object", ["payment", "payout"])},
          provider_order_id ${text},
          amount ${text},
          currency ${text},
          status ${text} not null,
          first_seen_at ${int} not null,
          last_seen_at ${int} not null,
          seen ${int} not null check (seen > 0),
          primary key (account_id, order_no)
        ) ${table}`,
      ]),
  };
}
