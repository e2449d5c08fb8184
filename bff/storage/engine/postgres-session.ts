/**
 * What a connection to PostgreSQL is given at its start. Limits of time are set by a statement, because a pooler
 * (PgBouncer) refuses a connection with startup parameters that it does not know.
 */
import type pg from "pg";
import { propertyOf } from "../../core/error-properties.ts";

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
  end as limits`;

/**
 * Prepares a new connection.
 * @returns true if a pooler stands between: statements must have no names then, because the next transaction may run on
 *   another connection of the server.
 */
export async function beginPostgresSession(client: pg.ClientBase): Promise<boolean> {
  const ownNumber = propertyOf(client, "processID");
  const { rows } = await client.query<{ readonly limits: string | null }>(setLimits, [
    Number(ownNumber ?? 0),
  ]);
  return rows[0]?.limits === null;
}
