import { sql } from "kysely";
import type { Database } from "../../bff/storage/engine/database.ts";
import type { Schema } from "../../bff/storage/schema.ts";

/** The tables in the order of deletion: referring tables before the ones they refer to. */
const orders: Readonly<Record<keyof Schema, number>> = {
  delivery_attempts: 0,
  deliveries: 1,
  events: 2,
  payment_timeline: 0,
  payments: 1,
  sessions: 2,
  payout_timeline: 0,
  payouts: 1,
  refund_timeline: -1,
  refunds: 0,
  callbacks: 0,
  event_replays: 0,
  jobs: 0,
  idempotency_keys: 0,
  reconciliations: 0,
  reconciliation_orders: 0,
  discrepancies: 0,
  stray_money: 0,
  refused_callbacks: 0,
  exchanges: 0,
  account_drift: 0,
  operator_sessions: 0,
  operators: 0,
  rate_limits: 0,
  accounts: 0,
  endpoints: 3,
  data_keys: 0,
  key_holders: 0,
  unsealed_sessions: 0,
  upkeep: 0,
  payout_days: 0,
  audit: 0,
};
const tables = (Object.keys(orders) as (keyof Schema)[]).sort((a, b) => orders[a] - orders[b]);

/** Deletes the audit, around the triggers that keep it. */
async function emptyAudit({ engine, kysely }: Database): Promise<void> {
  const row = await kysely.selectFrom("audit").select("id").limit(1).executeTakeFirst();
  if (row === undefined) return;
  if (engine === "postgres") {
    await sql`alter table audit disable trigger user`.execute(kysely);
    await kysely.deleteFrom("audit").execute();
    await sql`alter table audit enable trigger user`.execute(kysely);
    return;
  }
  const name = sql.lit("audit_delete");
  const found = await sql<{ sql: string }>`select sql from sqlite_master where name = ${name}`.execute(
    kysely,
  );
  await sql`drop trigger audit_delete`.execute(kysely);
  await kysely.deleteFrom("audit").execute();
  for (const trigger of found.rows) await sql.raw(trigger.sql).execute(kysely);
}

/**
 * Deletes all rows, except the list of migrations. This is faster than a new database, and than TRUNCATE, which makes new
 * files.
 */
export async function emptyDatabase(database: Database): Promise<void> {
  await emptyAudit(database);
  for (const table of tables) await database.kysely.deleteFrom(table).execute();
}
