/**
 * A change of state: load rows, decide in memory, commit the writes. It is a value that both engines can run.
 */
import type { Dialect } from "kysely";
import { OperatorError } from "../../core/operator-error.ts";
import type { Query, Write } from "./statements.ts";

/** The rows of each query, in the order of the queries. */
export type RowSets<Queries extends readonly Query<unknown>[]> = {
  -readonly [Index in keyof Queries]: Queries[Index] extends Query<infer Row> ? Row[] : never;
};

export interface Decision<Result> {
  /** Executed in this order, all or none. An empty list commits nothing. */
  readonly writes: readonly Write[];
  readonly result: Result;
}

export interface Change<Queries extends readonly Query<unknown>[], Result> {
  /** All queries see the same snapshot. */
  readonly load: Queries;
  /**
   * The rows as the caller believes them to be, because it has just written them. The first decision is made on
   * these rows, without loading. Only for a change with a gate, which checks that they are still right.
   */
  readonly known?: RowSets<Queries> | undefined;
  /**
   * Must be pure: it runs again when another change was committed first, which a gate or a unique value
   * detects. It can't use the database. `change` throws what it throws, and nothing is written then.
   */
  decide(rowSets: RowSets<Queries>): Decision<Result>;
}

/** Runs reads and changes on one engine. */
export interface ChangeRunner {
  /** Each query sees a snapshot of its own. */
  readAll<const Queries extends readonly Query<unknown>[]>(queries: Queries): Promise<RowSets<Queries>>;
  change<const Queries extends readonly Query<unknown>[], Result>(
    change: Change<Queries, Result>,
  ): Promise<Result>;
  /** Waits for the changes that have been requested. */
  close(): Promise<void>;
}

/** The connections of a pool: how many work, how many are idle, how many callers wait, and how many there may be. */
export interface PoolUse {
  readonly busy: number;
  readonly idle: number;
  readonly waiting: number;
  readonly most: number;
}

/** An opened engine: the dialect for Kysely, and the runner for changes. */
export interface OpenedEngine {
  readonly dialect: Dialect;
  readonly changes: ChangeRunner;
  /** Absent where there is no pool. */
  readonly poolUse?: () => PoolUse;
  /** Absent where the database does it by itself. */
  readonly keepStatistics?: () => Promise<number>;
  /** Can be called more than once. Waits for the transaction that runs. */
  close(): Promise<void>;
}

/** A gate did not match: another change of the row was committed since it was loaded. */
export class GateMissed extends OperatorError {
  override readonly name = "GateMissed";
}

/** Checks the shape only; Kysely's types guarantee the columns. */
export function areRowSets<Queries extends readonly Query<unknown>[]>(
  rowSets: unknown[],
  queries: Queries,
): rowSets is RowSets<Queries> {
  return rowSets.length === queries.length && rowSets.every(Array.isArray);
}
