/**
 * Brings the tables up to date, also when several processes start at once. Kysely's Migrator keeps the list of
 * applied migrations. Its advisory lock is not used, because some databases that speak PostgreSQL's protocol
 * lack advisory locks or only accept the call. All migrations run in one transaction instead. On SQLite that
 * alone keeps a second process out. On PostgreSQL the transaction locks Migrator's lock row, or, before that
 * row exists, the name of its table. The second process waits, fails on what the first one has committed, and
 * starts again. No statement has a limit of time there, but each wait for a lock has one.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { sql, type Transaction } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import pg from "pg";
import { codeOf } from "../../core/error-properties.ts";
import { OperatorError } from "../../core/operator-error.ts";
import { type Database, type Engine, type Executor, openDatabase } from "../engine/database.ts";
import { isBusy, isRetryable } from "../engine/database-errors.ts";
import { nameDatabaseError } from "../engine/name-database-error.ts";
import { migrationLocks } from "../engine/postgres-dialect.ts";
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
import { authority } from "./0013-authority.ts";
import { refusedCallbacks } from "./0014-refused-callbacks.ts";
import { personalData } from "./0015-personal-data.ts";
import { notesAndOrder } from "./0016-notes-and-order.ts";
import { exchanges } from "./0017-exchanges.ts";
import { search } from "./0018-search.ts";
import { refunds } from "./0019-refunds.ts";
import { operators } from "./0020-operators.ts";
import { replays } from "./0021-replays.ts";
import { deadDeliveriesByEndpoint } from "./0022-dead-deliveries-by-endpoint.ts";
import { accountAndCurrency } from "./0023-account-and-currency.ts";
import { amountsReceived } from "./0024-amounts-received.ts";
import { reversalsInDoubt } from "./0026-reversals-in-doubt.ts";

/** Kysely's own name for the table that lists what has been run. */
const migrationTable = "kysely_migration";
const maxAttempts = 20;
const pauseMs = 50;
/** How long one statement of a migration may take: a day. */
const patienceMs = 24 * 60 * 60 * 1_000;
/**
 * Error codes of the process that lost the race: unique_violation, duplicate_table, "tuple concurrently
 * updated" (which has no code of its own), and in_failed_sql_transaction, when Migrator reads again in the
 * failed transaction.
 */
const lostRace = new Set(["23505", "42P07", "XX000", "25P02"]);
/** PostgreSQL's code. */
const lockNotAvailable = "55P03";

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
    "0013-authority": authority(engine),
    "0014-refused-callbacks": refusedCallbacks(engine),
    "0015-personal-data": personalData(engine),
    "0016-notes-and-order": notesAndOrder(engine),
    "0017-exchanges": exchanges(engine),
    "0018-search": search(engine),
    "0019-refunds": refunds(engine),
    "0020-operators": operators(engine),
    "0021-replays": replays(engine),
    "0022-dead-deliveries-by-endpoint": deadDeliveriesByEndpoint,
    "0023-account-and-currency": accountAndCurrency(engine),
    "0024-amounts-received": amountsReceived,
    "0026-reversals-in-doubt": reversalsInDoubt(engine),
  };
}

/** The database cannot be brought up to date. The message names the migration and the database's reason. */
export class MigrationFailedError extends OperatorError {
  override readonly name = "MigrationFailedError";
}

/** The database was last used by a later version, whose tables this one does not know. */
export class NewerDatabaseError extends OperatorError {
  override readonly name = "NewerDatabaseError";
}

/** The file is an SQLite database of another program. */
export class ForeignDatabaseError extends OperatorError {
  override readonly name = "ForeignDatabaseError";
}

/** What of the migrations has been run. `from`, `has` and `to`, `knows` are the last ones of the database and of ours. */
export type MigrationState =
  | { readonly kind: "empty" | "current" }
  | { readonly kind: "earlier"; readonly from: string; readonly to: string }
  | { readonly kind: "newer"; readonly has: string; readonly knows: string }
  /** None, and an SQLite file holds another program's table. On PostgreSQL programs may share a database. */
  | { readonly kind: "foreign"; readonly table: string };

/**
 * Runs the migrations that have not been run, and returns their names. Safe to call at every start. Throws
 * {@link MigrationFailedError}, {@link NewerDatabaseError} or {@link ForeignDatabaseError}, with nothing changed.
 */
export async function migrate(database: Database): Promise<readonly string[]> {
  if (database.engine === "sqlite") return await migrateAlone(database);
  if ((await migrationState(database)).kind === "current") return [];
  // A migration reads and sorts whole tables. The database's own connections drop what takes longer than seconds.
  const patient = await openDatabase({
    url: database.url,
    poolSize: 1,
    answerTimeoutMs: patienceMs,
    namedStatements: false,
  });
  try {
    return await migrateAlone(patient);
  } finally {
    await patient.close();
  }
}

async function migrateAlone(database: Database): Promise<readonly string[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.transaction(async (trx) => {
        if (database.engine === "postgres") await liftLimits(trx);
        return await runMigrations(database.engine, trx);
      });
    } catch (error) {
      const cause = error instanceof MigrationFailedError ? error.cause : error;
      if (attempt >= maxAttempts || !(isLostRace(cause) || isRetryable(cause))) throw failureOf(error);
    }
    await sleep(pauseMs * Math.random());
  }
}

/** For this transaction only, so that it also holds behind a pooler. */
async function liftLimits(trx: Transaction<Schema>): Promise<void> {
  await sql`select set_config('statement_timeout', '0', true),
    set_config('lock_timeout', ${String(migrationLocks.othersMs)}, true)`.execute(trx);
}

/** Reads what of the migrations has been run, without running any. */
export async function migrationState(database: Database): Promise<MigrationState> {
  return await stateIn(database.engine, database.kysely);
}

async function stateIn(engine: Engine, executor: Executor): Promise<MigrationState> {
  const ours = Object.keys(migrationsFor(engine)).sort();
  const done = await readDone(executor);
  const [from, to] = [done.at(-1), ours.at(-1)];
  if (from === undefined || to === undefined) {
    const tables = engine === "sqlite" ? await tablesIn(executor) : [];
    const [table] = tables;
    return table === undefined || tables.includes(migrationTable)
      ? { kind: "empty" }
      : { kind: "foreign", table };
  }
  const unknown = done.filter((name) => !ours.includes(name)).at(-1);
  if (unknown !== undefined) return { kind: "newer", has: unknown, knows: to };
  return done.length === ours.length ? { kind: "current" } : { kind: "earlier", from, to };
}

async function tablesIn(executor: Executor): Promise<string[]> {
  const tables = await executor.introspection.getTables({ withInternalKyselyTables: true });
  return tables.map(({ name }) => name);
}

/** The names of the migrations that have been run, in order. */
async function readDone(executor: Executor): Promise<string[]> {
  if (!(await tablesIn(executor)).includes(migrationTable)) return [];
  const { rows } = await sql<{
    readonly name: string;
  }>`select name from ${sql.table(migrationTable)} order by name`.execute(executor);
  return rows.map(({ name }) => name);
}

async function runMigrations(engine: Engine, trx: Transaction<Schema>): Promise<readonly string[]> {
  const state = await stateIn(engine, trx);
  if (state.kind === "newer") {
    throw new NewerDatabaseError(
      `The database is from a newer version of this software: it has the migration ${state.has}, and this version ` +
        `knows those up to ${state.knows}. Start the newer version.`,
    );
  }
  if (state.kind === "foreign") {
    throw new ForeignDatabaseError(
      `The database's file belongs to another program: it has a table ${state.table} and none of this software. ` +
        "Give database.url a file of its own.",
    );
  }
  const provider = { getMigrations: async () => migrationsFor(engine) };
  const { error, results } = await new Migrator({ db: trx, provider }).migrateToLatest();
  if (error === undefined) return (results ?? []).map(({ migrationName }) => migrationName);
  const failed = results?.find(({ status }) => status === "Error");
  throw failed === undefined ? error : failureIn(failed.migrationName, error);
}

function failureIn(migration: string, cause: unknown): MigrationFailedError {
  const text = `The migration ${migration} of the database failed: ${reasonOf(cause)}. Nothing was changed.`;
  return new MigrationFailedError(text, { cause });
}

function failureOf(error: unknown): unknown {
  if (error instanceof OperatorError) return error;
  if (isBusy(error)) {
    const text = "The database is locked: another program holds its lock (SQLITE_BUSY).";
    return new MigrationFailedError(text, { cause: error });
  }
  const text = `The database cannot be brought up to date: ${reasonOf(error)}.`;
  return new MigrationFailedError(text, { cause: error });
}

/** The database's own words without values, else the kind of the error. */
function reasonOf(error: unknown): string {
  if (codeOf(error) === lockNotAvailable) {
    return (
      "another program holds a table for longer than a minute, such as a process of the old version or a backup " +
      `(${nameDatabaseError(error) ?? lockNotAvailable})`
    );
  }
  const known = nameDatabaseError(error);
  if (known !== undefined) return known;
  if (!(error instanceof Error)) return "an unknown error";
  return codeOf(error) ?? error.constructor.name;
}

function isLostRace(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code !== undefined && lostRace.has(error.code);
}
