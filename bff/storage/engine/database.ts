/** The database: SQLite in a file beside the process, or PostgreSQL, behind one Kysely and one way to transact. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Kysely, type Transaction } from "kysely";
import type { Schema } from "../schema.ts";
import type { Change, OpenedEngine, RowSets } from "./change.ts";
import { isRetryable, isUnavailable } from "./database-errors.ts";
import { openPostgres } from "./postgres-dialect.ts";
import { defaultAnswerTimeoutMs } from "./postgres-pool.ts";
import { openSqlite } from "./sqlite-dialect.ts";
import type { Query } from "./statements.ts";
import { createTransactionScope, type TransactionScope } from "./transaction-scope.ts";

/** Where a repository reads and writes: the database itself, or the transaction it is called in. */
export type Executor = Kysely<Schema> | Transaction<Schema>;
export type Engine = "sqlite" | "postgres";

/**
 * The part of pino that the storage uses. Nothing it is given ever holds a row, a parameter or the URL. Errors go in as
 * `err`, of which the log keeps kind, code and place: a driver's messages name hosts and users.
 */
export interface StorageLogger {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface Database {
  readonly engine: Engine;
  /** As given to {@link openDatabase}. May hold a password: never log it. */
  readonly url: string;
  /** For reads and single writes outside a transaction. Throws when used inside one: there it is `trx`. */
  readonly kysely: Kysely<Schema>;
  /** Rows of a statement that is compiled once (statements.ts), outside a change. */
  read<Row>(query: Query<Row>): Promise<Row[]>;
  /** Several such reads, on PostgreSQL in one round trip. Each sees its own moment. */
  readAll<const Queries extends readonly Query<unknown>[]>(queries: Queries): Promise<RowSets<Queries>>;
  /**
   * Loads, decides and commits, whole or not at all; for the form see {@link Change} and statements.ts. Decides again
   * while others are faster. When the answer to a commit is lost it is unavailable, and may have been done. Throws at
   * once inside a transaction or a decision.
   */
  change<const Queries extends readonly Query<unknown>[], Result>(
    change: Change<Queries, Result>,
  ): Promise<Result>;
  /**
   * Runs `work` in a transaction; a throw rolls it back. When the database gives the transaction up for another
   * one's sake, `work` runs again from its start: it must do nothing but SQL, and no other I/O, through `trx` alone.
   */
  transaction<T>(work: (trx: Transaction<Schema>) => Promise<T>): Promise<T>;
  /** True for code that runs inside {@link Database.transaction}, at whatever depth of calls. */
  isInTransaction(): boolean;
  /** The error says that the database can't be reached or can't work now, so: 503. */
  isUnavailable(error: unknown): boolean;
  /** Waits for the transaction that runs. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `sqlite:PATH` (the folder is made; `sqlite::memory:` for none) or `postgres://…`. */
  readonly url: string;
  readonly logger?: StorageLogger;
  /** PostgreSQL connections of this process. */
  readonly poolSize?: number;
  /** PostgreSQL: how long an answer is waited for before the connection is taken for dead. */
  readonly answerTimeoutMs?: number;
  /**
   * PostgreSQL: keep statements prepared in the server, under names. False where a pooler between hands each transaction
   * to another connection and does not know them.
   */
  readonly namedStatements?: boolean;
  /** SQLite: how long the lock of another process is waited for. */
  readonly busyTimeoutMs?: number;
}

const defaultPoolSize = 10;
const defaultBusyTimeoutMs = 5_000;
const maxTransactionAttempts = 6;
const retryBaseMs = 5;
const ownerOnly = 0o700;

/** Throws when the URL is neither kind, or the SQLite file can't be opened. PostgreSQL is first asked when used. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const scope = createTransactionScope();
  if (options.url.startsWith("sqlite:")) {
    const opened = await openFile(options, scope);
    return createDatabase({ engine: "sqlite", opened, scope, url: options.url });
  }
  if (/^postgres(ql)?:\/\//.test(options.url)) {
    const opened = openPostgres({
      url: options.url,
      scope,
      poolSize: options.poolSize ?? defaultPoolSize,
      answerTimeoutMs: options.answerTimeoutMs ?? defaultAnswerTimeoutMs,
      namedStatements: options.namedStatements ?? true,
      logger: options.logger,
    });
    return createDatabase({ engine: "postgres", opened, scope, url: options.url });
  }
  throw new Error("database.url must be sqlite:PATH or postgres://…");
}

/** The file of a `sqlite:` URL. */
export function sqlitePath(url: string): string {
  const path = url.slice("sqlite:".length);
  if (path === "") throw new Error("database.url must name a file: sqlite:PATH");
  return path;
}

async function openFile(options: DatabaseOptions, scope: TransactionScope): Promise<OpenedEngine> {
  const path = sqlitePath(options.url);
  try {
    if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true, mode: ownerOnly });
    return await openSqlite({
      path,
      scope,
      busyTimeoutMs: options.busyTimeoutMs ?? defaultBusyTimeoutMs,
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The database ${path} can't be opened: ${reason}`, { cause });
  }
}

function createDatabase(parts: {
  engine: Engine;
  opened: OpenedEngine;
  scope: TransactionScope;
  url: string;
}): Database {
  const { engine, opened, scope, url } = parts;
  const kysely = new Kysely<Schema>({ dialect: opened.dialect });

  async function runOnce<T>(work: (trx: Transaction<Schema>) => Promise<T>): Promise<T> {
    return await kysely
      .transaction()
      .setIsolationLevel("read committed")
      .execute((trx) => scope.run(() => work(trx)));
  }

  async function readOne<Row>(query: Query<Row>): Promise<Row[]> {
    const [rows] = await opened.changes.readAll([query]);
    return rows;
  }

  return {
    engine,
    url,
    kysely,
    isUnavailable,
    isInTransaction: scope.isInside,
    async transaction(work) {
      scope.assertOutside();
      for (let attempt = 1; ; attempt++) {
        try {
          return await runOnce(work);
        } catch (error) {
          if (!isRetryable(error) || attempt >= maxTransactionAttempts) throw error;
        }
        await sleep(retryBaseMs * 2 ** attempt * Math.random());
      }
    },
    read(query) {
      scope.assertOutside();
      return readOne(query);
    },
    readAll(queries) {
      scope.assertOutside();
      return opened.changes.readAll(queries);
    },
    change(change) {
      scope.assertOutside();
      return opened.changes.change(change);
    },
    async close() {
      await kysely.destroy();
      await opened.close();
    },
  };
}
