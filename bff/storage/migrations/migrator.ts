/**
 * Brings the tables up to date, also when several processes start at once. Kysely's Migrator keeps the list of
 * applied migrations. Its advisory lock is not used, because some databases that speak PostgreSQL's protocol
 * lack advisory locks or only accept the call. All migrations run in one transaction instead. On SQLite that
 * alone keeps a second process out. On PostgreSQL the transaction locks Migrator's lock row, or, before that
 * row exists, the name of its table. The second process waits, fails on what the first one has committed, and
 * starts again.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Transaction } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import pg from "pg";
import type { Database, Engine } from "../engine/database.ts";
import { isRetryable } from "../engine/database-errors.ts";
import type { Schema } from "../schema.ts";
import { firstTables } from "./0001-first-tables.ts";
import { jobLanes } from "./0002-job-lanes.ts";
import { deadDeliveries } from "./0003-dead-deliveries.ts";
import { sealedNextActions } from "./0004-sealed-next-actions.ts";
import { endpointQueues } from "./0005-a-queue-for-each-endpoint.ts";
import { stepsQueuesAndReasons } from "./0006-steps-queues-and-reasons.ts";
import { announcedEnds } from "./0007-announced-ends.ts";
import { whatWasSaid } from "./0008-what-was-said.ts";
import { ordersToReconcile } from "./0009-orders-to-reconcile.ts";
import { expiriesAndStrayMoney } from "./0010-expiries-and-stray-money.ts";
import { assertions } from "./0011-assertions.ts";
import { encryptionKeys } from "./0012-encryption-keys.ts";
import { personalData } from "./0015-personal-data.ts";

const maxAttempts = 20;
const pauseMs = 50;
/**
 * Error codes of the process that lost the race: unique_violation, duplicate_table, "tuple concurrently
 * updated" (which has no code of its own), and in_failed_sql_transaction, when Migrator reads again in the
 * failed transaction.
 */
const lostRace = new Set(["23505", "42P07", "XX000", "25P02"]);

/** All migrations by name, in order. */
export function migrationsFor(engine: Engine): Record<string, Migration> {
  return {
    "0001-first-tables": firstTables(engine),
    "0002-job-lanes": jobLanes,
    "0003-dead-deliveries": deadDeliveries,
    "0004-sealed-next-actions": sealedNextActions(engine),
    "0005-a-queue-for-each-endpoint": endpointQueues(engine),
    "0006-steps-queues-and-reasons": stepsQueuesAndReasons(engine),
    "0007-announced-ends": announcedEnds(engine),
    "0008-what-was-said": whatWasSaid(engine),
    "0009-orders-to-reconcile": ordersToReconcile(engine),
    "0010-expiries-and-stray-money": expiriesAndStrayMoney(engine),
    "0011-assertions": assertions,
    "0012-encryption-keys": encryptionKeys(engine),
    "0015-personal-data": personalData(engine),
  };
}

/**
 * Runs the migrations that have not been run. Safe to call at every start. Throws what a migration threw, with
 * nothing changed.
 */
export async function migrate(database: Database): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.transaction((trx) => runMigrations(database.engine, trx));
    } catch (error) {
      if (attempt >= maxAttempts || !(isLostRace(error) || isRetryable(error))) throw error;
    }
    await sleep(pauseMs * Math.random());
  }
}

/**
 * What of the migrations has been run, without running any: `empty` for a database that has no tables yet, `earlier`
 * for one of an earlier build.
 */
export async function migrationState(database: Database): Promise<"empty" | "earlier" | "current"> {
  const provider = { getMigrations: async () => migrationsFor(database.engine) };
  const all = await new Migrator({ db: database.kysely, provider }).getMigrations();
  const done = all.filter(({ executedAt }) => executedAt !== undefined);
  if (done.length === 0) return "empty";
  return done.length === all.length ? "current" : "earlier";
}

async function runMigrations(engine: Engine, trx: Transaction<Schema>): Promise<void> {
  const provider = { getMigrations: async () => migrationsFor(engine) };
  const { error } = await new Migrator({ db: trx, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}

function isLostRace(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code !== undefined && lostRace.has(error.code);
}
