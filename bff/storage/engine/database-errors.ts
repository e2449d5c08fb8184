/**
 * Classifies the errors of both databases: whether a retry may succeed, and whether the client should come back
 * later (503).
 */

import { propertyOf } from "../../core/error-properties.ts";
import { OperatorError } from "../../core/operator-error.ts";

/**
 * SQLite's primary result codes (sqlite.org/rescode.html). An extended code has its primary code in the low
 * byte.
 */
const sqliteBusy = 5;
const sqliteUnavailable = new Set([
  sqliteBusy,
  6, // LOCKED
  7, // NOMEM
  8, // READONLY
  10, // IOERR
  13, // FULL
  14, // CANTOPEN
  15, // PROTOCOL
]);

/** PostgreSQL: a write on a standby, in the middle of a failover. */
const readOnlyCode = "25006";
/** PostgreSQL: serialization failure and deadlock. The transaction was rolled back and can run again. */
const postgresRetryable = new Set(["40001", "40P01"]);
const postgresUnavailable = new Set([
  ...postgresRetryable,
  readOnlyCode,
  "25P03", // idle in transaction too long
  "57014", // statement timeout
  "57P01", // admin shutdown
  "57P02", // crash shutdown
  "57P03", // cannot connect now
]);
/** Connection exceptions, insufficient resources, system errors. */
const postgresUnavailableClasses = new Set(["08", "53", "58"]);
const socketErrors = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  // node:sqlite, closed
  "ERR_INVALID_STATE",
]);
/** pg raises these without a code. */
const clientMessages = [
  "Connection terminated",
  "timeout exceeded when trying to connect",
  "Query read timeout",
  "Client has encountered a connection error",
  "Client was closed and is not queryable",
  "Cannot use a pool after calling end",
  "driver has already been destroyed",
];

/** The database works but is overloaded: no connection became free, or other changes were always faster. */
export class DatabaseBusyError extends OperatorError {
  override readonly name = "DatabaseBusyError";
}

/** The commit is done on this server, and may be lost with it. Whoever repeats it finds out what became of it. */
export class UnconfirmedCommitError extends OperatorError {
  override readonly name = "UnconfirmedCommitError";
}

/**
 * The connection leads to a standby. Until a moment ago it may have been the primary, and then it may hold what no other
 * server has and what is about to be undone. So it is not even read.
 */
export class StandbyError extends OperatorError {
  override readonly name = "StandbyError";
  /** What PostgreSQL answers to a write there. */
  readonly code = readOnlyCode;
}

/** SQLite's primary result code. */
export function sqliteCode(error: unknown): number | undefined {
  const code = propertyOf(error, "errcode");
  return typeof code === "number" ? code & 0xff : undefined;
}

/** SQLite: another connection holds the lock. Nothing was changed. */
export function isBusy(error: unknown): boolean {
  return sqliteCode(error) === sqliteBusy;
}

/** PostgreSQL aborted this transaction in favour of another one. Run again from its start, it may succeed. */
export function isRetryable(error: unknown): boolean {
  const code = propertyOf(error, "code");
  return typeof code === "string" && postgresRetryable.has(code);
}

/**
 * PostgreSQL: a migration by another process changed a table on which this connection has a prepared statement.
 */
export function isStalePlan(error: unknown): boolean {
  return propertyOf(error, "code") === "0A000" && propertyOf(error, "routine") === "RevalidateCachedQuery";
}

/** A row with the same unique value exists. */
export function isUniqueViolation(error: unknown): boolean {
  const extended = propertyOf(error, "errcode");
  // SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE
  return propertyOf(error, "code") === "23505" || extended === 1555 || extended === 2067;
}

/** The database can't be reached or can't work now. The caller made no mistake; HTTP answers 503. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseBusyError || error instanceof UnconfirmedCommitError) return true;
  const sqlite = sqliteCode(error);
  if (sqlite !== undefined) return sqliteUnavailable.has(sqlite);
  const code = propertyOf(error, "code");
  if (typeof code === "string") {
    if (postgresUnavailable.has(code) || socketErrors.has(code)) return true;
    if (code.length === 5 && postgresUnavailableClasses.has(code.slice(0, 2))) return true;
  }
  // A connection attempt to a host with several addresses fails with one error for each address.
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  return error instanceof Error && clientMessages.some((text) => error.message.startsWith(text));
}
