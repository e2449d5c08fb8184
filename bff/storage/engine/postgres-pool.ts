/**
 * A pool of PostgreSQL connections that survives the loss of the server. When it is full, callers wait in front
 * of it and not in pg's own queue. That queue counts the wait as time spent connecting, so that many callers
 * would look like an unreachable server.
 */
import type { PostgresPool } from "kysely";
import pg from "pg";
import type { PoolUse } from "./change.ts";
import type { StorageLogger } from "./database.ts";
import { isRetryable, isStalePlan, isUnavailable } from "./database-errors.ts";
import { createPlaces } from "./places.ts";
import { beginPostgresSession } from "./postgres-session.ts";
import type { TransactionScope } from "./transaction-scope.ts";
import { assertConfirmed, watchCommits } from "./unconfirmed-commits.ts";

const int8Oid = 20;
const connectTimeoutMs = 5_000;
/**
 * The server cancels a statement earlier (postgres-session.ts). If that answer does not come either, the server has
 * vanished: this process drops the connection.
 */
export const defaultAnswerTimeoutMs = 15_000;
const statementTimeoutCode = "57014";

/** The settings of every connection, also of the one that listens (notifications/postgres-listener.ts). */
export function postgresSettings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: "pay-checkout",
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: defaultAnswerTimeoutMs,
  };
}

/**
 * 64-bit integers are times and counts here. All of them fit a double exactly; one that does not is refused.
 */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("an integer of the database exceeds 2^53");
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === int8Oid ? parseInt8 : pg.types.getTypeParser(oid, format)),
};

export interface GuardedPool {
  /** Resolves to a connection once one is free. Give it back by `release(destroy)`. */
  connect(): Promise<pg.PoolClient>;
  /** False where a pooler gives each transaction another connection of the server. */
  keepsStatements(client: pg.PoolClient): boolean;
  use(): PoolUse;
  /** Can be called more than once. */
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
  const pooled = new WeakSet<pg.ClientBase>();
  let isPoolerKnown = false;

  async function begin(client: pg.ClientBase): Promise<void> {
    if (!(await beginPostgresSession(client))) return;
    pooled.add(client);
    if (isPoolerKnown) return;
    isPoolerKnown = true;
    logger?.warn(
      {},
      "a pooler stands before PostgreSQL: statements are not prepared, and have no limit of time",
    );
  }

  const pool = new pg.Pool({
    ...postgresSettings(url),
    types,
    max: poolSize,
    query_timeout: answerTimeoutMs,
    // Several statements may be under way on one connection; see postgres-pipeline.ts.
    pipeline: true,
    onConnect: begin,
  });
  const places = createPlaces({ count: poolSize, maxWaitMs: answerTimeoutMs });
  // Without a listener a lost connection would end the process. The pool's listener covers idle connections,
  // the client's those in use. The user of a connection gets the error from its query.
  pool.on("error", (error) => logger?.warn({ err: error }, "a database connection was lost"));
  pool.on("connect", (client) => client.on("error", () => undefined));
  pool.on("connect", watchCommits);
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
    keepsStatements: (client) => !pooled.has(client),
    use() {
      const { taken: busy, waiting } = places.use();
      return { busy, idle: pool.idleCount, waiting, most: poolSize };
    },
    end() {
      ending ??= pool.end();
      return ending;
    },
  };
}

/**
 * True when the server refused one statement or the whole transaction, and the connection can be used again.
 */
export function isAnswered(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || isStalePlan(error)) return false;
  return !isUnavailable(error) || isRetryable(error) || error.code === statementTimeoutCode;
}

/**
 * The pool for Kysely. It discards a client that once failed to answer, or whose server has become a standby. pg would
 * put it back, and each later user would wait for the answer that never came, or be refused while another server writes.
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
            const answer = await target.query(text, parameters);
            assertConfirmed(target);
            return answer;
          } catch (error) {
            if (isUnavailable(error) && error instanceof Error && !isAnswered(error)) broken = error;
            throw error;
          }
        };
      },
    });
  }

  return {
    options: pool.options,
    async end() {
      // openPostgres ends the pool, after the changes that are under way.
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
