/** Loaded before a program whose statements on SQLite are to be counted; it costs a little at each. */
import { DatabaseSync, StatementSync } from "node:sqlite";
import { kindOf } from "./counts.ts";
import { ownCounts } from "./reporter.ts";

const databases = new WeakMap<StatementSync, DatabaseSync>();
const kinds = new Map<string, ReturnType<typeof kindOf>>();

function count(sql: string, database: DatabaseSync | undefined, wasInside: boolean): void {
  const kind = kinds.get(sql) ?? kindOf(sql);
  kinds.set(sql, kind);
  if (kind === "read" || kind === "write") ownCounts.statements++;
  const isAlone = kind === "write" && !wasInside && database?.isTransaction === false;
  if (kind === "commit" || isAlone) ownCounts.commits++;
}

const { prepare, exec } = DatabaseSync.prototype;
DatabaseSync.prototype.prepare = function countedPrepare(...given) {
  const statement = prepare.apply(this, given);
  databases.set(statement, this);
  return statement;
};
DatabaseSync.prototype.exec = function countedExec(sql) {
  const wasInside = this.isTransaction;
  exec.call(this, sql);
  count(sql, this, wasInside);
};

for (const name of ["run", "get", "all", "iterate"] as const) {
  const plain = StatementSync.prototype[name];
  Object.defineProperty(StatementSync.prototype, name, {
    value: function counted(this: StatementSync, ...values: unknown[]) {
      const database = databases.get(this);
      const wasInside = database?.isTransaction === true;
      const result: unknown = Reflect.apply(plain, this, values);
      count(this.sourceSQL, database, wasInside);
      return result;
    },
  });
}
