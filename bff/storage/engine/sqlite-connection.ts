/** One SQLite connection for Kysely. It keeps prepared statements and checks parameters. */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import type { CompiledQuery, QueryResult } from "kysely";
import { isBusy } from "./database-errors.ts";
import { isSqlValue, type SqlValue } from "./placeholders.ts";
import { assertOwnName, type Statement } from "./statements.ts";

/** Kysely writes a new text for each length of an IN list, so the number of texts has no natural limit. */
const maxStatements = 500;
const maxPauseMs = 25;

export interface SqliteConnection {
  readonly inTransaction: boolean;
  execute<R>(query: CompiledQuery): QueryResult<R>;
  /** The rows of a statement that stays prepared for the connection's life. */
  rowsOf(statement: Statement, parameters: readonly SqlValue[]): unknown[];
  /** Runs such a statement and returns how many rows it changed. */
  changesOf(statement: Statement, parameters: readonly SqlValue[]): number | bigint;
  run(statement: string): void;
  /** Reads the statistics of the tables anew, which a connection does only when it is opened. */
  reopen(): void;
  close(): void;
}

export interface SqliteOpening {
  readonly path: string;
  readonly readOnly: boolean;
}

function open(opening: SqliteOpening): DatabaseSync {
  return new DatabaseSync(opening.path, {
    readOnly: opening.readOnly,
    enableForeignKeyConstraints: true,
    enableDoubleQuotedStringLiterals: false,
    // SQLite's own wait would block the whole process. If another connection of this process holds the lock,
    // its transaction could never end. whileBusy waits instead, with the event loop running.
    timeout: 0,
  });
}

/** Opens a connection with its own settings only. sqlite-dialect.ts sets those of the file. */
export function openSqliteConnection(opening: SqliteOpening): SqliteConnection {
  let database = open(opening);
  const statements = new Map<string, Prepared>();
  /** As many as the program defines; none is ever evicted. */
  const defined = new Map<Statement, StatementSync>();

  function prepareDefined(statement: Statement): StatementSync {
    const known = defined.get(statement);
    if (known !== undefined) return known;
    assertOwnName(statement, defined.keys());
    const prepared = database.prepare(statement.sql("sqlite"));
    defined.set(statement, prepared);
    return prepared;
  }

  function prepare(text: string): Prepared {
    const known = statements.get(text);
    if (known !== undefined) {
      statements.delete(text);
      statements.set(text, known);
      return known;
    }
    const statement = database.prepare(text);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    statements.set(text, prepared);
    if (statements.size > maxStatements) {
      const [oldest] = statements.keys();
      if (oldest !== undefined) statements.delete(oldest);
    }
    return prepared;
  }

  return {
    get inTransaction() {
      return database.isTransaction;
    },
    execute<R>(query: CompiledQuery): QueryResult<R> {
      const { statement, returnsRows } = prepare(query.sql);
      const parameters = query.parameters.map(toInputValue);
      if (returnsRows) {
        const rows: unknown = statement.all(...parameters);
        if (!isRowList<R>(rows)) throw new TypeError("SQLite answered with something that is not a list");
        return { rows, numAffectedRows: BigInt(rows.length) };
      }
      const { changes } = statement.run(...parameters);
      return { rows: [], numAffectedRows: BigInt(changes) };
    },
    rowsOf: (statement, parameters) => prepareDefined(statement).all(...parameters),
    changesOf: (statement, parameters) => prepareDefined(statement).run(...parameters).changes,
    run: (statement) => database.exec(statement),
    reopen() {
      statements.clear();
      defined.clear();
      const before = database;
      database = open(opening);
      before.close();
    },
    close: () => database.close(),
  };
}

interface Prepared {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

function toInputValue(value: unknown): SqlValue {
  if (isSqlValue(value)) return value;
  throw new TypeError(`SQLite takes no parameter of type ${typeof value}`);
}

/** Checks the shape only; Kysely's types guarantee the columns. */
function isRowList<R>(rows: unknown): rows is R[] {
  return Array.isArray(rows);
}

/**
 * Repeats `attempt` while another connection holds the lock. SQLite has changed nothing then. Throws SQLite's
 * own "database is locked" after `timeoutMs`.
 */
export async function whileBusy<T>(timeoutMs: number, attempt: () => T): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, maxPauseMs)) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
    }
    await sleep(pauseMs * (0.5 + Math.random()));
  }
}

export interface Patience {
  whileBusy<T>(attempt: () => T): Promise<T>;
}

/**
 * {@link whileBusy} for callers who queue behind one another. They all wait for the same lock, so their time runs from
 * the first attempt that found it taken: the last of a queue waits no longer than the first.
 */
export function createPatience(timeoutMs: number): Patience {
  /** The first and the last attempt that found the lock taken, since one got it. Monotonic ms. */
  let held: { readonly firstMs: number; readonly lastMs: number } | undefined;

  function noteHeld(): void {
    const nowMs = performance.now();
    held = { firstMs: held?.firstMs ?? nowMs, lastMs: nowMs };
  }

  function leftMs(): number {
    const nowMs = performance.now();
    // Nobody has tried for a while. It may have been free.
    if (held !== undefined && nowMs - held.lastMs >= timeoutMs) held = undefined;
    return timeoutMs - (nowMs - (held?.firstMs ?? nowMs));
  }

  return {
    whileBusy: (attempt) =>
      whileBusy(leftMs(), () => {
        try {
          const result = attempt();
          held = undefined;
          return result;
        } catch (error) {
          if (isBusy(error)) noteHeld();
          else held = undefined;
          throw error;
        }
      }),
  };
}
