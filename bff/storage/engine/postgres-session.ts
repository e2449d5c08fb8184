/**
 * What a connection to PostgreSQL is given at its start. Limits of time are set by a statement, because a pooler
 * (PgBouncer) refuses a connection with startup parameters that it does not know.
 */
import type pg from "pg";
import { propertyOf } from "../../core/error-properties.ts";
import { StandbyError } from "./database-errors.ts";

/** The server cancels a statement after this time. */
const statementTimeoutMs = 10_000;
/** A process that freezes inside a transaction loses its row locks after this time. */
const idleInTransactionTimeoutMs = 30_000;

/**
 * One round trip. A pooler names each client by a number of its own, which is not that of the server's process behind
 * it. There nothing is set: the server's connection is others', too.
 */
const setLimits = `select case when pg_backend_pid() <> $1::int then null
  else set_config('statement_timeout', '${statementTimeoutMs}', false)
    || set_config('idle_in_transaction_session_timeout', '${idleInTransactionTimeoutMs}', false)
  end as limits, pg_is_in_recovery() as "isStandby"`;

interface Beginning {
  readonly limits: string | null;
  readonly isStandby: boolean;
}

/**
 * For a load behind a pooler, which may give each transaction another server long after the connection began: the first
 * statement of its round trip. A standby answers reads like any other server.
 */
export const rowIfStandby = "select 1 where pg_is_in_recovery()";

/** @param rows what {@link rowIfStandby} has answered. Throws {@link StandbyError}. */
export function assertPrimary(rows: readonly unknown[] | undefined): void {
  if (rows?.length !== 0)
    throw new StandbyError("database.url leads to a PostgreSQL server that is a standby");
}

/**
 * Prepares a new connection. Throws {@link StandbyError} when it leads to a standby.
 * @returns true if a pooler stands between: statements must have no names then, because the next transaction may run on
 *   another connection of the server.
 */
export async function beginPostgresSession(client: pg.ClientBase): Promise<boolean> {
  const ownNumber = propertyOf(client, "processID");
  const { rows } = await client.query<Beginning>(setLimits, [Number(ownNumber ?? 0)]);
  assertPrimary(rows.filter(({ isStandby }) => isStandby));
  return rows[0]?.limits === null;
}
