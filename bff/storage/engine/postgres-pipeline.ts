/**
 * Several statements on one connection in one round trip. All are sent at once, each with its own Sync, and the
 * server answers them in order. When a statement fails between `begin` and `commit`, the server refuses the
 * statements after it and answers the `commit` with ROLLBACK. Nothing of the transaction is written then, and
 * the connection can be used again.
 */
import type pg from "pg";
import type { SqlValue } from "./placeholders.ts";
import { isAnswered } from "./postgres-pool.ts";

export interface Step {
  readonly text: string;
  readonly values?: SqlValue[];
  /** The statement stays prepared on the connection under this name. */
  readonly name?: string;
}

export type PipelineResult =
  | { readonly kind: "done"; readonly rowSets: unknown[][] }
  /** The first step that failed. The errors of later steps only follow from it. */
  | { readonly kind: "failed"; readonly step: number; readonly error: unknown };

export interface Pipeline {
  run(steps: readonly Step[]): Promise<PipelineResult>;
  /**
   * Runs the steps in a transaction that `begin` starts. A single step is a transaction by itself and runs
   * without `begin`.
   */
  runInTransaction(begin: string, steps: readonly Step[]): Promise<PipelineResult>;
  /** True when an answer never came: the connection must not be used again. */
  readonly isBroken: boolean;
}

export function createPipeline(client: pg.PoolClient): Pipeline {
  let isBroken = false;

  async function run(steps: readonly Step[]): Promise<PipelineResult> {
    const { stream } = client.connection;
    // One write to the socket for all statements, instead of one for each.
    stream.cork();
    const queries = steps.map((step) => client.query<pg.QueryResultRow, SqlValue[]>(step));
    stream.uncork();
    const answers = await Promise.allSettled(queries);
    const rowSets: unknown[][] = [];
    let failure: PipelineResult | undefined;
    for (const [step, answer] of answers.entries()) {
      if (answer.status === "fulfilled") rowSets.push(answer.value.rows);
      else {
        failure ??= { kind: "failed", step, error: answer.reason };
        isBroken ||= !isAnswered(answer.reason);
      }
    }
    return failure ?? { kind: "done", rowSets };
  }

  return {
    run,
    async runInTransaction(begin, steps) {
      if (steps.length <= 1) return await run(steps);
      const result = await run([{ text: begin }, ...steps, { text: "commit" }]);
      isBroken ||= client.getTransactionStatus() !== "I";
      if (result.kind === "done") return { kind: "done", rowSets: result.rowSets.slice(1, -1) };
      // The step is -1 when `begin` failed, and one past the last when `commit` failed: no step of the caller.
      return { ...result, step: result.step - 1 };
    },
    get isBroken() {
      return isBroken;
    },
  };
}
