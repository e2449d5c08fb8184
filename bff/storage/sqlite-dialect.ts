/**
 * Kysely on node:sqlite. One connection writes, one at a time, every transaction from its first moment
 * (`begin immediate`: one that read first and wrote then would fail for good when somebody wrote in between).
 * Another only reads, so that a read outside a transaction neither waits for one nor sees half of it (measured with 64
 * writers at once: a read takes 0.05 ms instead of the 17 ms that it stands in the writers' queue).
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { createMutex } from "./mutex.ts";
import { openSqliteConnection, type SqliteConnection, whileBusy } from "./sqlite-connection.ts";
import type { TransactionScope } from "./transaction-scope.ts";

export interface SqliteDialectOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  readonly scope: TransactionScope;
  /** How long another process's lock is waited for. */
  readonly busyTimeoutMs: number;
}

/** Opens the file at once, so that one that can't be opened is known at start. */
export async function createSqliteDialect(options: SqliteDialectOptions): Promise<Dialect> {
  const driver = await createSqliteDriver(options);
  return {
    createAdapter: () => new TransactionalSqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Kysely is careful on behalf of all drivers. This one does guard its connection, and SQLite can roll DDL back. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

async function openWriter(options: SqliteDialectOptions): Promise<SqliteConnection> {
  const writer = openSqliteConnection({ path: options.path, readOnly: false });
  try {
    // Going over to WAL needs the file alone, and SQLite does not wait for that whatever its timeout.
    await whileBusy(options.busyTimeoutMs, () => writer.run("pragma journal_mode = wal"));
    writer.run("pragma synchronous = full");
    return writer;
  } catch (error) {
    writer.close();
    throw error;
  }
}

async function createSqliteDriver(options: SqliteDialectOptions): Promise<Driver> {
  const { scope, busyTimeoutMs } = options;
  const writer = await openWriter(options);
  // A database in memory belongs to its one connection.
  const reader =
    options.path === ":memory:" ? undefined : openSqliteConnection({ path: options.path, readOnly: true });
  const mutex = createMutex();
  /** Of each connection that is inside a transaction: how to let the next one at the writer. */
  const leave = new WeakMap<DatabaseConnection, () => void>();

  async function executeOutside<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (reader !== undefined && SelectQueryNode.is(query.query)) {
      return await whileBusy(busyTimeoutMs, () => reader.execute<R>(query));
    }
    const release = await mutex.acquire();
    try {
      return await whileBusy(busyTimeoutMs, () => writer.execute<R>(query));
    } finally {
      release();
    }
  }

  function end(connection: DatabaseConnection): void {
    leave.get(connection)?.();
    leave.delete(connection);
  }

  function rollback(connection: DatabaseConnection): void {
    try {
      // A full disk, for one, makes SQLite roll back by itself.
      if (writer.inTransaction) writer.run("rollback");
    } finally {
      end(connection);
    }
  }

  return {
    async init() {
      // Everything is open already.
    },
    async acquireConnection() {
      scope.assertOutside();
      const connection: DatabaseConnection = {
        async executeQuery<R>(query: CompiledQuery) {
          return leave.has(connection) ? writer.execute<R>(query) : await executeOutside<R>(query);
        },
        async *streamQuery<R>(query: CompiledQuery) {
          yield await this.executeQuery<R>(query);
        },
      };
      return connection;
    },
    async beginTransaction(connection) {
      const release = await mutex.acquire();
      try {
        await whileBusy(busyTimeoutMs, () => writer.run("begin immediate"));
        leave.set(connection, release);
      } catch (error) {
        release();
        throw error;
      }
    },
    async commitTransaction(connection) {
      await whileBusy(busyTimeoutMs, () => writer.run("commit"));
      end(connection);
    },
    async rollbackTransaction(connection) {
      rollback(connection);
    },
    async releaseConnection(connection) {
      if (leave.has(connection)) rollback(connection);
    },
    async destroy() {
      const release = await mutex.acquire();
      reader?.close();
      // The last one to close moves the log into the file.
      writer.close();
      release();
    },
  };
}
