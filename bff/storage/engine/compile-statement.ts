/** Compiles the text of a statement in each engine's dialect, without any connection. */
import {
  type CompiledQuery,
  DeleteQueryNode,
  DummyDriver,
  InsertQueryNode,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  type QueryExecutorProvider,
  RawNode,
  type RootOperationNode,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  UpdateQueryNode,
} from "kysely";
import type { Schema } from "../schema.ts";
import type { Engine } from "./database.ts";
import { LiteralLimitPostgresCompiler, LiteralLimitSqliteCompiler } from "./literal-limits.ts";
import { isSqlValue, Placeholder, placeholdersFor, type SqlValue } from "./placeholders.ts";

/** A Kysely query or `sql` template. */
export interface Compilable<Row> {
  compile(executorProvider: QueryExecutorProvider): CompiledQuery<Row>;
}

export type Build<Values, Row> = (db: Kysely<Schema>, values: Values, engine: Engine) => Compilable<Row>;

export interface CompiledText<Values> {
  readonly sql: string;
  /** The parameters in order. Throws a TypeError on a value that is missing or that no driver can bind. */
  bind(values: Values): SqlValue[];
}

const compilers: Readonly<Record<Engine, Kysely<Schema>>> = {
  sqlite: new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
      createQueryCompiler: () => new LiteralLimitSqliteCompiler(),
    },
  }),
  postgres: new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new LiteralLimitPostgresCompiler(),
    },
  }),
};

export function compileStatement<Values extends object, Row>(input: {
  readonly kind: "query" | "write";
  readonly name: string;
  readonly engine: Engine;
  readonly build: Build<Values, Row>;
}): CompiledText<Values> {
  const { kind, name, engine, build } = input;
  const db = compilers[engine];
  const { sql, parameters, query } = build(db, placeholdersFor<Values>(), engine).compile(db);
  if (!RawNode.is(query) && kindOf(query) !== kind) {
    throw new TypeError(`Statement "${name}": a query reads, and a write returns no rows.`);
  }
  const slots = parameters.map((parameter) => slotFor<Values>(name, parameter));
  return { sql, bind: (values) => slots.map((slot) => slot(values)) };
}

function kindOf(node: RootOperationNode): "query" | "write" | undefined {
  if (SelectQueryNode.is(node)) return "query";
  const isChange = InsertQueryNode.is(node) || UpdateQueryNode.is(node) || DeleteQueryNode.is(node);
  return isChange && node.returning === undefined ? "write" : undefined;
}

/** How one parameter gets its value. */
function slotFor<Values extends object>(name: string, parameter: unknown): (values: Values) => SqlValue {
  if (parameter instanceof Placeholder) {
    const { key } = parameter;
    return (values) => bindable(name, key, isKeyOf(values, key) ? values[key] : undefined);
  }
  const constant = bindable(name, "a constant", parameter);
  return () => constant;
}

function isKeyOf<Values extends object>(values: Values, key: PropertyKey): key is keyof Values {
  return key in values;
}

function bindable(name: string, key: string, value: unknown): SqlValue {
  if (isSqlValue(value)) return value;
  const what = value === undefined ? "is missing" : `can't be of type ${typeof value}`;
  throw new TypeError(`Statement "${name}": the value "${key}" ${what}.`);
}
