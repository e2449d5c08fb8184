/** The floor on SQLite: one commit for all transactions that are requested in one turn of the event loop. */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { isRow, type Read, type Row, type Step, type Store, sqlOf, valuesOf, type Write } from "./writes.ts";

interface Waiting {
  readonly write: Write;
  readonly rows: readonly Row[];
  resolve(): void;
  reject(error: unknown): void;
}

/** @param path of a file that has the product's tables. */
export function openSqliteStore(path: string): Store {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true });
  database.exec("pragma journal_mode = wal");
  database.exec("pragma synchronous = full");
  const begin = database.prepare("begin immediate");
  const commit = database.prepare("commit");
  const steps = new Map<Step, StatementSync>();
  const reads = new Map<Read, StatementSync>();
  let waiting: Waiting[] = [];

  function prepared<Key>(known: Map<Key, StatementSync>, key: Key, sql: () => string): StatementSync {
    const statement = known.get(key) ?? database.prepare(sql());
    known.set(key, statement);
    return statement;
  }

  function run({ write, rows }: Waiting): void {
    for (const [index, step] of write.steps.entries()) {
      const row = rows[index];
      if (row === undefined) throw new Error(`${write.name} lacks a row for step ${index}`);
      prepared(steps, step, () => sqlOf(step, () => "?")).run(...valuesOf(step, row));
    }
  }

  function flush(): void {
    const turn = waiting;
    waiting = [];
    try {
      begin.run();
      turn.forEach(run);
      commit.run();
      for (const { resolve } of turn) resolve();
    } catch (error) {
      // The floor expects no errors. An error is a bug and rejects all transactions of the turn.
      if (database.isTransaction) database.exec("rollback");
      for (const { reject } of turn) reject(error);
    }
  }

  return {
    write(write, rows) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ write, rows, resolve, reject });
      if (waiting.length === 1) setImmediate(flush);
      return promise;
    },
    async read<T extends object>(read: Read, value: string) {
      const row = prepared(reads, read, () => read.sql).get(value);
      return row !== undefined && isRow<T>(row) ? row : undefined;
    },
    close: async () => database.close(),
  };
}
