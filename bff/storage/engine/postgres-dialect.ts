/** Kysely on a pool of PostgreSQL connections that survives the server going away. */
import {
  type Dialect,
  type Kysely,
  type MigrationLockOptions,
  PostgresAdapter,
  PostgresDialect,
  type PostgresPool,
  sql,
} from "kysely";
import pg from "pg";
import type { StorageLogger } from "./database.ts";
import { isUnavailable } from "./database-errors.ts";
import type { TransactionScope } from "./transaction-scope.ts";

const int8Oid = 20;
const connectTimeoutMs = 5_000;
/** The server gives a statement up after this … */
const statementTimeoutMs = 10_000;
/** … and we give the connection up when not even that is heard: the server's machine is gone without a word. */
export const defaultAnswerTimeoutMs = 15_000;
/** So that a process that froze inside a transaction does not keep its row locks. */
const idleInTransactionTimeoutMs = 30_000;

/** Settings of every connection, also of the one that listens (notifications.ts). */
export function postgresSettings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: "pay-checkout",
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: defaultAnswerTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
  };
}

/** 64-bit integers are times and counts here: all fit a double exactly, and one that does not is refused. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("an integer of the database exceeds 2^53");
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === int8Oid ? parseInt8 : pg.types.getTypeParser(oid, format)),
};

export interface PostgresDialectOptions {
  readonly url: string;
  readonly scope: TransactionScope;
  readonly poolSize: number;
  readonly answerTimeoutMs: number;
  readonly logger: StorageLogger | undefined;
}

/** Connects when first asked something. */
export function createPostgresDialect(options: PostgresDialectOptions): Dialect {
  const pool = new pg.Pool({
    ...postgresSettings(options.url),
    types,
    max: options.poolSize,
    query_timeout: options.answerTimeoutMs,
  });
  const report = (error: Error) => {
    options.logger?.warn({ err: error }, "a database connection was lost");
  };
  // Without a listener a lost connection would end the process: the pool's is for idle ones, the client's for those
  // that are lent out. Whoever uses one sees the error of his query.
  pool.on("error", report);
  pool.on("connect", (client) => client.on("error", () => undefined));
  const dialect = new PostgresDialect({ pool: discardBroken(pool, options.scope) });
  return {
    createAdapter: () => new RowLockPostgresAdapter(),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (kysely) => dialect.createIntrospector(kysely),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

/** Kysely's takes an advisory lock; this one the row that Migrator keeps for it, in the transaction of migrator.ts. */
class RowLockPostgresAdapter extends PostgresAdapter {
  override async acquireMigrationLock(kysely: Kysely<unknown>, options: MigrationLockOptions): Promise<void> {
    const { lockTable, lockRowId } = options;
    await sql`select id from ${sql.id(lockTable)} where id = ${lockRowId} for update`.execute(kysely);
  }
  override async releaseMigrationLock(): Promise<void> {
    // The end of the transaction does it.
  }
}

/**
 * The pool, except that a client which once failed to answer is thrown away: pg would put it back, and each later
 * user would wait for the answer that never came.
 */
function discardBroken(pool: pg.Pool, scope: TransactionScope): PostgresPool {
  const guarded = new WeakMap<pg.PoolClient, pg.PoolClient>();

  function guard(client: pg.PoolClient): pg.PoolClient {
    let broken: Error | undefined;
    return new Proxy(client, {
      get(target, key) {
        if (key === "release")
          return (destroy?: boolean) => target.release(destroy === true || broken !== undefined);
        if (key !== "query") return Reflect.get(target, key, target);
        return async (text: string, parameters: unknown[]) => {
          if (broken !== undefined) throw broken;
          try {
            return await target.query(text, parameters);
          } catch (error) {
            if (isUnavailable(error) && error instanceof Error && !(error instanceof pg.DatabaseError))
              broken = error;
            throw error;
          }
        };
      },
    });
  }

  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      scope.assertOutside();
      const client = await pool.connect();
      const known = guarded.get(client) ?? guard(client);
      guarded.set(client, known);
      return known;
    },
  };
}
