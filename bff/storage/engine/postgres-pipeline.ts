/**
 * Several statements on one connection in one round trip: all are sent at once, each with its own Sync, and the server
 * answers them in their order. Between `begin` and `commit` a statement that fails makes the server refuse those after
 * it and answer the `commit` with ROLLBACK: nothing of it is written, and the connection is good again.
 */
import type pg from "pg";
import type { SqlValue } from "./placeholders.ts";
import { isAnswered } from "./postgres-pool.ts";

export interface Step {
  readonly text: string;
  readonly values?: SqlValue[];
  /** Kept prepared on the connection under this name. */
  readonly name?: string;
}

export type PipelineResult =
  | { readonly kind: "done"; readonly rowSets: unknown[][] }
  /** By the first step that failed: what the later ones say only follows from it. */
  | { readonly kind: "failed"; readonly step: number; readonly error: unknown };

export interface Pipeline {
  run(steps: readonly Step[]): Promise<PipelineResult>;
  /** `run`, in a transaction that `begin` begins. One step is a transaction by itself. */
  runInTransaction(begin: string, steps: readonly Step[]): Promise<PipelineResult>;
  /** Some answer never came: the connection must not be used again. */
  readonly isBroken: boolean;
}

export function createPipeline(client: pg.PoolClient): Pipeline {
  let isBroken = false;

  async function run(steps: readonly Step[]): Promise<PipelineResult> {
    const { stream } = client.connection;
    // One write for all of them, instead of one for each.
    stream.cork();
    const asked = steps.map((step) => client.query<pg.QueryResultRow, SqlValue[]>(step));
    stream.uncork();
    const answers = await Promise.allSettled(asked);
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
      // Nobody's fault when it was the begin or the commit itself.
      return { ...result, step: result.step - 1 };
    },
    get isBroken() {
      return isBroken;
    },
  };
}
