/**
 * Changes on SQLite. All changes that wait in one turn of the event loop run one after the other in one
 * transaction and share its commit, because the disk is the slow part. Each change resolves once the commit is
 * durable. Loading, deciding and writing of all of them never yield to the event loop, so no other code of this
 * process can run in between. The file's lock keeps other processes out.
 */
import { areRowSets, type Change, type ChangeRunner, GateMissed, type RowSets } from "./change.ts";
import { isBusy, isUnavailable, isUniqueViolation } from "./database-errors.ts";
import { type SqliteConnection, whileBusy } from "./sqlite-connection.ts";
import type { SqliteWriter } from "./sqlite-writer.ts";
import type { Query, Write } from "./statements.ts";
import type { TransactionScope } from "./transaction-scope.ts";

/**
 * The most changes that share a commit. A number and not a time, so that the same calls always behave the same.
 */
const maxPerCommit = 32;
/** No other change can come in between here, but a random id may exist already. */
const maxAttempts = 3;

export interface SqliteChangesOptions {
  readonly writer: SqliteWriter;
  /** The writer's connection. */
  readonly connection: SqliteConnection;
  /** Undefined for a database in memory, which exists on one connection only. */
  readonly reader: SqliteConnection | undefined;
  readonly scope: TransactionScope;
  readonly busyTimeoutMs: number;
}

/** A waiting change, without its types. */
interface Member {
  attempts: number;
  /** Loads and decides. */
  decide(): { readonly writes: readonly Write[]; deliver(): void };
  reject(error: unknown): void;
}

export function createSqliteChanges(options: SqliteChangesOptions): ChangeRunner {
  const { writer, connection, reader, scope, busyTimeoutMs } = options;
  const waiting: Member[] = [];
  let draining: Promise<void> | undefined;

  function load<Queries extends readonly Query<unknown>[]>(
    from: SqliteConnection,
    queries: Queries,
  ): RowSets<Queries> {
    const rowSets = queries.map((query) => from.rowsOf(query.statement, query.parameters("sqlite")));
    if (!areRowSets(rowSets, queries))
      throw new TypeError("SQLite answered with something that is not a list");
    return rowSets;
  }

  function memberOf<Queries extends readonly Query<unknown>[], Result>(
    change: Change<Queries, Result>,
    resolve: (result: Result) => void,
    reject: (error: unknown) => void,
  ): Member {
    let { known } = change;
    return {
      attempts: 0,
      reject,
      decide() {
        const rowSets = known ?? load(connection, change.load);
        known = undefined;
        const { writes, result } = scope.decide(() => change.decide(rowSets));
        return { writes, deliver: () => resolve(result) };
      },
    };
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // Changes that are requested in this turn join the group.
      await new Promise((resolve) => setImmediate(resolve));
      const group = new Set<Member>();
      try {
        await writer.alone(() => {
          if (group.size === 0) for (const member of waiting.splice(0, maxPerCommit)) group.add(member);
          commitGroup(group);
        });
      } catch (error) {
        rejectAll(group, error);
      }
    }
    draining = undefined;
  }

  /**
   * Commits the group, without the members whose writes fail. Throws, with nothing written, when no transaction
   * can be started.
   */
  function commitGroup(group: Set<Member>): void {
    while (group.size > 0) {
      const failure = commitAll(group);
      if (failure === undefined) return;
      const { member, error } = failure;
      group.delete(member);
      member.attempts++;
      const mayDecideAgain = error instanceof GateMissed || isUniqueViolation(error);
      if (mayDecideAgain && member.attempts < maxAttempts) waiting.unshift(member);
      else member.reject(error);
    }
  }

  /**
   * @returns the member whose writes failed. Nothing was written then, and the others have to run again without
   *   it.
   */
  function commitAll(group: Set<Member>): { readonly member: Member; readonly error: unknown } | undefined {
    const deliveries: (() => void)[] = [];
    let hasWritten = false;
    connection.run("begin immediate");
    for (const member of group) {
      const decision = decideFor(member);
      // SQLite has rolled back by itself. Every later write would be committed alone.
      if (!connection.inTransaction) return collapse(group, decision.error);
      deliveries.push(decision.deliver);
      try {
        applyAll(decision.writes);
        hasWritten ||= decision.writes.length > 0;
      } catch (error) {
        return isCollapse(error) ? collapse(group, error) : rollBackFor({ member, error });
      }
    }
    try {
      connection.run(hasWritten ? "commit" : "rollback");
    } catch (error) {
      return collapse(group, error);
    }
    group.clear();
    for (const deliver of deliveries) deliver();
    return undefined;
  }

  /** An error is delivered after the commit, like a result: it may depend on writes of other members. */
  function decideFor(member: Member): ReturnType<Member["decide"]> & { readonly error?: unknown } {
    try {
      return member.decide();
    } catch (error) {
      return { writes: [], deliver: () => member.reject(error), error };
    }
  }

  function applyAll(writes: readonly Write[]): void {
    for (const write of writes) {
      const changes = connection.changesOf(write.statement, write.parameters("sqlite"));
      if (write.isGate && Number(changes) !== 1) {
        throw new GateMissed(`"${write.statement.name}" changed ${changes} rows and not one`);
      }
    }
  }

  /** The disk is full or broken, or SQLite has rolled back the whole transaction by itself. */
  function isCollapse(error: unknown): boolean {
    return isUnavailable(error) || !connection.inTransaction;
  }

  /**
   * Rolls back and rejects all members. Throws when another process holds the lock: then all of them may run
   * again.
   */
  function collapse(group: Set<Member>, error: unknown): undefined {
    if (connection.inTransaction) connection.run("rollback");
    if (isBusy(error)) throw error;
    rejectAll(group, error);
  }

  function rollBackFor<Failure>(failure: Failure): Failure {
    connection.run("rollback");
    return failure;
  }

  function rejectAll(group: Set<Member>, error: unknown): void {
    for (const member of group) member.reject(error);
    group.clear();
  }

  return {
    async readAll(queries) {
      if (reader === undefined) return await writer.alone(() => load(connection, queries));
      return await whileBusy(busyTimeoutMs, () => load(reader, queries));
    },
    change: (change) =>
      new Promise((resolve, reject) => {
        waiting.push(memberOf(change, resolve, reject));
        draining ??= drain();
      }),
    async close() {
      await draining;
    },
  };
}
