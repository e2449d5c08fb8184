/**
 * A pool of PostgreSQL connections that survives the server going away. Whoever finds it full waits in front of it:
 * pg's own queue counts that wait against the time that connecting may take, so that many callers looked like a server
 * that cannot be reached.
 */
import type { PostgresPool } from "kysely";
import pg from "pg";
import type { StorageLogger } from "./database.ts";
import { isRetryable, isStalePlan, isUnavailable } from "./database-errors.ts";
import { createPlaces } from "./places.ts";
import type { TransactionScope } from "./transaction-scope.ts";

const int8Oid = 20;
const connectTimeoutMs = 5_000;
/** The server gives a statement up after this … */
const statementTimeoutMs = 10_000;
/** … and we give the connection up when not even that is heard: the server's machine is gone without a word. */
export const defaultAnswerTimeoutMs = 15_000;
/** So that a process that froze inside a transaction does not keep its row locks. */
const idleInTransactionTimeoutMs = 30_000;
const statementTimeoutCode = "57014";

/** Settings of every connection, also of the one that listens (notifications/postgres-listener.ts). */
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

export interface GuardedPool {
  /** A connection, once there is a free one. Give it back by `release(destroy)`. */
  connect(): Promise<pg.PoolClient>;
  /** Once or more often. */
  end(): Promise<void>;
  readonly options: pg.PoolOptions;
}

export function createGuardedPool(options: {
  readonly url: string;
  readonly poolSize: number;
  readonly answerTimeoutMs: number;
  readonly logger: StorageLogger | undefined;
}): GuardedPool {
  const { url, poolSize, answerTimeoutMs, logger } = options;
  const pool = new pg.Pool({
    ...postgresSettings(url),
    types,
    max: poolSize,
    query_timeout: answerTimeoutMs,
    // Several statements may be under way on one connection: see postgres-pipeline.ts.
    pipeline: true,
  });
  const places = createPlaces({ count: poolSize, maxWaitMs: answerTimeoutMs });
  // Without a listener a lost connection would end the process: the pool's is for idle ones, the client's for those
  // that are lent out. Whoever uses one sees the error of his query.
  pool.on("error", (error) => logger?.warn({ err: error }, "a database connection was lost"));
  pool.on("connect", (client) => client.on("error", () => undefined));
  let ending: Promise<void> | undefined;
  return {
    options: pool.options,
    async connect() {
      const giveBack = await places.take();
      try {
        const client = await pool.connect();
        const { release } = client;
        client.release = (destroy) => {
          release(destroy);
          giveBack();
        };
        return client;
      } catch (error) {
        giveBack();
        throw error;
      }
    },
    end() {
      ending ??= pool.end();
      return ending;
    },
  };
}

/** The server refused one statement, or all of a transaction, and the connection is as good as before. */
export function isAnswered(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || isStalePlan(error)) return false;
  return !isUnavailable(error) || isRetryable(error) || error.code === statementTimeoutCode;
}

/**
 * For Kysely: a client which once failed to answer is thrown away. pg would put it back, and each later user would wait
 * for the answer that never came.
 */
export function poolForKysely(pool: GuardedPool, scope: TransactionScope): PostgresPool {
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
    async end() {
      // openPostgres ends it, after the changes that are under way.
    },
    async connect() {
      scope.assertOutside();
      const client = await pool.connect();
      const known = guarded.get(client) ?? guard(client);
      guarded.set(client, known);
      return known;
    },
  };
}
