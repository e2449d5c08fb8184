/**
 * PostgreSQL learns which accounts have which currencies. It takes columns for independent, so it believed that an account
 * has payments in each currency, and looked for them through all payments.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { runAll } from "./ddl.ts";

const statements: Record<Engine, readonly string[]> = {
  sqlite: [],
  postgres: [
    "create statistics payments_account_and_currency (mcv) on account_id, currency, status from payments",
    // Autovacuum repeats it.
    "analyze payments (account_id, currency, status)",
  ],
};

export function accountAndCurrency(engine: Engine): Migration {
  return { up: (database) => runAll(database, statements[engine]) };
}
