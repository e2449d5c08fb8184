/** A mistake in SQL: the statement that claims jobs, without what guards it. */
import { OperationNodeTransformer, type QueryId, type SelectQueryNode, UpdateQueryNode } from "kysely";
import type { Sabotage } from "../world/world.ts";

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
