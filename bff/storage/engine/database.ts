/**
 * The database: SQLite in a file, or PostgreSQL. Both have the same Kysely interface and the same transactions.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Kysely, type Transaction } from "kysely";
import { missingGrant, nameDenial } from "../../core/denied-access.ts";
import { OperatorError } from "../../core/operator-error.ts";
import type { Schema } from "../schema.ts";
import type { Change, OpenedEngine, PoolUse, RowSets } from "./change.ts";
import { isBusy, isRetryable, isUnavailable } from "./database-errors.ts";
import { openPostgres } from "./postgres-dialect.ts";
import { defaultAnswerTimeoutMs } from "./postgres-pool.ts";
import { openSqlite } from "./sqlite-dialect.ts";
import { keepFilesPrivate, makeFolders, objectToPlace } from "./sqlite-files.ts";
import type { Query } from "./statements.ts";
import { createTransactionScope, type TransactionScope } from "./transaction-scope.ts";
import { type WriteRefusal, watchRefusals } from "./write-refusals.ts";

/** The target of a repository's reads and writes: the database itself, or the current transaction. */
export type Executor = Kysely<Schema> | Transaction<Schema>;
export type Engine = "sqlite" | "postgres";

/**
 * The part of pino that the storage uses. It never gets a row, a parameter or the URL. It gets errors as `err`,
 * of which the log keeps kind, code and place, because a driver's message names hosts and users.
 */
export interface StorageLogger {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface Database {
  readonly engine: Engine;
  /** As given to {@link openDatabase}. It may hold a password: never log it. */
  readonly url: string;
  /** For reads and single writes outside a transaction. Throws inside one: use `trx` there. */
  readonly kysely: Kysely<Schema>;
  /** Reads the rows of a statement that is compiled once (statements.ts), outside a change. */
  read<Row>(query: Query<Row>): Promise<Row[]>;
  /** Several such reads, on PostgreSQL in one round trip. Each sees a snapshot of its own. */
  readAll<const Queries extends readonly Query<unknown>[]>(queries: Queries): Promise<RowSets<Queries>>;
  /**
   * Loads, decides and commits, all or nothing; see {@link Change} and statements.ts. Decides again when
   * another change was committed first. If the answer to the commit is lost, it throws an error for which
   * {@link Database.isUnavailable} is true, and the change may have been committed. Throws at once inside a
   * transaction or a decision.
   */
  change<const Queries extends readonly Query<unknown>[], Result>(
    change: Change<Queries, Result>,
  ): Promise<Result>;
  /**
   * Runs `work` in a transaction; a throw rolls it back. When the database aborts the transaction in favour of
   * another one, `work` runs again from its start. So it must do nothing but SQL, and only through `trx`.
   */
  transaction<T>(work: (trx: Transaction<Schema>) => Promise<T>): Promise<T>;
  /** True for code that runs inside {@link Database.transaction}, at whatever depth of calls. */
  isInTransaction(): boolean;
  /** True when the error means that the database can't be reached or can't work now; HTTP answers 503. */
  isUnavailable(error: unknown): boolean;
  /** The last write that a full, read-only or broken disk refused, however long ago. */
  lastRefusal(): WriteRefusal | undefined;
  /** Undefined on SQLite, which has no pool. */
  poolUse(): PoolUse | undefined;
  /**
   * Looks at the tables that have grown or shrunk tenfold since the last time, so that indexes are chosen by what is
   * there. PostgreSQL's autovacuum does that by itself.
   *
   * @returns how many tables were looked at
   */
  keepStatistics(): Promise<number>;
  /** Waits for the transaction that runs. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `sqlite:PATH` (the folder is made; `sqlite::memory:` for none) or `postgres://…`. */
  readonly url: string;
  readonly logger?: StorageLogger;
  /** The number of this process's PostgreSQL connections. */
  readonly poolSize?: number;
  /** PostgreSQL: the time-out for an answer. A connection without an answer is treated as dead. */
  readonly answerTimeoutMs?: number;
  /**
   * PostgreSQL: keep statements prepared in the server, under names. False behind a pooler that gives each
   * transaction another connection, because the names are unknown there.
   */
  readonly namedStatements?: boolean;
  /** SQLite: the time-out for another process's lock. */
  readonly busyTimeoutMs?: number;
  /** SQLite: opens a file that exists, and changes nothing in it. PostgreSQL has no use for it. */
  readonly readOnly?: boolean;
}

const defaultPoolSize = 10;
const defaultBusyTimeoutMs = 5_000;
const maxTransactionAttempts = 6;
const retryBaseMs = 5;

/**
 * Throws when the URL is neither kind, or when the SQLite file can't be opened. PostgreSQL is connected to at
 * the first use.
 */
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
  // SQLite itself is outside of Node's permission model, so it would open what Node's own functions refuse.
  const missing = path === ":memory:" ? undefined : missingGrant(path);
  if (missing !== undefined) throw new DatabaseOpenError(sayUnopened(path, missing));
  const objection = path === ":memory:" ? undefined : objectToPlace(path);
  if (objection !== undefined) throw new DatabaseOpenError(sayUnopened(path, objection));
  try {
    if (path !== ":memory:" && options.readOnly !== true) {
      makeFolders(path);
      keepFilesPrivate(path, options.logger);
    }
    return await openSqlite({
      path,
      scope,
      busyTimeoutMs: options.busyTimeoutMs ?? defaultBusyTimeoutMs,
      readOnly: options.readOnly ?? false,
    });
  } catch (cause) {
    throw new DatabaseOpenError(sayUnopened(path, reasonOf(cause)), { cause });
  }
}

function sayUnopened(path: string, reason: string): string {
  return `The database ${path} can't be opened: ${reason}`;
}

/** The file cannot be opened. The message names it, and SQLite's or the system's reason. */
export class DatabaseOpenError extends OperatorError {
  override readonly name = "DatabaseOpenError";
}

function reasonOf(cause: unknown): string {
  if (isBusy(cause)) return "another program holds its lock (SQLITE_BUSY)";
  return cause instanceof Error ? (nameDenial(cause) ?? cause.message) : String(cause);
}

function createDatabase(parts: {
  engine: Engine;
  opened: OpenedEngine;
  scope: TransactionScope;
  url: string;
}): Database {
  const { engine, opened, scope, url } = parts;
  const kysely = new Kysely<Schema>({ dialect: opened.dialect });
  const refusals = watchRefusals();

  async function runOnce<T>(work: (trx: Transaction<Schema>) => Promise<T>): Promise<T> {
    return await refusals.watch(
      kysely
        .transaction()
        .setIsolationLevel("read committed")
        .execute((trx) => scope.run(() => work(trx))),
    );
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
    lastRefusal: refusals.last,
    poolUse: () => opened.poolUse?.(),
    async keepStatistics() {
      scope.assertOutside();
      return (await opened.keepStatistics?.()) ?? 0;
    },
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
      return refusals.watch(opened.changes.change(change));
    },
    async close() {
      await kysely.destroy();
      await opened.close();
    },
  };
}
