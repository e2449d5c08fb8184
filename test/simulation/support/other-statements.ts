/** Mistakes in SQL: the statements of the job queue without what guards them. */
import {
  
  OperationNodeTransformer,
  type QueryId,
  type SelectQueryNode,

  UpdateQueryNode,
} from "kysely";
import { defineStatement } from "../../../bff/storage/engine/statements.ts";
import type { Sabotage } from "../world/run-schedule.ts";
import { writes } from "./make-mistakes.ts";

class WithoutUnions extends OperationNodeTransformer {
  protected override transformSelectQuery(node: SelectQueryNode, queryId?: QueryId): SelectQueryNode {
    const { setOperations, ...rest } = super.transformSelectQuery(node, queryId);
    return rest;
  }
}
const withoutUnions = new WithoutUnions();

/** A job is claimed when it is due: `… union all` those that are too far ahead is left out, and nobody looks for them. */
export const putOffForGood: Sabotage = {
  plugin: {
    transformQuery: ({ node, queryId }) =>
      UpdateQueryNode.is(node) ? withoutUnions.transformNode(node, queryId) : node,
    transformResult: async ({ result }) => ({
      ...result,
      rows: result.rows.map((row) => ("putOff" in row ? { ...row, putOff: null } : row)),
    }),
  },
};

const deleteJob = defineStatement("delete job", (db, { id }: { id: string }) =>
  db.deleteFrom("jobs").where("id", "=", id),
);

/** A run that ends deletes its job, whoever holds it by now and whatever it is wanted for. */
export const endsWhateverItIs = writes((all) =>
  all.map((write) => {
    if (write.statement.name !== "finish job") return write;
    const [id] = write.parameters("sqlite");
    return deleteJob({ id: String(id) });
  }),
);
