/**
 * Moves the expiries out of the queue of queries, because they may lie further ahead than any query (rule 23).
 * Deliveries whose endpoint had left the configuration wait in their own queue again (rule 22).
 */
import type { Migration } from "kysely/migration";
import { runAll } from "./ddl.ts";

export const expiriesAndStrayMoney: Migration = {
  up: (database) =>
    runAll(database, [
      "update jobs set queue = 'maintenance' where kind in ('expire_payment', 'expire_session')",
      `update jobs set queue = 'webhooks:' ||
        (select deliveries.endpoint_id from deliveries where deliveries.id = jobs.subject_id)
        where queue = 'webhooks' and exists (select 1 from deliveries where deliveries.id = jobs.subject_id)`,
    ]),
};
