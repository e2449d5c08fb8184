import type { Database } from "../../../bff/storage/engine/database.ts";
import type { Stage } from "../../services/support/stage.ts";

/** Counts what the stage's process asks of its database, one by one. */
export function countCalls(stage: Stage) {
  const calls: string[] = [];
  const { database } = stage.context;
  const counted: Database = {
    ...database,
    read: (query) => {
      calls.push("read");
      return database.read(query);
    },
    readAll: (queries) => {
      calls.push("read");
      return database.readAll(queries);
    },
    change: (change) => {
      calls.push(change.known === undefined ? "load and commit" : "commit");
      return database.change(change);
    },
  };
  Object.assign(stage.context, { database: counted });
  return calls;
}
