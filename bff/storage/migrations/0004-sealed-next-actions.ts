/**
 * What a customer is to do at the provider is sealed from here on. What lay there in clear is not taken along: no
 * migration has the key, and the provider's answer to the next question gives a code again.
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
