/** The statements that the lists really send, caught on their way to the database. */
import { createQueryId, type KyselyPlugin, type RootOperationNode } from "kysely";
import type { ServiceContext } from "../../../bff/services/context.ts";
import { startTestApp } from "../../support/app.ts";
import { fillMatching } from "./matching-rows.ts";
import { examples, lists, type Raw, requestsOf } from "./requests.ts";
import { useCases } from "./use-cases.ts";

export interface Asked {
  readonly list: string;
  readonly raw: Raw;
  readonly page: number;
  /** Either engine compiles it. */
  readonly node: RootOperationNode;
}

/** By its text, each of them once, with the first request for which it was sent. */
export async function askAll(): Promise<readonly Asked[]> {
  const asked = new Map<string, Asked>();
  const app = await startTestApp();
  try {
    const { database } = app;
    const executor = database.kysely.getExecutor();
    let request: Omit<Asked, "node"> = { list: "", raw: {}, page: 0 };
    const listener: KyselyPlugin = {
      transformQuery({ node }) {
        const { sql } = executor.compileQuery(node, createQueryId());
        if (!asked.has(sql)) asked.set(sql, { ...request, node });
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const context: ServiceContext = {
      ...app.context,
      database: { ...database, kysely: database.kysely.withPlugin(listener) },
    };
    await fillMatching(database, examples);
    for (const operation of lists) {
      for (const raw of requestsOf(operation)) {
        await useCases.get(operation.id)?.(context, raw, (page) => {
          request = { list: operation.id, raw, page };
        });
      }
    }
  } finally {
    await app.stop();
  }
  return [...asked.values()];
}
