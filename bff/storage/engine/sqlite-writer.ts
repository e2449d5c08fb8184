/**
 * The one connection that writes. Transactions go one after the other; those that already wait for their turn when one
 * ends share its commit, because what takes long is the disk: each of them is told "committed" when the disk has it,
 * as if it had been alone. One that is rolled back takes nothing of the others with it (it runs in a savepoint). When
 * nobody waits, each transaction is committed by itself at once.
 */
import type { CompiledQuery, QueryResult } from "kysely";
import { createMutex } from "./mutex.ts";
import { type SqliteConnection, whileBusy } from "./sqlite-connection.ts";

/**
 * A commit is waited for by at most so many: a few milliseconds for the first of them. A number and not a time, so that
 * the same calls always do the same.
 */
const mostTogether = 8;

export interface SqliteWriter {
  /** Resolves when it is the caller's turn. Throws when another process holds the lock for too long. */
  begin(): Promise<WriterTurn>;
  /** For the one whose turn it is. */
  execute<R>(query: CompiledQuery): QueryResult<R>;
  /** One statement, as a transaction of its own. */
  executeAlone<R>(query: CompiledQuery): Promise<QueryResult<R>>;
  /**
   * Calls `work` when nobody is in a transaction, and again while it throws that another process holds the lock: it
   * must have left no transaction open then.
   */
  alone<T>(work: () => T): Promise<T>;
  /** Waits for the transaction that runs. */
  close(): Promise<void>;
}

/** End it exactly once. */
export interface WriterTurn {
  /** Resolves when it is durable. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Transactions that share a commit. */
interface Group {
  readonly durable: PromiseWithResolvers<void>;
  members: number;
}

export function createSqliteWriter(options: {
  readonly connection: SqliteConnection;
  readonly busyTimeoutMs: number;
}): SqliteWriter {
  const { connection, busyTimeoutMs } = options;
  const mutex = createMutex();
  let group: Group | undefined;
  /** What made SQLite roll everything back by itself: a full disk, for one. */
  let collapse: unknown;

  async function enter(release: () => void): Promise<WriterTurn> {
    const isFirst = group === undefined;
    if (isFirst) await whileBusy(busyTimeoutMs, () => connection.run("begin immediate"));
    else connection.run("savepoint turn");
    group ??= { durable: Promise.withResolvers(), members: 0 };
    return turnIn(group, isFirst, release);
  }

  function turnIn(current: Group, isFirst: boolean, release: () => void): WriterTurn {
    /** Somebody who waits carries the group on, or it ends here. */
    const goOn = async () => {
      const mayGrow = current.members < mostTogether && mutex.waiting() > 0;
      if (!mayGrow) await commitGroup(current);
      release();
    };
    return {
      async commit() {
        if (!isFirst) connection.run("release turn");
        current.members++;
        await goOn();
        await current.durable.promise;
      },
      async rollback() {
        if (!connection.inTransaction) {
          group = undefined;
          current.durable.reject(collapse ?? new Error("SQLite gave the transaction up"));
          release();
        } else if (isFirst) {
          group = undefined;
          connection.run("rollback");
          release();
        } else {
          connection.run("rollback to turn");
          connection.run("release turn");
          await goOn();
        }
      },
    };
  }

  /** Never throws: whether it worked is what its members wait to hear. */
  async function commitGroup(ending: Group): Promise<void> {
    try {
      await whileBusy(busyTimeoutMs, () => connection.run("commit"));
      ending.durable.resolve();
    } catch (error) {
      ending.durable.reject(error);
      if (connection.inTransaction) connection.run("rollback");
    } finally {
      group = undefined;
    }
  }

  function execute<R>(query: CompiledQuery): QueryResult<R> {
    try {
      return connection.execute<R>(query);
    } catch (error) {
      if (group !== undefined && !connection.inTransaction) collapse = error;
      throw error;
    }
  }

  async function beginAfter(release: () => void): Promise<WriterTurn> {
    try {
      return await enter(release);
    } catch (error) {
      // It was the one that was to carry the group on.
      if (group !== undefined) await commitGroup(group);
      release();
      throw error;
    }
  }

  return {
    execute,
    async begin() {
      return await beginAfter(await mutex.acquire());
    },
    async executeAlone<R>(query: CompiledQuery) {
      const release = await mutex.acquire();
      if (group === undefined && mutex.waiting() === 0) {
        try {
          return await whileBusy(busyTimeoutMs, () => connection.execute<R>(query));
        } finally {
          release();
        }
      }
      const turn = await beginAfter(release);
      let result: QueryResult<R>;
      try {
        result = execute<R>(query);
      } catch (error) {
        await turn.rollback();
        throw error;
      }
      await turn.commit();
      return result;
    },
    async alone(work) {
      const release = await mutex.acquire();
      try {
        if (group !== undefined) await commitGroup(group);
        return await whileBusy(busyTimeoutMs, work);
      } finally {
        release();
      }
    },
    async close() {
      const release = await mutex.acquire();
      if (group !== undefined) await commitGroup(group);
      // The last one to close moves the log into the file.
      connection.close();
      release();
    },
  };
}
