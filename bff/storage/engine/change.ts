/** A change of state: load rows, decide in memory, commit the writes; as a value that either engine can run. */
import type { Dialect } from "kysely";
import type { Query, Write } from "./statements.ts";

/** The rows of each query, in the order of the queries. */
export type RowSets<Queries extends readonly Query<unknown>[]> = {
  -readonly [Index in keyof Queries]: Queries[Index] extends Query<infer Row> ? Row[] : never;
};

export interface Decision<Result> {
  /** In this order, whole or not at all. Without one nothing is committed. */
  readonly writes: readonly Write[];
  readonly result: Result;
}

export interface Change<Queries extends readonly Query<unknown>[], Result> {
  /** All of them see the same moment. */
  readonly load: Queries;
  /**
   * The rows as they are believed to be, by whoever has just written them: the first decision is made on these, and
   * nothing is loaded. Only for a change with a gate, which says whether they are still so.
   */
  readonly known?: RowSets<Queries> | undefined;
  /**
   * Must be pure: it runs again when somebody else was faster, which a gate or a unique value tells. The database
   * can't be used in it. What it throws is thrown by `change`, and nothing is written.
   */
  decide(rowSets: RowSets<Queries>): Decision<Result>;
}

/** What reads and changes, on one engine. */
export interface ChangeRunner {
  /** Each query sees its own moment. */
  readAll<const Queries extends readonly Query<unknown>[]>(queries: Queries): Promise<RowSets<Queries>>;
  change<const Queries extends readonly Query<unknown>[], Result>(
    change: Change<Queries, Result>,
  ): Promise<Result>;
  /** Waits for the changes that were asked for. */
  close(): Promise<void>;
}

/** An engine as it was opened: Kysely's way into it, and ours. */
export interface OpenedEngine {
  readonly dialect: Dialect;
  readonly changes: ChangeRunner;
  /** Once or more often. Waits for the transaction that runs. */
  close(): Promise<void>;
}

/** A gate did not match: somebody else has changed the row since it was loaded. */
export class GateMissed extends Error {
  override readonly name = "GateMissed";
}

/** Which columns a row has is Kysely's knowledge, from the schema and the query. */
export function areRowSets<Queries extends readonly Query<unknown>[]>(
  rowSets: unknown[],
  queries: Queries,
): rowSets is RowSets<Queries> {
  return rowSets.length === queries.length && rowSets.every(Array.isArray);
}
