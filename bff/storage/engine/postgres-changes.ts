/**
 * Changes on PostgreSQL: one round trip loads and one commits, on the same connection. The connection is kept
 * while `decide` runs, which takes almost no time. To give it back would mean waiting for another one while the
 * loaded rows grow old. Between the two round trips no transaction is open and no lock is held; the gate
 * detects that the rows have changed.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { areRowSets, type Change, type ChangeRunner, GateMissed, type RowSets } from "./change.ts";
import { DatabaseBusyError, isRetryable, isStalePlan, isUniqueViolation } from "./database-errors.ts";
import { createPipeline, type Pipeline, type Step } from "./postgres-pipeline.ts";
import type { GuardedPool } from "./postgres-pool.ts";
import { assertPrimary, rowIfStandby } from "./postgres-session.ts";
import { createPostgresSteps, isGateMiss, type PostgresSteps } from "./postgres-steps.ts";
import type { Query, Write } from "./statements.ts";
import type { TransactionScope } from "./transaction-scope.ts";
import { assertConfirmed } from "./unconfirmed-commits.ts";

/**
 * When several changes want the same row at once, one of them wins each round. 20 rounds serve all connections
 * of two processes.
 */
const maxAttempts = 20;
const pauseBaseMs = 2;
const maxPauseMs = 100;
/**
 * All queries of a load share one snapshot, so that the row of a gate is as old as the rows that depend on it.
 */
const beginLoad = "begin isolation level repeatable read read only";
const beginCommit = "begin isolation level read committed";

interface Connection {
  readonly client: pg.PoolClient;
  readonly pipeline: Pipeline;
  readonly steps: PostgresSteps;
  /** A pooler may give each transaction another server. Otherwise the connection was asked when it began. */
  readonly isPooled: boolean;
}

export function createPostgresChanges(options: {
  readonly pool: GuardedPool;
  readonly scope: TransactionScope;
  readonly namedStatements: boolean;
}): ChangeRunner {
  const { pool, scope } = options;
  const named = createPostgresSteps(options);
  const unnamed = createPostgresSteps({ namedStatements: false });
  const running = new Set<Promise<unknown>>();

  async function withPipeline<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    const pipeline = createPipeline(client);
    try {
      const isPooled = !pool.keepsStatements(client);
      return await work({ client, pipeline, steps: isPooled ? unnamed : named, isPooled });
    } finally {
      client.release(pipeline.isBroken);
    }
  }

  async function readOnce<Queries extends readonly Query<unknown>[]>(
    { pipeline, steps, isPooled }: Connection,
    queries: Queries,
    begin?: string,
  ): Promise<RowSets<Queries>> {
    const question: Step[] = isPooled ? [{ text: rowIfStandby }] : [];
    const prepared = [...question, ...queries.map(steps.ofQuery)];
    const result =
      begin === undefined ? await pipeline.run(prepared) : await pipeline.runInTransaction(begin, prepared);
    if (result.kind === "failed") throw result.error;
    if (isPooled) assertPrimary(result.rowSets[0]);
    const rowSets = result.rowSets.slice(question.length);
    if (!areRowSets(rowSets, queries)) throw new TypeError("PostgreSQL answered with something else");
    return rowSets;
  }

  async function commit({ client, pipeline, steps }: Connection, writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return;
    const result = await pipeline.runInTransaction(beginCommit, writes.map(steps.ofWrite));
    assertConfirmed(client);
    if (result.kind === "done") return;
    const failed = writes[result.step];
    if (failed?.isGate && isGateMiss(result.error)) {
      throw new GateMissed(`"${failed.statement.name}" did not change one row`, { cause: result.error });
    }
    throw result.error;
  }

  async function changeOnce<Queries extends readonly Query<unknown>[], Result>(
    change: Change<Queries, Result>,
    known: RowSets<Queries> | undefined,
  ): Promise<Result> {
    return await withPipeline(async (connection) => {
      const rowSets = known ?? (await readOnce(connection, change.load, beginLoad));
      const { writes, result } = scope.decide(() => change.decide(rowSets));
      await commit(connection, writes);
      return result;
    });
  }

  async function track<T>(work: Promise<T>): Promise<T> {
    running.add(work);
    try {
      return await work;
    } finally {
      running.delete(work);
    }
  }

  return {
    readAll: (queries) =>
      track(withRepeats(isStalePlan, () => withPipeline((connection) => readOnce(connection, queries)))),
    change(change) {
      let { known } = change;
      const attempt = () => {
        const believed = known;
        known = undefined;
        return changeOnce(change, believed);
      };
      return track(withRepeats(mayDecideAgain, attempt));
    },
    async close() {
      await Promise.allSettled(running);
    },
  };
}

/** True when nothing was written and a new attempt may succeed. */
function mayDecideAgain(error: unknown): boolean {
  return error instanceof GateMissed || isUniqueViolation(error) || isRetryable(error) || isStalePlan(error);
}

async function withRepeats<T>(mayRepeat: (error: unknown) => boolean, attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if (!mayRepeat(error)) throw error;
      if (attempts >= maxAttempts) throw exhausted(error);
    }
    // The faster change has been committed by now, so the first repeat need not wait.
    if (attempts > 1) await sleep(Math.min(maxPauseMs, pauseBaseMs * 2 ** attempts) * Math.random());
  }
}

function exhausted(error: unknown): unknown {
  if (!(error instanceof GateMissed)) return error;
  return new DatabaseBusyError(`Others were faster ${maxAttempts} times: ${error.message}`, { cause: error });
}
