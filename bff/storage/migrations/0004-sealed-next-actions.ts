/**
 * Seals the customer's next action. Values that were stored in clear are dropped, because a migration does not
 * have the key. The provider's answer to the next query brings a code again.
 */
import type { Migration } from "kysely/migration";
import type { Engine } from "../engine/database.ts";
import { ddlWords, runAll } from "./ddl.ts";

export function sealedNextActions(engine: Engine): Migration {
  const { text } = ddlWords(engine);
  return {
    up: (database) =>
      runAll(database, [
        "alter table payments drop column next_action",
        `alter table payments add column next_action_sealed ${text}`,
      ]),
  };
}
