/**
 * The one connection that writes, one transaction at a time. When a transaction ends while others wait for
 * their turn, they share its commit, because the disk is the slow part. Each of them resolves once the commit
 * is durable, as if it had been alone. A rollback of one does not affect the others, because it runs in a
 * savepoint. When no other transaction waits, a transaction is committed at once.
 */
import type { CompiledQuery, QueryResult } from "kysely";
import { createMutex } from "./mutex.ts";
import { createPatience, type SqliteConnection, whileBusy } from "./sqlite-connection.ts";

/**
 * The most transactions that share a commit: the first one waits a few milliseconds for it. A number and not a
 * time, so that the same calls always behave the same.
 */
const maxPerCommit = 8;

export interface SqliteWriter {
  /** Resolves on the caller's turn. Throws when another process holds the lock for too long. */
  begin(): Promise<WriterTurn>;
  /** Only for the caller whose turn it is. */
  execute<R>(query: CompiledQuery): QueryResult<R>;
  /** One statement, as a transaction of its own. */
  executeAlone<R>(query: CompiledQuery): Promise<QueryResult<R>>;
  /**
   * Calls `work` while no transaction is open. Calls it again while it throws because another process holds the
   * lock; `work` must have left no transaction open then.
   */
  alone<T>(work: () => T): Promise<T>;
  /** Waits for the transaction that runs. */
  close(): Promise<void>;
}

/** Call `commit` or `rollback` exactly once. */
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

function createGroup(): Group {
  const durable = Promise.withResolvers<void>();
  // A group that fails before it has a member has nobody who waits, and a rejection without a handler would end the
  // process. Its transactions throw by themselves.
  durable.promise.catch(() => undefined);
  return { durable, members: 0 };
}

export function createSqliteWriter(options: {
  readonly connection: SqliteConnection;
  readonly busyTimeoutMs: number;
}): SqliteWriter {
  const { connection, busyTimeoutMs } = options;
  const mutex = createMutex();
  const patience = createPatience(busyTimeoutMs);
  let group: Group | undefined;
  /** The error that made SQLite roll back the whole transaction by itself, such as a full disk. */
  let collapse: unknown;

  async function enter(release: () => void): Promise<WriterTurn> {
    const isFirst = group === undefined;
    if (isFirst) await patience.whileBusy(() => connection.run("begin immediate"));
    else connection.run("savepoint turn");
    group ??= createGroup();
    return turnIn(group, isFirst, release);
  }

  function turnIn(current: Group, isFirst: boolean, release: () => void): WriterTurn {
    /** A waiting transaction continues the group; without one the group is committed. */
    const continueGroup = async () => {
      const mayGrow = current.members < maxPerCommit && mutex.waiting() > 0;
      if (!mayGrow) await commitGroup(current);
      release();
    };
    return {
      async commit() {
        if (!isFirst) connection.run("release turn");
        current.members++;
        await continueGroup();
        await current.durable.promise;
      },
      async rollback() {
        if (!connection.inTransaction) {
          group = undefined;
          current.durable.reject(collapse ?? new Error("SQLite rolled the transaction back"));
          release();
        } else if (isFirst) {
          group = undefined;
          connection.run("rollback");
          release();
        } else {
          connection.run("rollback to turn");
          connection.run("release turn");
          await continueGroup();
        }
      },
    };
  }

  /** Never throws: the result goes to the members through `durable`. */
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
      // The transaction that failed was to continue the group.
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
          return await patience.whileBusy(() => connection.execute<R>(query));
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
        return await patience.whileBusy(work);
      } finally {
        release();
      }
    },
    async close() {
      const release = await mutex.acquire();
      if (group !== undefined) await commitGroup(group);
      // The last connection to close moves the write-ahead log into the file.
      connection.close();
      release();
    },
  };
}
