/** Notes every statement that a stage's process sends to its database, and how many batches and transactions it commits. */
import type { KyselyPlugin } from "kysely";
import type { Database } from "../../../bff/storage/engine/database.ts";
import type { Stage } from "./stage.ts";

export interface Cost {
  /** Loads, reads and writes. A change that is decided again counts again. */
  readonly statements: number;
  /** Batches with a write, and transactions. */
  readonly commits: number;
}

/** @returns what the work cost the database. */
export async function costOf(stage: Stage, work: () => Promise<unknown>): Promise<Cost> {
  const { database } = stage.context;
  let statements = 0;
  let commits = 0;
  const counting: KyselyPlugin = {
    transformQuery({ node }) {
      statements++;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const counted: Database = {
    ...database,
    kysely: database.kysely.withPlugin(counting),
    read(query) {
      statements++;
      return database.read(query);
    },
    readAll(queries) {
      statements += queries.length;
      return database.readAll(queries);
    },
    async change(change) {
      let writes = 0;
      if (change.known === undefined) statements += change.load.length;
      const result = await database.change({
        ...change,
        decide(rowSets) {
          const decision = change.decide(rowSets);
          writes = decision.writes.length;
          return decision;
        },
      });
      statements += writes;
      if (writes > 0) commits++;
      return result;
    },
    transaction(run) {
      commits++;
      return database.transaction((trx) => run(trx.withPlugin(counting)));
    },
  };
  Object.assign(stage.context, { database: counted });
  try {
    await work();
  } finally {
    Object.assign(stage.context, { database });
  }
  return { statements, commits };
}
