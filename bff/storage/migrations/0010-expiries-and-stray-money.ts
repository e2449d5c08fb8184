/**
 * Moves the expiries out of the queue of queries, because they may lie further ahead than any query (rule 23).
 */
import type { Migration } from "kysely/migration";
import { runAll } from "./ddl.ts";

export const expiriesAndStrayMoney: Migration = {
  up: (database) =>
    runAll(database, [
      "update jobs set queue = 'maintenance' where kind in ('expire_payment', 'expire_session')",
    ]),
};
