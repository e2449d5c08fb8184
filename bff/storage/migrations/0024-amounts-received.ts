/**
 * A payment is found by what arrived, where that is not what was asked for: a customer who has paid the wrong amount names
 * that one. Few payments are so, and the index has only them.
 */
import type { Migration } from "kysely/migration";
import { runAll } from "./ddl.ts";

export const amountsReceived: Migration = {
  up: (database) =>
    runAll(database, [
      `create index payments_received on payments (currency, received_minor, created_at, id)
        where received_minor <> '0' and received_minor <> amount_minor`,
    ]),
};
